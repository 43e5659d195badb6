"""Pictures and files of questions: drawn anew, handed out by a key, let go of when nothing names them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.actions import Refused
from core.files import MOST_BYTES, MOST_PICTURE_BYTES, check_file, shown_name
from quizzes.actions.files import upload_file
from quizzes.actions.questions import copy_question, create_question, update_question
from quizzes.content import FileContent, QuestionContent
from quizzes.models import QuestionFile
from quizzes.queries.contents import contents_of
from quizzes.queries.files import file_path, files_at_hand
from quizzes.tasks import let_go
from tests.factories import make_person
from tests.factories.files import office, picture


def stored(row: QuestionFile) -> bytes:
    with default_storage.open(file_path(row.key)) as file:
        return bytes(file.read())


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_picture_is_drawn_anew_at_most_1600_pixels_wide(form: str) -> None:
    checked = check_file(picture(form, (2000, 1000)) + b"<script>alert(1)</script>")
    assert (checked.media_type, checked.width, checked.height) == ("image/webp", 1600, 800)
    with Image.open(BytesIO(checked.data)) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (1600, 800))
    assert b"script" not in checked.data


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n...", "application/pdf"),
        ("Étude".encode(), "text/plain; charset=utf-8"),
        (office("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_file_to_open_is_kept_as_it_is(data: bytes, media_type: str) -> None:
    assert (check_file(data).data, check_file(data).media_type) == (data, media_type)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"a" * (MOST_BYTES + 1), "file.too_large"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * MOST_PICTURE_BYTES, "file.too_large"),
        (b"\x89PNG\r\n\x1a\nnot one", "file.picture_broken"),
        (picture("PNG", (400, 300))[:200], "file.picture_broken"),
        (picture("GIF", (6000, 6000)), "file.picture_too_large"),
        (b"<html><script>alert(1)</script>", "file.not_taken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file.not_taken"),
        (b"MZ\x90\x00", "file.not_taken"),
        (b"PK\x03\x04broken", "file.not_taken"),
        (office("evil/readme.xml"), "file.not_taken"),
        (office("word/document.xml", "word/vbaProject.bin"), "file.has_macros"),
    ],
)
def test_file_that_is_not_taken_says_why(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_file(data)
    assert refused.value.code == code


def test_name_is_one_line_without_folders() -> None:
    assert (shown_name("C:\\temp\\a\nb.png"), shown_name("../../etc/passwd"), shown_name("")) == (
        "ab.png",
        "passwd",
        "file",
    )
    names = {"run.bat": "txt", "list.CSV": "txt", "a.jpg": "jpeg", "plan.png": "webp", "x" * 300: "pdf"}
    assert [shown_name(name, extension) for name, extension in names.items()] == [
        "run.bat.txt",
        "list.CSV",
        "a.jpg",
        "plan.png.webp",
        f"{'x' * 196}.pdf",
    ]


@pytest.mark.django_db
def test_whoever_knows_the_key_has_the_picture_and_saves_the_file(client: Client) -> None:
    person = make_person()
    shown = upload_file("seal.png", picture("PNG"), by=person)
    opened = upload_file("plan.pdf", b"%PDF-1.7 <script>", by=person)
    answer = client.get(reverse("quizzes:question_file", args=[shown.key]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Content-Disposition"].startswith("inline")
    answer = client.get(reverse("quizzes:question_file", args=[opened.key]))
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert (
        client.get(
            reverse("quizzes:question_file", args=[opened.key[:-5] + ("1" if opened.key[-5] == "0" else "0") + ".pdf"])
        ).status_code
        == 404
    )
    assert shown.key[41:61] not in upload_file("seal.png", picture("PNG"), by=person).key


@pytest.mark.django_db
def test_same_bytes_for_the_same_question_are_the_same_file() -> None:
    person, other = make_person(), make_person()
    mine = upload_file("seal.png", picture("PNG"), by=person)
    draft = QuestionContent("open_text", {"en": "?"}, files=(FileContent(mine.pk, "picture", alt={"fr": "Un scellé"}),))
    question = create_question(draft, by=person)
    again = upload_file("seal again.png", picture("PNG"), by=person, question=question)
    exported = upload_file("seal.webp", stored(mine), by=person, question=question)
    assert (again.pk, exported.pk) == (mine.pk, mine.pk)
    assert contents_of([question.pk])[question.pk].files[0].alt == {"fr": "Un scellé"}
    loose = upload_file("other.png", picture("PNG"), by=other)
    assert loose.pk != mine.pk
    assert set(files_at_hand(person, None, [mine.pk, loose.pk])) == set()
    assert set(files_at_hand(person, question, [mine.pk, loose.pk])) == {mine.pk}
    with pytest.raises(Refused, match=r"question\.file_gone"):
        create_question(draft, by=person)


@pytest.mark.django_db
def test_copy_has_files_of_its_own() -> None:
    person = make_person()
    mine = upload_file("seal.png", picture("PNG"), by=person)
    question = create_question(
        QuestionContent("open_text", {"en": "?"}, files=(FileContent(mine.pk, "picture"),)), by=person
    )
    copy = copy_question(question, by=person)
    (theirs,) = contents_of([copy.pk])[copy.pk].files
    row = QuestionFile.objects.get(pk=theirs.id)
    assert (theirs.id != mine.pk, theirs.use, theirs.name) == (True, "picture", "seal.png")
    assert stored(row) == stored(mine)


@pytest.mark.django_db
def test_night_lets_go_of_what_nothing_names() -> None:
    person = make_person()
    held, older, loose, fresh = (upload_file(f"{n}.png", picture("PNG", (9 + n, 9)), by=person) for n in range(4))
    draft = QuestionContent("open_text", {"en": "?"}, files=(FileContent(older.pk, "picture"),))
    question = create_question(draft, by=person)
    update_question(question, QuestionContent("open_text", {"en": "?"}, files=(FileContent(held.pk, "picture"),)))
    QuestionFile.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - timedelta(days=8))
    stray = default_storage.save(file_path("ab" + "0" * 38 + ".webp"), ContentFile(b"undone"))
    let_go()
    assert set(QuestionFile.objects.values_list("pk", flat=True)) == {held.pk, older.pk, fresh.pk}
    assert [default_storage.exists(file_path(row.key)) for row in (held, older, loose, fresh)] == [
        True,
        True,
        False,
        True,
    ]
    assert default_storage.exists(stray), "a file of this minute may be of an action that still runs"
