"""What webinars tell the curriculum: attendance when it is final or corrected, forms filled in; once, and made up for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses.choices import OutcomeKind
from courses.models import Course, LearningOutcome
from people.models import Person
from tests.factories import (
    make_course,
    make_enrolment,
    make_person,
    make_published_course,
    make_room,
    make_survey,
    make_webinar,
)
from webinars.actions.corrections import correct_attendance
from webinars.actions.outcomes import tell_attendance, tell_survey
from webinars.actions.stage import end_sitting
from webinars.choices import RoomState, SurveyKind
from webinars.models import Connection, Room, SurveyParticipation, Webinar
from webinars.tasks import catch_up, tell_again

pytestmark = pytest.mark.django_db


def told(webinar: Webinar) -> set[int]:
    rows = LearningOutcome.objects.filter(kind=OutcomeKind.ATTENDANCE, key=f"webinar:{webinar.pk}")
    return set(rows.values_list("person", flat=True))


def stayed(room: Room, person: Person, minutes: int) -> None:
    begun = room.sitting.live_from
    assert begun is not None
    until = begun + timedelta(minutes=minutes)
    Connection.objects.create(
        room=room, person=person, language="en", opened_at=begun, last_seen_at=until, closed_at=until, process="t"
    )


def completed_by(rule: dict[str, str], person: Person) -> Course:
    """A course that the rule completes, which the person learns."""
    course = make_course(completion=rule)
    course = make_published_course([place.module for place in course.places.all()], completion=rule)
    make_enrolment(course, person)
    return course


def test_attendance_is_told_when_the_last_sitting_is_over_and_withdrawn_by_a_correction() -> None:
    host, came, left, stranger = (make_person() for _ in range(4))
    webinar = make_webinar(host=host, attendees=[came, left])
    rooms = [make_room(webinar), make_room(webinar)]
    course = completed_by({"attended": f"webinar:{webinar.pk}"}, came)
    for room in rooms:
        for person, minutes in ((came, 30), (left, 1), (host, 30), (stranger, 30)):
            stayed(room, person, minutes)
    end_sitting(rooms[0], by=host)
    tell_attendance(webinar.pk)
    assert told(webinar) == set()
    end_sitting(rooms[1], by=host)
    tell_attendance(webinar.pk)
    tell_attendance(webinar.pk)
    assert told(webinar) == {came.pk}
    enrolment = came.enrolments.get(course=course)
    assert enrolment.state == "completed"

    for room in rooms:
        room.sitting.refresh_from_db()
        correct_attendance(room.sitting, person_id=came.pk, minutes=0, reason="Not there", by=host, seen=0)
        correct_attendance(room.sitting, person_id=left.pk, minutes=10, reason="Line", by=host, seen=0)
    tell_attendance(webinar.pk, only=came.pk)
    assert told(webinar) == set()
    tell_attendance(webinar.pk)
    assert told(webinar) == {left.pk}
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"


def test_the_actions_order_the_job_and_sweeps_make_up_for_lost_ones(
    django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, came = make_person(), make_person()
    room = make_room(make_webinar(host=host, attendees=[came]))
    stayed(room, came, 10)
    survey = make_survey(room.sitting.webinar, SurveyKind.EVALUATION, open_now=True)
    SurveyParticipation.objects.create(survey=survey, person=came)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        end_sitting(room, by=host)
    assert told(room.sitting.webinar) == {came.pk}
    LearningOutcome.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        tell_again()
        catch_up()
    found = set(LearningOutcome.objects.values_list("person", "kind", "key"))
    assert found == {
        (came.pk, "attendance", f"webinar:{room.sitting.webinar_id}"),
        (came.pk, "survey", f"survey:{survey.pk}"),
    }


def test_an_anonymous_form_tells_only_that_somebody_filled_it_in() -> None:
    person, other = make_person(), make_person()
    survey = make_survey(make_webinar(attendees=[person]), SurveyKind.EVALUATION, open_now=True)
    SurveyParticipation.objects.create(survey=survey, person=person)
    tell_survey(survey.pk, person.pk)
    tell_survey(survey.pk, person.pk)
    tell_survey(survey.pk, other.pk)
    outcome = LearningOutcome.objects.get()
    assert (outcome.person, outcome.kind, outcome.at) == (person, "survey", survey.opens_at)


def test_a_rehearsal_tells_nothing() -> None:
    host, came = make_person(), make_person()
    room = make_room(make_webinar(host=host, attendees=[came]), state=RoomState.ENDED)
    stayed(room, came, 10)
    room.sitting.is_rehearsal = True
    room.sitting.save()
    tell_attendance(room.sitting.webinar_id)
    assert not LearningOutcome.objects.exists()
