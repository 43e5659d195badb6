"""The courses of the demonstration: one of three modules in six languages, open to everybody, with people who learn it, and
one for those who have completed it, written in French, with requests for places that wait.

A start that was killed goes on where it stopped: what is there is known again by its title.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.utils.html import escape

from core.languages import LANGUAGES
from courses.actions.courses import CourseSettings, create_course, update_course
from courses.actions.discussing import write_post
from courses.actions.enrolling import enrol
from courses.actions.lessons import add_lesson
from courses.actions.library import add_edition, check_document, create_document, publish_edition
from courses.actions.modules import create_module
from courses.actions.progress import MARKED_BY_HAND, begin_lesson, mark_done, note_quiz
from courses.actions.publishing import publish_whole
from courses.actions.rewriting import rewrite_lesson
from courses.choices import BlockKind, EnrolmentMode, EnrolmentState, LessonKind
from courses.content import BlockContent, LessonContent, LessonPlace, structure_from_json
from courses.models import Course, Deck, Document, Enrolment, Lesson, Module
from courses.queries.contents import content_of, whole
from people.models import Person
from quizzes.models import Quiz


@cache
def _content(name: str) -> dict[str, Any]:
    file = resources.files("courses.demonstration") / "content" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def make_course(*, by: Person, deck: Deck | None, quiz: Quiz | None) -> Course:
    """The course, published in six languages; afterwards a sentence was changed, which waits for its Russian translation."""
    words = _content("course")
    course, lessons = _written(words, language="en", deck=deck, quiz=quiz, by=by)
    if course.published_id is None:
        publish_whole(course, LANGUAGES, by=by)
        _change_later(lessons, words["later"], by)
    course.refresh_from_db()
    return course


def make_second_course(first: Course, *, by: Person) -> Course:
    """A course for those who completed the ``first``: they ask for places, and managers decide."""
    words = _content("audit")
    course, _ = _written(words, language="fr", deck=None, quiz=None, by=by)
    if course.published_id is None:
        settings = CourseSettings(
            source_language="fr", enrolment_mode=EnrolmentMode.APPROVAL, days=words["days"], prerequisites=(first,)
        )
        own = words["course"]
        update_course(course, title=own["title"], summary=own["summary"], settings=settings, by=by)
        publish_whole(course, LANGUAGES, by=by)
        course.refresh_from_db()
    for each in first.enrolments.filter(state=EnrolmentState.COMPLETED).select_related("person").order_by("pk"):
        enrol(course, person=each.person)
    return course


def _written(
    words: Mapping[str, Any], *, language: str, deck: Deck | None, quiz: Quiz | None, by: Person
) -> tuple[Course, dict[str, Lesson]]:
    """The course of a file of ``words``, and its lessons by their keys."""
    own = words["course"]
    held = Course.objects.filter(created_by=by, title_en=own["title"]["en"]).order_by("pk").first()
    course = held or create_course(title=own["title"], summary=own["summary"], source_language=language, by=by)
    lessons: dict[str, Lesson] = {}
    for row in words["module"]:
        module = Module.objects.filter(places__course=course, title_en=row["title"]["en"]).first() or create_module(
            title=row["title"],
            summary=row["summary"],
            objectives=row["objectives"],
            source_language=language,
            minutes=row["minutes"],
            course=course,
            by=by,
        )
        for each in row["lesson"]:
            if (each["kind"] == "slides" and deck is None) or (each["kind"] == "quiz" and quiz is None):
                continue
            lessons[each["key"]] = _lesson(module, each, deck=deck, quiz=quiz, by=by)
    return course, lessons


def _lesson(module: Module, row: Mapping[str, Any], *, deck: Deck | None, quiz: Quiz | None, by: Person) -> Lesson:
    held = Lesson.objects.filter(module=module, title_en=row["title"]["en"], removed_at__isnull=True).first()
    lesson = held or add_lesson(module, kind=row["kind"], title=row["title"], by=by)
    if lesson.revision > 1:
        return lesson
    blocks = tuple(
        BlockContent(each["kind"], each["text"], each.get("caption", {}), tone=each.get("tone", "note"))
        for each in row.get("block", ())
    )
    content = LessonContent(
        kind=row["kind"],
        title=row["title"],
        blocks=blocks,
        minutes=row["minutes"],
        deck=deck.pk if deck is not None and row["kind"] == "slides" else None,
        quiz=quiz.pk if quiz is not None and row["kind"] == "quiz" else None,
        source_language=module.source_language,
    )
    rewrite_lesson(lesson, content, by=by)
    return lesson


def _change_later(lessons: Mapping[str, Lesson], later: Mapping[str, Any], by: Person) -> None:
    """Change the callout of a lesson: the translations that are given are reviewed, the one that is not becomes stale."""
    content = content_of(whole(Lesson.objects.filter(pk=lessons[later["lesson"]].pk)).get())
    callout = next(block for block in content.blocks if block.kind == BlockKind.CALLOUT)
    changed = replace(callout, text={**callout.text, **later["text"]})
    blocks = tuple(changed if block is callout else block for block in content.blocks)
    reviewed = {language: [f"block.{callout.id}"] for language in later["text"] if language != "en"}
    rewrite_lesson(lessons[later["lesson"]], replace(content, blocks=blocks), by=by, reviewed=reviewed)


def learn(course: Course, learners: Sequence[Person]) -> int:
    """Let people learn the course: each one lesson further than the one before, as far as the learner alone can say so."""
    for number, person in enumerate(learners):
        enrolment = enrol(course, person=person)
        for place in _by_hand(enrolment)[: number % 6]:
            begin_lesson(enrolment, lesson_id=place.id)
            mark_done(enrolment, place=place)
    return len(learners)


def complete(course: Course, graduates: Sequence[Person]) -> int:
    """Let people complete the course, where they took its quizzes: each lesson, with a word in each discussion."""
    said = _content("course")["said"]
    for person in graduates:
        enrolment = enrol(course, person=person)
        for place in _places(enrolment):
            begin_lesson(enrolment, lesson_id=place.id)
            if place.kind in MARKED_BY_HAND:
                mark_done(enrolment, place=place)
            elif place.kind == LessonKind.QUIZ and place.quiz is not None:
                note_quiz(quiz_id=place.quiz, person_id=person.pk)
            elif place.kind == LessonKind.DISCUSSION:
                write_post(
                    lesson_id=place.id,
                    by=person,
                    text=said[person.language],
                    language=person.language,
                    learns=enrolment,
                    word="demonstration",
                )
    return len(graduates)


def _by_hand(enrolment: Enrolment) -> list[LessonPlace]:
    """The lessons of the learner's version that they mark as done themselves, in order."""
    return [place for place in _places(enrolment) if place.kind in MARKED_BY_HAND]


def _places(enrolment: Enrolment) -> list[LessonPlace]:
    assert enrolment.version is not None
    modules = enrolment.version.modules.select_related("module_version").order_by("position")
    return [place for each in modules for place in structure_from_json(each.module_version.structure).lessons]


def make_document(*, by: Person) -> Document:
    """The reference document with its six editions, published."""
    words = _content("document")
    held = Document.objects.filter(created_by=by, title_en=words["title"]["en"]).order_by("pk").first()
    document = held or create_document(title=words["title"], summary=words["summary"], audiences=(), by=by)
    for language in LANGUAGES:
        edition = document.editions.filter(language=language).first()
        if edition is None:
            file = File(BytesIO(_html(words, language)), name=f"guide-{language}.html")
            edition = add_edition(
                document, language=language, label=words["label"], content=check_document(file), by=by
            )
        publish_edition(edition, by=by)
    return document


def _html(words: Mapping[str, Any], language: str) -> bytes:
    sections = "".join(
        f"<h2>{escape(each['heading'][language])}</h2><p>{escape(each['text'][language])}</p>"
        for each in words["section"]
    )
    return f'<html lang="{language}"><body>{sections}</body></html>'.encode()
