"""Films and captions: told from their bytes, kept as plain words, handed out in parts, and seen to their end."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import AsyncClient, Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core.actions import Refused
from courses.choices import ProgressState
from courses.importers.captions import Cue, paragraphs, read_captions, to_vtt
from courses.importers.films import MOST_BYTES, film_ending
from courses.models import Caption, CourseFile, LessonProgress
from courses.queries.files import file_path
from courses.views import ranges
from lms.middleware import largest_body
from people.choices import Role
from tests.factories import make_enrolment, make_person, make_published_course
from tests.factories.curriculum import make_lesson, make_module

MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 8
WEBM = b"\x1a\x45\xdf\xa3\x01\x42\x82\x84webm" + bytes(64)
SRT = (
    "1\r\n00:00:01,500 --> 00:00:03,000\r\n<i>Hello</i> {\\an8}&amp; welcome\r\n\r\n"
    "2\r\n00:00:09,000 --> 00:00:10,0\r\nTwo\r\nlines\r\n"
)


def test_subrip_becomes_webvtt_of_plain_words() -> None:
    vtt = to_vtt(read_captions(SRT.encode()))
    assert vtt == (
        "WEBVTT\n\n00:00:01.500 --> 00:00:03.000\nHello &amp; welcome\n\n00:00:09.000 --> 00:00:10.000\nTwo\nlines\n"
    )
    assert paragraphs(read_captions(vtt.encode())) == [(1500, "Hello & welcome"), (9000, "Two lines")]


def test_webvtt_loses_its_marks_and_what_could_be_a_program() -> None:
    given = """WEBVTT - a title

STYLE
::cue { background: url(https://example.org/x) }

NOTE 00:00:00.000 --> 00:00:01.000 is said of this

intro
01:02.500 --> 1:01:04.000 align:start position:0%
<v Amina><c.red>Red</c> <script>alert(1)</script> &lt;b&gt; --> now
"""
    assert read_captions(given.encode()) == [Cue(62_500, 3_664_000, "Red alert(1) <b> → now")]
    assert "<" not in to_vtt(read_captions(given.encode())).replace("&lt;", "")


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("caption.empty", b" \n"),
        ("caption.no_times", b"%PDF-1.7 hello"),
        ("caption.ends_early", b"WEBVTT\n\n00:05.000 --> 00:04.000\nx\n"),
        ("caption.wrong_letters", b"\xef\xbb\xbf00:01.000 --> 00:02.000\n\xff\n"),
        ("caption.too_large", b"x" * (2 * 1024**2 + 1)),
    ],
)
def test_captions_that_are_none_are_refused(code: str, data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_captions(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("code", "language", "words"),
    [
        ("caption.wrong_letters", "en", "القيمة الجمركية".encode("cp1256")),
        ("caption.wrong_letters", "fr", "Таможенная стоимость".encode("cp1251")),
        ("caption.other_letters", "en", "القيمة الجمركية".encode()),
        ("caption.other_letters", "ar", b"The customs value"),
        (None, "fr", "Élevé à Genève, où l’été".encode("cp1252")),
        (None, "ar", "رمز HS 8401 للمفاعلات".encode()),
    ],
)
def test_captions_of_another_language_are_told_and_not_kept_as_rubbish(
    code: str | None, language: str, words: bytes
) -> None:
    data = b"00:01.000 --> 00:02.000\n" + words + b"\n"
    if code is None:
        assert len(read_captions(data, language=language)) == 1
        return
    with pytest.raises(Refused) as refused:
        read_captions(data, language=language)
    assert refused.value.code == code


def test_a_line_of_arabic_runs_from_the_right_whatever_it_begins_with() -> None:
    cues = [Cue(0, 1000, "HS 2022 يشمل\nالسلع")]
    vtt = to_vtt(cues, language="ar")
    assert vtt == "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n\u200fHS 2022 يشمل\n\u200fالسلع\n"
    assert read_captions(vtt.encode()) == cues


def test_old_letters_of_a_language_are_known() -> None:
    data = "00:01.000 --> 00:02.000\nТамбов\n".encode("cp1251")
    assert read_captions(data, language="ru") == [Cue(1000, 2000, "Тамбов")]


@given(
    st.lists(
        st.builds(
            lambda start, length, text: Cue(start, start + length, text),
            st.integers(0, 10**7),
            st.integers(1, 10**5),
            st.text('ab&<>";é م', min_size=1)
            .map(lambda text: " ".join(text.split()))
            .filter(lambda text: "<" not in text),
        ).filter(lambda cue: bool(cue.text) and "&" not in cue.text),
        min_size=1,
    )
)
def test_what_is_written_is_read_back(cues: list[Cue]) -> None:
    assert read_captions(to_vtt(cues).encode()) == sorted(cues, key=lambda cue: (cue.start, cue.end))


def test_a_film_is_told_from_its_bytes() -> None:
    assert (film_ending(MP4, len(MP4)), film_ending(WEBM, len(WEBM))) == ("mp4", "webm")
    for code, head, size in (
        ("film.empty", b"", 0),
        ("film.not_a_film", b"<html>", 6),
        ("film.not_a_film", b"\x00\x00\x00\x14ftypqt  ", 20),
        ("film.not_a_film", b"\x1a\x45\xdf\xa3matroska", 20),
        ("film.too_large", MP4, MOST_BYTES + 1),
    ):
        with pytest.raises(Refused) as refused:
            film_ending(head, size)
        assert refused.value.code == code
    assert largest_body("/curriculum/lessons/7/film/") > MOST_BYTES > largest_body("/curriculum/lessons/7/")


def send(client: Client, lesson: Any, **fields: Any) -> Any:
    return client.post(reverse("courses:captions", args=[lesson.pk]), fields)


@pytest.mark.django_db
def test_a_film_with_captions_is_shown_in_one_s_language_and_done_at_its_end(client: Client) -> None:
    trainer = make_person(Role.TRAINER)
    client.force_login(trainer)
    module = make_module(0, created_by=trainer)
    lesson = make_lesson(module)
    assert "This is not a film" in send(client, lesson, file=SimpleUploadedFile("a.mp4", b"<html>")).content.decode()
    assert (
        "has no captions with times"
        in send(client, lesson, language="fr", captions=SimpleUploadedFile("a.vtt", b"x")).content.decode()
    )
    assert CourseFile.objects.count() == 0
    assert send(client, lesson, file=SimpleUploadedFile("Valuation.mp4", MP4)).status_code == 302
    for language in ("fr", "es"):
        assert (
            send(client, lesson, language=language, captions=SimpleUploadedFile("a.srt", SRT.encode())).status_code
            == 302
        )
    lesson.refresh_from_db()
    film = lesson.file
    assert film is not None
    assert (lesson.kind, film.name, film.media_type, film.size) == ("video", "Valuation.mp4", "video/mp4", len(MP4))
    assert send(client, lesson, remove="es").status_code == 302
    caption = Caption.objects.get()
    assert (caption.language, caption.file.media_type) == ("fr", "text/vtt")
    course = make_published_course([module], created_by=trainer)
    learner = make_person(language="fr")
    enrolment = make_enrolment(course, learner)
    reader = Client()
    reader.force_login(learner)
    address = reverse("courses:lesson", args=[course.slug, lesson.pk])
    page = reader.get(address).content.decode()
    assert f'<source src="/films/{film.key}" type="video/mp4">' in page
    assert f'src="/films/{caption.file.key}" srclang="fr" label="Français" default>' in page
    assert "Hello &amp; welcome" in page
    assert reader.post(reverse("courses:lesson_done", args=[course.slug, lesson.pk])).status_code == 302
    assert LessonProgress.objects.get(person=learner, lesson=lesson).state == ProgressState.DONE
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert client.post(reverse("courses:lesson_done", args=[course.slug, lesson.pk])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "status", "told", "body"),
    [
        ("bytes=0-", 206, "bytes 0-3/10", b"0123"),
        ("bytes=2-3", 206, "bytes 2-3/10", b"23"),
        ("bytes=8-99", 206, "bytes 8-9/10", b"89"),
        ("bytes=-3", 206, "bytes 7-9/10", b"789"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("bytes=5-4", 416, "bytes */10", b""),
    ],
)
def test_a_film_is_handed_out_in_parts(
    client: Client, monkeypatch: pytest.MonkeyPatch, asked: str, status: int, told: str, body: bytes
) -> None:
    monkeypatch.setattr(ranges, "PIECE", 4)
    answer = client.get(stored(), headers={"range": asked})
    assert (answer.status_code, answer.headers["Content-Range"], answer.content) == (status, told, body)
    assert (answer.headers["X-Content-Type-Options"], answer.cookies) == ("nosniff", {})


def stored() -> str:
    """The address of a film of ten bytes."""
    key = f"{'a' * 40}-{'b' * 20}.webm"
    default_storage.save(file_path(key), ContentFile(b"0123456789"))
    return reverse("courses:film", args=[key])


@pytest.mark.django_db(transaction=True)
async def test_a_whole_film_goes_out_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "PIECE", 4)
    answer: Any = await AsyncClient().get(stored())
    assert (answer.status_code, answer.headers["Accept-Ranges"], answer.headers["Content-Length"]) == (
        200,
        "bytes",
        "10",
    )
    assert [piece async for piece in answer.streaming_content] == [b"0123", b"4567", b"89"]
