"""Places that managers give, refuse and take back, one or many at a time. The rule in words: ``docs/rules/enrolment.md``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.languages import active
from courses.actions.enrolling import give_place, published
from courses.actions.posting import queue
from courses.choices import DeclineReason, EnrolmentSource, EnrolmentState, ReminderKind
from courses.models import Course, Enrolment
from courses.queries.course_page import unmet_prerequisites
from people.actions.provisional import Named, ensure_people
from people.models import Person

MOST_AT_ONCE = 500
MAY_BE_GIVEN = (EnrolmentState.REQUESTED, EnrolmentState.NOMINATED, EnrolmentState.DECLINED)
MAY_BE_DECLINED = (EnrolmentState.REQUESTED, EnrolmentState.NOMINATED, EnrolmentState.ACTIVE)


class Outcome(StrEnum):
    """What became of one address or person. Nobody learns from it whether an address has an account."""

    ADDED = "added"
    ALREADY = "already"
    LEFT = "left"
    """They gave their place back: they alone come in again."""
    LACKS = "lacks"
    """Other courses come first."""
    UNUSABLE = "unusable"
    """No address, or one of a closed account."""


@dataclass(frozen=True)
class Line:
    """``called``: the address, or the name of somebody whom the manager sees."""

    called: str
    outcome: Outcome


@dataclass(frozen=True)
class Given:
    """Ids of enrolments: those with a place now, and those left as they are because other courses come first."""

    given: list[int]
    lacking: list[int]


@action
def give_places(course: Course, *, enrolments: Sequence[int], by: Person, without_prerequisites: bool = False) -> Given:
    """Give a place to those who asked, were nominated or were declined; each is told by mail. Others stay as they are.

    Refused: ``course.not_published``.
    """
    course, now = published(course), timezone.now()
    done = Given([], [])
    rows = _locked(course, enrolments, MAY_BE_GIVEN)
    for row in rows:
        if not without_prerequisites and unmet_prerequisites(course, row.person):
            done.lacking.append(row.pk)
            continue
        row.decided_by = by
        give_place(row, course, row.person, now)
        done.given.append(row.pk)
    if done.given:
        audit.record(
            "enrolment.given",
            actor_id=by.pk,
            subject=f"course:{course.pk}",
            enrolments=done.given,
            without_prerequisites=without_prerequisites,
        )
        queue(ReminderKind.PLACE, [(pk, now.date()) for pk in done.given])
    return done


@action
def decline(course: Course, *, enrolments: Sequence[int], reason: DeclineReason, by: Person) -> list[int]:
    """Give no place, or take one back, for a reason that is told by mail; who completed the course keeps it. Returns whom."""
    rows = _locked(course, enrolments, MAY_BE_DECLINED)
    now = timezone.now()
    for row in rows:
        row.state, row.reason, row.decided_by = EnrolmentState.DECLINED, reason, by
        row.save(update_fields=["state", "reason", "decided_by"])
    ids = [row.pk for row in rows]
    if ids:
        audit.record(
            "enrolment.declined", actor_id=by.pk, subject=f"course:{course.pk}", enrolments=ids, reason=str(reason)
        )
        queue(ReminderKind.NO_PLACE, [(pk, now.date()) for pk in ids])
    return ids


@action
def put_in(course: Course, *, emails: Sequence[str], by: Person, without_prerequisites: bool = False) -> list[Line]:
    """Give each address a place in a published course. A line for each different address, in the order given.

    Whoever has no account gets a provisional one. Who learns already, or gave the place back, stays so.
    Refused: ``course.not_published``, ``enrolment.too_many``.
    """
    wanted = list(dict.fromkeys(email.strip().lower() for email in emails if email.strip()))
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("enrolment.too_many", limit=MOST_AT_ONCE)
    course = published(course)
    found = ensure_people(Named(email, language=active()) for email in wanted if is_address(email))
    named = [(email, found.get(email)) for email in wanted]
    return _put_in(course, named, by=by, without_prerequisites=without_prerequisites)


@action
def put_in_people(
    course: Course, *, people: Sequence[Person], by: Person, without_prerequisites: bool = False
) -> list[Line]:
    """Give each of these people, whom the manager may see, a place in a published course: as :func:`put_in`, a line for each."""
    if len(people) > MOST_AT_ONCE:
        raise Refused("enrolment.too_many", limit=MOST_AT_ONCE)
    named = [(person.full_name or person.email, person) for person in people]
    return _put_in(published(course), named, by=by, without_prerequisites=without_prerequisites)


def _put_in(
    course: Course, named: Sequence[tuple[str, Person | None]], *, by: Person, without_prerequisites: bool
) -> list[Line]:
    """A line for each of ``named``: what they are called, and who they are, where that is known."""
    now = timezone.now()
    held = {
        row.person_id: row
        for row in Enrolment.objects.select_for_update()
        .filter(course=course, person__in=[person for _called, person in named if person is not None])
        .order_by("pk")
    }
    lines, given = [], []
    for called, person in named:
        if person is None or not usable(person):
            lines.append(Line(called, Outcome.UNUSABLE))
            continue
        row = held.get(person.pk)
        if row is not None and row.state not in MAY_BE_GIVEN:
            left = row.state == EnrolmentState.WITHDRAWN
            lines.append(Line(called, Outcome.LEFT if left else Outcome.ALREADY))
            continue
        if not without_prerequisites and unmet_prerequisites(course, person):
            lines.append(Line(called, Outcome.LACKS))
            continue
        if row is None:
            row, is_new = _own_row(course, person)
            if not is_new:
                lines.append(Line(called, Outcome.ALREADY))
                continue
        held[person.pk] = row
        row.decided_by = by
        give_place(row, course, person, now)
        given.append(row.pk)
        lines.append(Line(called, Outcome.ADDED))
    if given:
        audit.record(
            "enrolment.put_in",
            actor_id=by.pk,
            subject=f"course:{course.pk}",
            enrolments=given,
            without_prerequisites=without_prerequisites,
        )
        queue(ReminderKind.PLACE, [(pk, now.date()) for pk in given])
    return lines


def _own_row(course: Course, person: Person) -> tuple[Enrolment, bool]:
    """A row for somebody who has none yet, and whether it is new: they may come in by themselves in this very moment."""
    return Enrolment.objects.get_or_create(
        course=course,
        person=person,
        defaults={"state": EnrolmentState.WITHDRAWN, "source": EnrolmentSource.MANAGER},
    )


def usable(person: Person) -> bool:
    """Whether they can have a place: not those who closed their account, nor viewers made up for a rehearsal."""
    return person.is_active and not person.is_rehearsal


def is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _locked(course: Course, enrolments: Sequence[int], states: Sequence[str]) -> list[Enrolment]:
    rows = Enrolment.objects.select_for_update(of=("self",)).filter(
        course=course, pk__in=list(enrolments)[:MOST_AT_ONCE], state__in=states
    )
    return list(rows.select_related("person").order_by("pk"))
