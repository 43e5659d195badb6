"""Lessons are written by several, saved by themselves, and lose nothing that somebody wrote (docs/rules/lesson-history.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.actions import Refused
from core.translating import State, passages_in
from courses.actions.editing import BlockEdit, LessonEdit, restore_revision, save_lesson, settle_lesson
from courses.actions.files import upload_file
from courses.actions.writing import write_lesson
from courses.content import BlockContent, LessonContent, from_json
from courses.models import Lesson, LessonRevision, Module
from courses.passages import passages_of, with_translations
from courses.queries.contents import lesson_now, lesson_subject
from courses.queries.revisions import Names, changes_between
from people.choices import Role
from people.models import Person
from tests.factories import make_person, make_quiz
from tests.factories.curriculum import make_lesson
from tests.factories.files import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Person:
    return make_person(Role.TRAINER)


@pytest.fixture
def lesson(author: Person) -> Lesson:
    module = Module.objects.create(title_en="Module", created_by=author)
    made = make_lesson(
        module,
        BlockContent("heading", {"en": "Why", "fr": "Pourquoi"}),
        BlockContent("text", {"en": "<p>One two three four.</p>", "fr": "<p>Un deux.</p>"}),
        title={"en": "Lesson", "fr": "Leçon"},
    )
    made.refresh_from_db()
    return made


def as_written(lesson: Lesson) -> LessonEdit:
    """The edit that changes nothing."""
    now = lesson_now(lesson)
    blocks = tuple(
        BlockEdit(b.kind, b.text.get("en", ""), b.caption.get("en", ""), b.level, b.tone, b.file, b.quiz, b.id)
        for b in now.blocks
    )
    return LessonEdit(now.title["en"], now.kind, now.minutes, blocks=blocks)


def with_text(edit: LessonEdit, place: int, text: str) -> LessonEdit:
    blocks = list(edit.blocks)
    blocks[place] = replace(blocks[place], text=text)
    return replace(edit, blocks=tuple(blocks))


def numbers(lesson: Lesson) -> list[int]:
    return list(LessonRevision.objects.filter(lesson=lesson).order_by("number").values_list("number", flat=True))


def words(content: LessonContent) -> list[str]:
    return [block.text.get("en", "") for block in content.blocks]


def test_edit_keeps_translations_and_marks_them_as_stale(lesson: Lesson, author: Person) -> None:
    save_lesson(lesson, edit=with_text(as_written(lesson), 1, "<p>One two.</p><script>x</script>"), seen=1, by=author)
    now = lesson_now(lesson)
    assert now.blocks[1].text == {"en": "<p>One two.</p>", "fr": "<p>Un deux.</p>"}
    subject = lesson_subject(lesson.pk)
    states = passages_in({subject: passages_of(now)}, {subject: "en"}, ["fr"])[subject, "fr"]
    assert [passage.state for passage in states] == [State.DRAFT, State.DRAFT, State.STALE]


def test_second_to_save_is_told_and_the_same_once_more_changes_nothing(lesson: Lesson, author: Person) -> None:
    edit = as_written(lesson)
    mine = with_text(edit, 1, "<p>Mine.</p>")
    assert save_lesson(lesson, edit=mine, seen=1, by=author).number == 2
    assert save_lesson(lesson, edit=mine, seen=1, by=author).number == 2  # the answer to the first one was lost
    with pytest.raises(Refused, match=r"form\.changed_meanwhile"):
        save_lesson(lesson, edit=with_text(edit, 1, "<p>Theirs.</p>"), seen=1, by=make_person(Role.TRAINER))
    assert words(lesson_now(lesson)) == ["Why", "<p>Mine.</p>"]


@pytest.mark.parametrize(("keep", "stands"), [("mine", "<p>Mine.</p>"), ("theirs", "<p>Theirs.</p>")])
def test_whichever_is_kept_both_are_in_the_history(lesson: Lesson, author: Person, keep: str, stands: str) -> None:
    edit = as_written(lesson)
    save_lesson(lesson, edit=with_text(edit, 1, "<p>Theirs.</p>"), seen=1, by=make_person(Role.TRAINER))
    made = settle_lesson(lesson, edit=with_text(edit, 1, "<p>Mine.</p>"), seen=2, keep=keep, by=author)
    assert lesson_now(lesson).blocks[1].text["en"] == stands
    kept = [words(from_json(row.content))[1] for row in LessonRevision.objects.filter(lesson=lesson)]
    assert {"<p>Mine.</p>", "<p>Theirs.</p>"} <= set(kept)
    lesson.refresh_from_db()
    assert lesson.revision == made.number
    with pytest.raises(Refused, match=r"form\.changed_meanwhile"):
        settle_lesson(lesson, edit=edit, seen=2, keep=keep, by=author)


def test_saves_by_themselves_within_ten_minutes_are_one_revision_whose_number_moves(
    lesson: Lesson, author: Person
) -> None:
    other = make_person(Role.TRAINER)

    def goes_on(number: int, text: str, by: Person = author) -> int:
        edit = with_text(as_written(lesson), 1, f"<p>{text}</p>")
        return save_lesson(lesson, edit=edit, seen=number, by=by, by_itself=True).number

    text = "One two three four."
    assert [goes_on(1, f"{text} a"), goes_on(2, f"{text} ab"), goes_on(3, f"{text} abc")] == [2, 3, 4]
    assert numbers(lesson) == [1, 4]  # the one before this sitting stays
    LessonRevision.objects.filter(number=4).update(began_at=timezone.now() - timedelta(minutes=11))
    assert (goes_on(4, f"{text} abcd"), numbers(lesson)) == (5, [1, 4, 5])
    assert (goes_on(5, f"{text} abcde", other), numbers(lesson)) == (6, [1, 4, 5, 6])
    assert (goes_on(6, "One.", other), numbers(lesson)) == (7, [1, 4, 5, 6, 7])  # most of the words went: both are kept
    save_lesson(lesson, edit=as_written(lesson), seen=7, by=other)  # the button: what stands now is not folded away
    assert (goes_on(7, "One. Two", other), numbers(lesson)) == (8, [1, 4, 5, 6, 7, 8])
    shorter = replace(as_written(lesson), blocks=as_written(lesson).blocks[1:])
    save_lesson(lesson, edit=shorter, seen=8, by=other, by_itself=True)
    assert numbers(lesson) == [1, 4, 5, 6, 7, 8, 9]


def test_restoring_makes_a_revision_and_keeps_translations_of_what_is_the_same(lesson: Lesson, author: Person) -> None:
    save_lesson(lesson, edit=replace(as_written(lesson), blocks=()), seen=1, by=author)
    restore_revision(lesson, number=1, by=author)
    now = lesson_now(lesson)
    assert [block.text for block in now.blocks] == [
        {"en": "Why", "fr": "Pourquoi"},
        {"en": "<p>One two three four.</p>", "fr": "<p>Un deux.</p>"},
    ]
    heading = f"block.{now.blocks[0].id}"
    write_lesson(lesson, with_translations(now, "fr", {heading: "Mais pourquoi"}), by=author)
    edit = with_text(as_written(lesson), 1, "<p>Changed.</p>")
    save_lesson(lesson, edit=edit, seen=4, by=author)
    restore_revision(lesson, number=3, by=author)
    assert [block.text["fr"] for block in lesson_now(lesson).blocks] == ["Mais pourquoi", "<p>Un deux.</p>"]
    assert numbers(lesson) == [1, 2, 3, 4, 5, 6]
    with pytest.raises(Refused, match=r"lesson\.no_such_revision"):
        restore_revision(lesson, number=99, by=author)


def test_what_an_author_may_not_write_is_refused(lesson: Lesson, author: Person) -> None:
    edit = as_written(lesson)
    secret = upload_file("a.png", picture(), by=make_person())
    own = upload_file("b.png", picture(size=(9, 9)), by=author)
    wrong = {
        "lesson.untitled": replace(edit, title=" "),
        "lesson.kind_unknown": replace(edit, kind="replay"),
        "lesson.too_many_blocks": replace(edit, blocks=(BlockEdit("text"),) * 151),
        "lesson.text_too_long": replace(edit, blocks=(BlockEdit("heading", "a" * 501),)),
        "lesson.picture_unsaid": replace(edit, blocks=(BlockEdit("image", file=own.pk),)),
        "lesson.not_at_hand": replace(edit, blocks=(BlockEdit("image", "A plate", file=secret.pk),)),
    }
    for code, bad in wrong.items():
        with pytest.raises(Refused) as refused:
            save_lesson(lesson, edit=bad, seen=1, by=author)
        assert refused.value.code == code
    with pytest.raises(Refused, match=r"lesson\.not_at_hand"):
        save_lesson(lesson, edit=replace(edit, kind="quiz", quiz=987), seen=1, by=author)
    good = replace(edit, kind="quiz", quiz=make_quiz().pk, blocks=(BlockEdit("image", "A plate", file=own.pk),))
    assert save_lesson(lesson, edit=good, seen=1, by=author).number == 2


def test_history_tells_words_that_came_and_went(lesson: Lesson) -> None:
    now = lesson_now(lesson)
    heading, text = now.blocks
    after = replace(
        now,
        minutes=20,
        blocks=(
            replace(text, text={**text.text, "en": "<p>One <em>two</em> three five.</p>"}),
            replace(heading, text={**heading.text, "en": "Why"}),
            BlockContent("quotation", {"en": "<p>Know.</p>"}),
        ),
    )
    told = [
        (
            change.label,
            change.language,
            "".join({"removed": "-", "added": "+"}.get(s.kind, "") + s.text for s in change.stretches),
        )
        for change in changes_between(now, after, Names())
    ]
    assert told == [
        ("Minutes", "", "-10+20"),
        ("1 · Text", "en", "One two three -four.+five."),
        ("3 · Quotation", "", ""),
        ("3 · Quotation", "en", "+Know."),
        ("Order of the blocks", "", ""),
    ]


def form_of(lesson: Lesson, **given: Any) -> dict[str, Any]:
    edit = as_written(lesson)
    data: dict[str, Any] = {"title": edit.title, "kind": edit.kind, "minutes": edit.minutes, "seen": lesson.revision}
    data["block"] = [f"b{block.id}" for block in edit.blocks]
    for block in edit.blocks:
        data |= {f"b{block.id}-kind": block.kind, f"b{block.id}-id": block.id, f"b{block.id}-text": block.text}
    return {**data, **given}


def test_page_works_without_scripts(lesson: Lesson, author: Person, client: Client) -> None:
    client.force_login(author)
    url = reverse("courses:edit_lesson", args=[lesson.pk])
    first, second = (block.id for block in as_written(lesson).blocks)
    answer = client.post(url, form_of(lesson, do="add:image"))
    assert [block.uid for block in answer.context["form"].blocks] == [f"b{first}", f"b{second}", f"n{second + 1}"]
    answer = client.post(url, form_of(lesson, do=f"up:b{second}"))
    assert [block.uid for block in answer.context["form"].blocks] == [f"b{second}", f"b{first}"]
    lesson.refresh_from_db()
    assert lesson.revision == 1  # nothing was saved yet
    new = {"block": [f"b{second}", "n1"], "n1-kind": "image", "n1-upload": _upload("plan.png")}
    answer = client.post(url, form_of(lesson, **new))
    assert answer.status_code == 422  # it does not say what it shows; the file is kept
    file = answer.context["form"].blocks[1].kept
    assert file.name == "plan.png"
    answer = client.post(url, form_of(lesson, **{**new, "n1-upload": "", "n1-file": file.pk, "n1-text": "A plan"}))
    assert answer.status_code == 302
    assert [(b.kind, b.text.get("en"), b.file) for b in lesson_now(lesson).blocks] == [
        ("text", "<p>One two three four.</p>", None),
        ("image", "A plan", file.pk),
    ]


def _upload(name: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, picture())


def test_script_saves_and_is_shown_what_another_wrote(lesson: Lesson, author: Person, client: Client) -> None:
    client.force_login(author)
    url = reverse("courses:save_lesson", args=[lesson.pk])
    first, second = (block.id for block in as_written(lesson).blocks)
    sent = form_of(
        lesson, **{f"b{second}-text": "<p>Mine</p>", "block": [f"b{first}", f"b{second}", "n1"], "n1-kind": "text"}
    )
    answer = client.post(url, {**sent, "n1-text": "New & <plain>"})
    ids = [block.id for block in lesson_now(lesson).blocks]
    advice = answer.json()["advice"]
    assert answer.json() == {
        "revision": 2,
        "blocks": {f"b{first}": first, f"b{second}": second, "n1": ids[2]},
        "advice": advice,
    }
    assert "Nothing to look at again." in advice
    other = make_person(Role.TRAINER, full_name="Jean Martin")
    save_lesson(lesson, edit=with_text(as_written(lesson), 1, "<p>Jean wrote this</p>"), seen=2, by=other)
    answer = client.post(url, {**sent, "seen": 2})
    assert (answer.status_code, answer.json()["revision"]) == (409, 3)
    assert [part for part in ("Jean Martin", "wrote this", "Mine") if part not in answer.json()["html"]] == []
    page = client.post(reverse("courses:edit_lesson", args=[lesson.pk]), {**sent, "seen": 2})
    assert page.status_code == 409
    assert page.context["form"].blocks[1]["text"].value() == "<p>Mine</p>"
    assert page.context["form"].lesson["seen"].value() == "3"
    assert client.post(url, {**sent, "seen": 3, "keep": "mine"}).status_code == 200
    assert lesson_now(lesson).blocks[1].text["en"] == "<p>Mine</p>"
    assert '<a href="#n1-name">Block 3</a>: It is empty.' in client.post(url, {**sent, "seen": 4}).json()["advice"]
    assert client.post(url, {**sent, "seen": 5, "title": ""}).status_code == 422
    refused = client.post(url, {**sent, f"b{second}-text": "x" * 20_001})
    assert list(refused.json()["faults"]) == [f"b{second}"]


@pytest.mark.parametrize("blocks", [1, 3])
def test_pages_cost_the_same_whatever_the_lesson_holds(
    lesson: Lesson, author: Person, client: Client, blocks: int, django_assert_num_queries: Any
) -> None:
    image, quiz = upload_file("a.png", picture(), by=author), make_quiz()
    for number in range(blocks):
        more = (BlockEdit("image", f"Plate {number}", file=image.pk), BlockEdit("quiz", quiz=quiz.pk))
        edit = as_written(lesson)
        lesson.refresh_from_db()
        save_lesson(lesson, edit=replace(edit, blocks=(*edit.blocks, *more)), seen=lesson.revision, by=author)
    client.force_login(author)
    client.get(reverse("courses:lesson_history", args=[lesson.pk]))  # the sign-in writes once
    for name, arguments, queries in (
        ("edit_lesson", [], 12),
        ("lesson_history", [], 8),
        ("lesson_revision", [1], 11),
        ("preview_lesson", ["fr"], 11),
    ):
        with django_assert_num_queries(queries):
            assert client.get(reverse(f"courses:{name}", args=[lesson.pk, *arguments])).status_code == 200
