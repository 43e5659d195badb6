"""Officers whom a national coordinator proposes for a course; a manager decides. ``docs/rules/enrolment.md``."""

from __future__ import annotations

from dataclasses import dataclass

from core import audit
from core.actions import Refused, action
from courses.actions.enrolling import published
from courses.actions.placing import is_address, usable
from courses.choices import EnrolmentMode, EnrolmentSource, EnrolmentState
from courses.models import Course, Enrolment
from courses.queries.course_page import unmet_prerequisites
from people.actions.provisional import ensure_person
from people.models import Administration, Person


@dataclass(frozen=True)
class Nominee:
    email: str
    full_name: str
    language: str


@action
def nominate(course: Course, nominee: Nominee, *, administration: Administration, by: Person) -> None:
    """Propose an officer on behalf of ``administration``. Whoever has no account gets a provisional one.

    Somebody who is in, waits or was declined stays so, and the answer is the same. Refused: ``course.not_published``,
    ``enrolment.not_by_nomination``, ``enrolment.region``, ``enrolment.no_name``, ``enrolment.unusable_address``, and
    ``enrolment.prerequisites_of_nominee`` for somebody of the administration while other courses come first.
    """
    course = published(course)
    if course.enrolment_mode != EnrolmentMode.NOMINATION:
        raise Refused("enrolment.not_by_nomination")
    if course.regions and administration.region_id not in course.regions:
        raise Refused("enrolment.region")
    name = " ".join(nominee.full_name.split())[:150]
    if not name:
        raise Refused("enrolment.no_name")
    if not is_address(nominee.email.strip()):
        raise Refused("enrolment.unusable_address")
    person = ensure_person(nominee.email, name, nominee.language, administration)
    if not usable(person):
        raise Refused("enrolment.unusable_address")
    if person.administration_id == administration.pk and unmet_prerequisites(course, person):
        raise Refused("enrolment.prerequisites_of_nominee")
    row, _made = Enrolment.objects.get_or_create(
        course=course,
        person=person,
        defaults={"state": EnrolmentState.WITHDRAWN, "source": EnrolmentSource.COORDINATOR},
    )
    row = Enrolment.objects.select_for_update().get(pk=row.pk)
    if row.state not in (EnrolmentState.WITHDRAWN, EnrolmentState.REQUESTED):
        return
    row.state, row.source = EnrolmentState.NOMINATED, EnrolmentSource.COORDINATOR
    row.administration = administration
    row.save(update_fields=["state", "source", "administration"])
    audit.record("enrolment.nominated", actor_id=by.pk, subject=f"course:{course.pk}", enrolments=[row.pk])


@action
def withdraw_nomination(enrolment: Enrolment, *, by: Person) -> None:
    """Take a nomination back that nobody has decided on. Twice is once; a place that was given stays the person's."""
    row = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if row.state == EnrolmentState.NOMINATED:
        row.state = EnrolmentState.WITHDRAWN
        row.save(update_fields=["state"])
        audit.record(
            "enrolment.nomination_withdrawn", actor_id=by.pk, subject=f"course:{row.course_id}", enrolments=[row.pk]
        )
