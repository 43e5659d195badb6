"""One person presses twice while the rule and a manager put them in too: one place, and one letter."""

from __future__ import annotations

import pytest

from courses.actions import enrolling, placing
from courses.actions.ruling import enrol_those_who_fit
from courses.choices import EnrolmentMode, EnrolmentState
from courses.models import Enrolment, Reminder
from people.choices import Role
from tests.factories import make_person, make_published_course
from tests.webinars.test_room_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_everybody_at_once_makes_one_enrolment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs._send", lambda name, ids: None)
    course = make_published_course(enrolment_mode=EnrolmentMode.RULE)
    person, manager = make_person(), make_person(Role.PROGRAMME_MANAGER)
    at_once(
        lambda: enrolling.enrol(course, person=person),
        lambda: enrolling.enrol(course, person=person),
        lambda: placing.put_in(course, emails=[person.email], by=manager),
        lambda: enrol_those_who_fit(course.pk),
    )
    row = Enrolment.objects.get(person=person)
    assert (row.state, row.version) == (EnrolmentState.ACTIVE, course.published)
    assert Reminder.objects.filter(enrolment=row).count() <= 1
