"""Authors, managers and one learner's two devices at the same instant: whole versions, one outcome, and never a deadlock."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from courses.actions import courses, editing, modules, placing
from courses.actions.courses import CourseSettings
from courses.actions.editing import BlockEdit, LessonEdit
from courses.actions.enrolling import enrol, withdraw
from courses.actions.modules import ModuleSettings
from courses.actions.progress import keep_place, mark_done
from courses.actions.publishing import publish_course, publish_language
from courses.actions.writing import write_lesson
from courses.choices import EnrolmentMode, EnrolmentState
from courses.models import (
    Course,
    CourseText,
    CourseVersion,
    Enrolment,
    Lesson,
    LessonProgress,
    Module,
    ModuleText,
    Reminder,
)
from courses.passages import passages_of, with_translations
from courses.queries.contents import content_of, whole
from courses.queries.facts import structures_of
from people.choices import Role
from people.models import Person
from tests.factories import make_course, make_enrolment, make_module, make_person, make_published_course
from tests.webinars.test_room_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Deed = Callable[[], Any]


@pytest.fixture(autouse=True)
def _jobs_stay_queued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs._send", lambda name, ids: None)


def course_after(row: Course, before: Course, by: Person) -> Deed:
    settings = CourseSettings("en", prerequisites=(before,))
    return lambda: courses.update_course(row, title={"en": row.title_en}, summary={}, settings=settings, by=by)


def module_after(row: Module, before: Module, by: Person) -> Deed:
    settings = ModuleSettings("en", 45, prerequisites=(before,))
    return lambda: modules.update_module(
        row, title={"en": row.title_en}, summary={}, objectives={}, settings=settings, by=by
    )


def test_changes_that_close_a_circle_together_are_not_all_made() -> None:
    by = make_person(Role.TRAINER)
    rings: list[tuple[list[Any], Any]] = [
        ([make_course() for _ in range(4)], course_after),
        ([make_module() for _ in range(4)], module_after),
    ]
    done = at_once(*[after(row, ring[number - 1], by) for ring, after in rings for number, row in enumerate(ring)])
    assert [each for each in done if isinstance(each, str)] == ["prerequisites.circle"] * 2
    assert [sum(row.prerequisites.count() for row in ring) for ring, _ in rings] == [3, 3]


def saved(lesson: Lesson, word: str, by: Person) -> None:
    """Title and text say the same word: one without the other would be half a lesson."""
    block = lesson.blocks.get()
    edit = LessonEdit(word, "text", 5, blocks=(BlockEdit("text", f"<p>{word}</p>", id=block.pk),))
    editing.save_lesson(lesson, edit=edit, seen=lesson.revision, by=by)


def test_what_is_published_while_lessons_are_saved_is_whole_and_published_once() -> None:
    by = make_person(Role.TRAINER)
    shared, other = make_module(), make_module()
    course, reverse = make_course([shared, other]), make_course([other, shared])
    lessons = list(Lesson.objects.order_by("pk"))
    for lesson in lessons:
        saved(lesson, "Before", by)
        lesson.refresh_from_db()
    done = at_once(
        *[partial(saved, lesson, "After", by) for lesson in lessons],
        *[partial(publish_course, each, by=by) for each in (course, course, reverse, reverse)],
    )
    assert not {each for each in done if isinstance(each, str)} - {"course.unchanged"}
    for each in ModuleText.objects.all():
        for text in each.version.lesson_texts.all():
            assert f"<p>{each.lesson_titles[str(text.lesson_id)]}</p>" in str(text.blocks)
    for each in (course, reverse):
        numbers = list(CourseVersion.objects.filter(course=each).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        with suppress(Refused):
            publish_course(each, by=by)
        each.refresh_from_db()
        held = ModuleText.objects.filter(version__in=each.published.modules.values("module_version"))
        assert {title for text in held for title in text.lesson_titles.values()} == {"After"}


def test_languages_of_courses_that_share_modules_are_published_at_once() -> None:
    by = make_person(Role.TRAINER)
    shared = [make_module(title_fr="Module") for _ in range(4)]
    both = [make_published_course(each, title_fr="Cours") for each in (shared, shared[::-1])]
    for lesson in Lesson.objects.all():
        content = content_of(whole(Lesson.objects.filter(pk=lesson.pk)).get())
        passages = {key: texts["en"] for key, texts in passages_of(content).items() if texts.get("en")}
        write_lesson(lesson, with_translations(content, "fr", passages), by=by)
    at_once(*[partial(publish_language, course, language="fr", by=by) for course in both * 3])
    assert CourseText.objects.filter(language="fr").count() == 2
    assert ModuleText.objects.filter(language="fr").count() == 4


def test_giving_a_place_and_taking_the_request_back_at_once_end_in_one_state() -> None:
    course, manager = make_published_course(enrolment_mode=EnrolmentMode.APPROVAL), make_person(Role.PROGRAMME_MANAGER)
    rows = [enrol(course, person=make_person()) for _ in range(4)]
    ids = [row.pk for row in rows]
    at_once(
        *[partial(withdraw, course, person=row.person) for row in rows],
        partial(placing.give_places, course, enrolments=ids, by=manager),
        partial(placing.give_places, course, enrolments=ids[::-1], by=manager),
    )
    assert set(Enrolment.objects.values_list("state", flat=True)) == {EnrolmentState.WITHDRAWN}
    given = [pk for each in AuditEntry.objects.filter(verb="enrolment.given") for pk in each.details["enrolments"]]
    assert len(given) == len(set(given))
    assert sorted(Reminder.objects.values_list("enrolment", flat=True)) == sorted(given)


def test_two_devices_that_finish_a_course_at_once_complete_it_once_and_lose_no_time() -> None:
    course = make_published_course([make_module(lessons=4)])
    enrolment = make_enrolment(course)
    (structure,) = structures_of([course.published_id])[course.published_id]
    now = timezone.now()
    deeds: list[Deed] = []
    for place in structure.lessons:
        deeds += [partial(mark_done, enrolment, place=place)] * 2
        deeds += [
            partial(
                keep_place, enrolment, lesson_id=place.id, place={"block": 2}, seconds=10, at=now + timedelta(seconds=n)
            )
            for n in (-2, -1)
        ]
    assert at_once(*deeds) == [None] * len(deeds)
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.lessons_done) == (EnrolmentState.COMPLETED, 4)
    assert AuditEntry.objects.filter(verb="enrolment.completed").count() == 1
    assert set(LessonProgress.objects.values_list("seconds", "state")) == {(20, "done")}
