"""Coming into a course, leaving it and coming back: ``docs/rules/enrolment.md``."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from courses.actions import enrolling
from courses.choices import EnrolmentMode, EnrolmentState, ProgressState
from courses.models import Course, Enrolment, LessonProgress
from people.choices import Audience
from people.models import Person
from tests.factories import make_course, make_enrolment, make_module, make_person, make_published_course

pytestmark = pytest.mark.django_db


def _refusal(course: Course, person: Person) -> str:
    with pytest.raises(Refused) as caught:
        enrolling.enrol(course, person=person)
    return caught.value.code


def test_whoever_comes_twice_is_in_once() -> None:
    person, course = make_person(), make_published_course()
    client = Client()
    client.force_login(person)
    for _ in range(2):
        assert client.post(f"/courses/{course.slug}/enrol/").status_code == 302
    row = Enrolment.objects.get()
    assert (row.state, row.version, row.person) == (EnrolmentState.ACTIVE, course.published, person)
    assert AuditEntry.objects.filter(verb="enrolment.begun", subject=f"course:{course.pk}").count() == 1


@pytest.mark.parametrize(
    ("mode", "audience", "outcome"),
    [
        (EnrolmentMode.OPEN, Audience.SENIOR_MANAGER, EnrolmentState.ACTIVE),
        (EnrolmentMode.OPEN, Audience.PRIVATE_SECTOR, "enrolment.not_for_you"),
        (EnrolmentMode.APPROVAL, Audience.PRIVATE_SECTOR, EnrolmentState.REQUESTED),
        (EnrolmentMode.NOMINATION, Audience.SENIOR_MANAGER, "enrolment.by_nomination"),
        (EnrolmentMode.RULE, Audience.SENIOR_MANAGER, EnrolmentState.ACTIVE),
        (EnrolmentMode.RULE, Audience.PRIVATE_SECTOR, "enrolment.not_for_you"),
    ],
)
def test_how_one_gets_in(mode: str, audience: str, outcome: str) -> None:
    course = make_published_course(enrolment_mode=mode, audiences=[Audience.SENIOR_MANAGER])
    person = make_person(audience=audience)
    if outcome.startswith("enrolment."):
        assert _refusal(course, person) == outcome
        assert not Enrolment.objects.exists()
    else:
        assert enrolling.enrol(course, person=person).state == outcome


def test_other_courses_come_first() -> None:
    person, first, course = make_person(), make_published_course(), make_published_course()
    course.prerequisites.set([first, make_course()])
    make_enrolment(first, make_person(), state=EnrolmentState.COMPLETED, completed_at=timezone.now())
    make_enrolment(first, person)
    assert _refusal(course, person) == "enrolment.prerequisites"
    Enrolment.objects.filter(person=person).update(completed_at=timezone.now())
    assert enrolling.enrol(course, person=person).state == EnrolmentState.ACTIVE


def test_a_place_given_back_may_be_taken_again_but_a_decision_stands() -> None:
    course = make_published_course(enrolment_mode=EnrolmentMode.APPROVAL, days=10)
    person, asked, declined = make_person(), make_person(), make_person()
    make_enrolment(course, person)
    assert enrolling.withdraw(course, person=person).state == EnrolmentState.WITHDRAWN
    assert enrolling.withdraw(course, person=person).state == EnrolmentState.WITHDRAWN
    back = enrolling.enrol(course, person=person)
    assert (back.state, back.due_on is not None) == (EnrolmentState.ACTIVE, True)
    enrolling.enrol(course, person=asked)
    enrolling.withdraw(course, person=asked)
    assert enrolling.enrol(course, person=asked).state == EnrolmentState.REQUESTED
    make_enrolment(course, declined, state=EnrolmentState.DECLINED, version=None, enrolled_at=None)
    assert _refusal(course, declined) == "enrolment.declined"


def test_a_completed_course_is_not_given_back() -> None:
    row = make_enrolment(make_published_course(), state=EnrolmentState.COMPLETED)
    with pytest.raises(Refused, match=r"^enrolment\.completed$"):
        enrolling.withdraw(row.course, person=row.person)


def test_the_last_day_is_counted_by_the_learners_own_calendar() -> None:
    late = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
    assert enrolling.due_day(7, "Pacific/Auckland", late) == date(2026, 3, 9)
    assert enrolling.due_day(7, "America/Lima", late) == date(2026, 3, 8)
    assert enrolling.due_day(None, "UTC", late) is None


def test_what_was_done_in_another_course_counts_at_once() -> None:
    person, module = make_person(), make_module(1)
    LessonProgress.objects.create(person=person, lesson=module.lessons.get(), state=ProgressState.DONE)
    row = enrolling.enrol(make_published_course([module]), person=person)
    assert (row.state, row.lessons_done) == (EnrolmentState.COMPLETED, 1)
