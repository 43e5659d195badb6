"""Coming into a course and leaving it, by the person themselves. The rule in words: ``docs/rules/enrolment.md``."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.wall_time import zone
from courses.actions.progress import settle
from courses.choices import ASKING, LEARNING, EnrolmentMode, EnrolmentSource, EnrolmentState
from courses.models import Course, Enrolment
from courses.queries.course_page import fits, unmet_prerequisites
from people.models import Person


@action
def enrol(course: Course, *, person: Person) -> Enrolment:
    """Come into a published course, ask for a place in it, or come back to it. Twice is once.

    Refused: ``course.not_published``; ``enrolment.by_nomination``, ``enrolment.not_for_you`` where only others can begin;
    ``enrolment.prerequisites`` while other courses come first; ``enrolment.declined`` after a manager said no.
    """
    course = published(course)
    row, _made = Enrolment.objects.get_or_create(
        course=course, person=person, defaults={"state": EnrolmentState.WITHDRAWN, "source": EnrolmentSource.PERSON}
    )
    row = Enrolment.objects.select_for_update().get(pk=row.pk)
    if row.state in LEARNING:
        return row
    is_open = course.enrolment_mode in (EnrolmentMode.OPEN, EnrolmentMode.RULE)
    if row.state in ASKING and not is_open:
        return row
    if row.state == EnrolmentState.DECLINED:
        raise Refused("enrolment.declined")
    before = row.state
    if row.enrolled_at is None:
        refuse_unless_taking(course, person)
        if unmet_prerequisites(course, person):
            raise Refused("enrolment.prerequisites")
        row.source = EnrolmentSource.PERSON
    if row.enrolled_at is not None or is_open:
        verb = "enrolment.begun"
        give_place(row, course, person, timezone.now())
    else:
        row.state, verb = EnrolmentState.REQUESTED, "enrolment.requested"
        row.save()
    audit.record(
        verb, actor_id=person.pk, subject=f"course:{course.pk}", enrolments=[row.pk], before="" if _made else before
    )
    return row


@action
def withdraw(course: Course, *, person: Person) -> Enrolment:
    """Give a place back, or take a request back; what was learned stays. Twice is once.

    Refused: ``enrolment.none``, ``enrolment.completed``.
    """
    row = Enrolment.objects.select_for_update().filter(course=course, person=person).first()
    if row is None:
        raise Refused("enrolment.none")
    if row.state == EnrolmentState.COMPLETED:
        raise Refused("enrolment.completed")
    if row.state in (EnrolmentState.WITHDRAWN, EnrolmentState.DECLINED):
        return row
    before, row.state = row.state, EnrolmentState.WITHDRAWN
    row.save(update_fields=["state"])
    audit.record(
        "enrolment.withdrawn", actor_id=person.pk, subject=f"course:{course.pk}", enrolments=[row.pk], before=before
    )
    return row


@action
def take_newest_version(course: Course, *, person: Person) -> Enrolment:
    """Go on with the version that is published now: what was done in lessons that it has too stays done.

    Refused: ``enrolment.none``.
    """
    course = published(course)
    row = Enrolment.objects.select_for_update().filter(course=course, person=person, state__in=LEARNING).first()
    if row is None or row.version is None:
        raise Refused("enrolment.none")
    if row.version_id == course.published_id:
        return row
    assert course.published is not None
    before = row.version.number
    row.version = course.published
    row.save(update_fields=["version"])
    settle([row], now=timezone.now())
    audit.record(
        "enrolment.version_changed",
        actor_id=person.pk,
        subject=f"course:{course.pk}",
        enrolments=[row.pk],
        before=before,
        number=course.published.number,
    )
    return row


def published(course: Course) -> Course:
    """The course as it is now, with the version that new learners begin, within the running action."""
    row = Course.objects.select_related("published").get(pk=course.pk)
    if row.published is None:
        raise Refused("course.not_published")
    return row


def refuse_unless_taking(course: Course, person: Person) -> None:
    if course.enrolment_mode == EnrolmentMode.NOMINATION:
        raise Refused("enrolment.by_nomination")
    if course.enrolment_mode in (EnrolmentMode.OPEN, EnrolmentMode.RULE) and not fits(person, course):
        raise Refused("enrolment.not_for_you")


def give_place(row: Enrolment, course: Course, person: Person, now: datetime) -> None:
    """Let the person learn the newest version from now on, and save that; who completed the course before stays so.

    What they did before in lessons of it counts at once.
    """
    assert course.published is not None
    row.state = EnrolmentState.ACTIVE if row.completed_at is None else EnrolmentState.COMPLETED
    row.version, row.enrolled_at, row.reason = course.published, now, ""
    row.due_on = due_day(course.days, person.time_zone, now)
    row.save()
    settle([row], now=now)


def due_day(days: int | None, time_zone: str, now: datetime) -> date | None:
    """The last day, in the person's zone, to complete a course that gives so many days."""
    return None if days is None else now.astimezone(zone(time_zone)).date() + timedelta(days=days)
