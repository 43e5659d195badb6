"""A lesson is read in one's language and noted once; courses complete by their rule, on what was done anywhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from courses.actions.progress import finish_lesson, mark_done, note_quiz, record_outcome
from courses.actions.publishing import publish_language
from courses.choices import EnrolmentState, OutcomeKind
from courses.content import BlockContent
from courses.models import Course, Enrolment, Lesson, LessonProgress
from courses.queries.facts import missing_of
from courses.queries.reading import outline_of
from people.choices import Role
from people.models import Person
from quizzes.actions.attempts.starting import start_attempt
from quizzes.actions.attempts.submitting import submit_attempt
from quizzes.models import Quiz
from tests.factories import (
    make_attempt,
    make_enrolment,
    make_lesson,
    make_module,
    make_person,
    make_published_course,
    make_written_quiz,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return make_person()


@pytest.fixture
def reader(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def lessons_of(course: Course) -> list[Lesson]:
    return list(Lesson.objects.filter(module__places__course=course).order_by("module__places__position", "position"))


def address(course: Course, lesson: Lesson, what: str = "lesson") -> str:
    return reverse(f"courses:{what}", args=[course.slug, lesson.pk])


def done(enrolment: Enrolment, lesson: Lesson) -> Enrolment:
    assert enrolment.version is not None
    mark_done(enrolment, place=outline_of(enrolment.version.pk, "en").at(lesson.pk).place)
    enrolment.refresh_from_db()
    return enrolment


def test_a_lesson_is_read_in_the_readers_language_else_in_the_sources_and_says_so(
    reader: Client, person: Person
) -> None:
    module = make_module(0, title_fr="Module un")
    both = make_lesson(
        module, BlockContent("text", {"en": "<p>Look</p>", "fr": "<p>Regardez</p>"}), title={"en": "One", "fr": "Un"}
    )
    course = make_published_course([module], title_fr="Cours")
    publish_language(course, language="fr", by=person)
    make_enrolment(course, person)
    person.language = "fr"
    person.save()
    page = reader.get(address(course, both)).content.decode()
    assert ("Regardez" in page, "<p>Look</p>" in page, "Un" in page) == (True, False, True)
    person.language = "ar"
    person.save()
    page = reader.get(address(course, both)).content.decode()
    assert '<span lang="en" dir="ltr">One</span>' in page
    assert 'lang="en" dir="ltr"><p>Look</p>' in page


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_asks_the_same_number_of_questions_whatever_its_size(
    reader: Client, person: Person, size: int, django_assert_num_queries: Any
) -> None:
    course = make_published_course([make_module(size) for _ in range(size)])
    make_enrolment(course, person)
    lesson = lessons_of(course)[0]
    reader.get(address(course, lesson))
    with django_assert_num_queries(9):
        reader.get(address(course, lesson))


def test_who_does_not_learn_the_course_finds_nothing_and_the_team_leaves_no_trace(client: Client) -> None:
    course = make_published_course()
    lesson = lessons_of(course)[0]
    make_enrolment(course, state=EnrolmentState.ACTIVE)
    waiting = make_person()
    make_enrolment(course, waiting, state=EnrolmentState.REQUESTED)
    answers = []
    for who in (make_person(), waiting, make_person(Role.TRAINER)):
        client.force_login(who)
        answers.append(
            [
                client.get(address(course, lesson)).status_code,
                client.post(address(course, lesson, "lesson_done")).status_code,
                client.post(address(course, lesson, "lesson_place"), {"at": 1, "seconds": 5}).status_code,
            ]
        )
    assert answers == [[404, 404, 404], [404, 404, 404], [200, 404, 404]]
    assert LessonProgress.objects.count() == 0


def test_a_learner_goes_on_where_they_left_and_what_arrives_late_moves_nobody_back(
    reader: Client, person: Person
) -> None:
    course = make_published_course()
    enrolment = make_enrolment(course, person)
    first, second = lessons_of(course)
    reader.get(address(course, first))
    now = int(timezone.now().timestamp() * 1000)
    sent = {"change": "a1b2c3d4-e5", "at": now - 1000, "seconds": 40, "page": 7}
    for _ in range(2):
        assert reader.post(address(course, first, "lesson_place"), sent).status_code == 204
    late = {"change": "a1b2c3d4-e6", "at": now - 90_000, "seconds": 30, "page": 2}
    reader.post(address(course, first, "lesson_place"), late)
    reader.get(address(course, second))
    reader.get(address(course, first), headers={"X-Keep": "1"})
    enrolment.refresh_from_db()
    progress = LessonProgress.objects.get(lesson=first)
    assert (progress.place["page"], progress.seconds, enrolment.last_lesson) == (7, 70, second)
    assert b'data-page="7"' in reader.get(address(course, first)).content
    assert reader.post(address(course, first, "lesson_place"), {"at": "x", "seconds": -1}).status_code == 400


def test_done_is_counted_once_however_often_it_arrives_and_completes_the_course(reader: Client, person: Person) -> None:
    course = make_published_course()
    enrolment = make_enrolment(course, person)
    first, second = lessons_of(course)
    for _ in range(2):
        answer = reader.post(
            address(course, first, "lesson_done"),
            {"change": "0123456789ab"},
            headers={"X-Requested-With": "fetch"},
        )
        assert answer.json() == {"done": 1, "of": 2, "state": "active"}
    assert reader.post(address(course, second, "lesson_done"))["Location"] == address(course, second)
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.lessons_done) == (EnrolmentState.COMPLETED, 2)
    completed = enrolment.completed_at
    reader.post(address(course, second, "lesson_done"))
    enrolment.refresh_from_db()
    assert enrolment.completed_at == completed
    assert AuditEntry.objects.filter(verb="enrolment.completed", subject=f"enrolment:{enrolment.pk}").count() == 1


@pytest.mark.parametrize(
    ("ago", "enrolled", "counted"),
    [
        (timedelta(hours=3), timedelta(days=90), timedelta(hours=3)),
        (timedelta(hours=3), timedelta(hours=1), timedelta(hours=1)),
        (timedelta(days=60), timedelta(days=90), timedelta(days=30)),
        (-timedelta(hours=3), timedelta(days=90), timedelta()),
    ],
)
def test_what_was_done_without_a_line_has_its_own_time_within_bounds(
    reader: Client, person: Person, ago: timedelta, enrolled: timedelta, counted: timedelta
) -> None:
    """The clock of the device is a year behind: it still knows how long ago it was."""
    now = timezone.now()
    course = make_published_course()
    enrolment = make_enrolment(course, person, enrolled_at=now - enrolled)
    first, second = lessons_of(course)
    sent = (now - timedelta(days=365)).timestamp() * 1000
    at = {"sent": int(sent), "at": int(sent - ago.total_seconds() * 1000)}
    for lesson in (second, first):
        reader.post(address(course, lesson, "lesson_done"), {"change": f"word-{lesson.pk:08}", **at})
    done = LessonProgress.objects.get(lesson=first).done_at
    enrolment.refresh_from_db()
    assert done is not None
    assert abs(done - (now - counted)) < timedelta(minutes=1)
    assert enrolment.completed_at == max(
        each.done_at for each in LessonProgress.objects.filter(person=person) if each.done_at
    )


def test_a_lesson_that_notes_by_itself_is_not_done_by_hand(reader: Client, person: Person) -> None:
    module = make_module(0)
    lesson = make_lesson(module, kind="quiz", quiz=make_written_quiz().pk)
    course = make_published_course([module])
    enrolment = make_enrolment(course, person)
    with pytest.raises(Refused) as refused:
        done(enrolment, lesson)
    assert refused.value.code == "lesson.not_by_hand"
    answer = reader.post(address(course, lesson, "lesson_done"), headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.json()["code"]) == (409, "lesson.not_by_hand")
    assert not LessonProgress.objects.filter(state="done").exists()


def test_a_lesson_done_counts_in_every_course_that_it_stands_in(person: Person) -> None:
    shared, other = make_module(1), make_module(1)
    one, both = make_published_course([shared]), make_published_course([shared, other])
    places = [make_enrolment(course, person) for course in (one, both)]
    stranger = make_enrolment(one)
    done(places[0], shared.lessons.get())
    for place in (*places, stranger):
        place.refresh_from_db()
    assert [(place.state, place.lessons_done) for place in (*places, stranger)] == [
        ("completed", 1),
        ("active", 1),
        ("active", 0),
    ]


@pytest.mark.parametrize(
    ("pass_share", "choice", "expected"),
    [(None, 1, "completed"), (50, 1, "active"), (50, 2, "completed")],
)
def test_a_quiz_lesson_is_done_when_submitted_or_passed_where_there_is_a_pass_mark(
    person: Person, pass_share: int | None, choice: int, expected: str, django_capture_on_commit_callbacks: Any
) -> None:
    quiz = make_written_quiz(1, pass_share=pass_share)
    module = make_module(0)
    make_lesson(module, kind="quiz", quiz=quiz.pk)
    enrolment = make_enrolment(make_published_course([module]), person)
    stranger = make_enrolment(enrolment.course)
    with django_capture_on_commit_callbacks(execute=True):
        attempt = start_attempt(quiz, person=person)
        answer = attempt.answers.get()
        answer.response = {"choices": [answer.version.content["choices"][choice - 1]["id"]]}  # type: ignore[union-attr]
        answer.save()
        submit_attempt(attempt, lease=attempt.lease)
    enrolment.refresh_from_db()
    stranger.refresh_from_db()
    assert (enrolment.state, stranger.state) == (expected, "active")


def test_a_course_asks_for_marks_attendance_and_lessons_in_one_rule(client: Client, person: Person) -> None:
    quiz = make_written_quiz(2)
    module = make_module(1)
    asked = make_lesson(module, kind="quiz", quiz=quiz.pk, is_optional=True)
    course = make_published_course(
        [module],
        completion={"all": [{"lessons": "required"}, {"quiz": asked.pk, "at_least": 80}, {"attended": "webinar:12"}]},
    )
    enrolment = make_enrolment(course, person)
    done(enrolment, module.lessons.order_by("position")[0])
    make_attempt(quiz, [2, 1], person=person)
    note_quiz(quiz_id=quiz.pk, person_id=person.pk)
    record_outcome(person, kind=OutcomeKind.ATTENDANCE, key="webinar:12", at=timezone.now())
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.ACTIVE
    missing = [(each.rule, each.have, each.need) for each in missing_of(enrolment)]
    assert missing == [({"quiz": asked.pk, "at_least": 80}, 50, 80)]
    client.force_login(person)
    assert (
        b"80% of the points in a quiz, so far 50%" in client.get(reverse("courses:course", args=[course.slug])).content
    )
    make_attempt(quiz, [2, 2], person=person, number=2)
    note_quiz(quiz_id=quiz.pk, person_id=person.pk)
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.COMPLETED


def test_a_quiz_of_a_lesson_is_open_to_who_learns_the_course_and_to_nobody_else(client: Client, person: Person) -> None:
    lesson_quiz, block_quiz, other = (make_written_quiz() for _ in range(3))
    module = make_module(0)
    make_lesson(module, BlockContent("quiz", quiz=block_quiz.pk), kind="quiz", quiz=lesson_quiz.pk)
    course = make_published_course([module])
    make_enrolment(course, person)
    left = make_person()
    make_enrolment(course, left, state=EnrolmentState.WITHDRAWN)

    def begins(who: Person, quiz: Quiz) -> tuple[int, int]:
        client.force_login(who)
        return (
            client.get(reverse("quizzes:take", args=[quiz.pk])).status_code,
            client.post(reverse("quizzes:start", args=[quiz.pk])).status_code,
        )

    quizzes = (lesson_quiz, block_quiz, other)
    assert [begins(person, quiz) for quiz in quizzes] == [(200, 302), (200, 302), (404, 404)]
    for who in (make_person(), left):
        assert [begins(who, quiz) for quiz in quizzes] == [(404, 404)] * 3


def test_what_was_done_before_shows_when_the_lesson_is_opened(reader: Client, person: Person) -> None:
    quiz = make_written_quiz(1)
    make_attempt(quiz, [2], person=person)
    module = make_module(0)
    lesson = make_lesson(module, kind="quiz", quiz=quiz.pk)
    course = make_published_course([module])
    enrolment = make_enrolment(course, person)
    reader.get(address(course, lesson))
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.COMPLETED
    finish_lesson(person, lesson_id=lesson.pk)
    assert LessonProgress.objects.filter(person=person, state="done").count() == 1
