"""People added to a webinar by their addresses."""

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
from people.actions.provisional import Named, ensure_people
from people.models import Person
from webinars.actions.registration.seating import Seated, locked_webinar, put_at_end, refuse_unless_to_come, seat
from webinars.choices import RegistrationSource, RegistrationState
from webinars.models import Registration, Webinar

MOST_AT_ONCE = 2000
LONGEST_ADDRESS = 254
NOT_YET = (RegistrationState.INVITED, RegistrationState.REQUESTED, RegistrationState.NOMINATED)


class Outcome(StrEnum):
    """What became of one address. Nobody learns from it whether the address has an account."""

    ADDED = "added"
    WAITING = "waiting"
    ALREADY = "already"
    UNUSABLE = "unusable"
    """No address, or one of a closed account."""


@dataclass(frozen=True)
class Line:
    """One pasted address with its outcome."""

    email: str
    outcome: Outcome


@action
def register_people(webinar: Webinar, *, emails: Sequence[str], by: Person | None) -> list[Line]:
    """Give each address a place, or the end of the waiting list. A line for each different address, in the order given.

    Whoever has no account gets a provisional one. Whoever was invited, nominated or asked need not do so any more. Who has
    a place, waits, withdrew or was declined stays so: the same list again changes nothing.
    """
    wanted = list(dict.fromkeys(email.strip().lower() for email in emails if email.strip()))
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("registration.too_many", limit=MOST_AT_ONCE)
    webinar, now = locked_webinar(webinar), timezone.now()
    refuse_unless_to_come(webinar, now)
    people = _people(wanted)
    there = {
        row.person_id: row
        for row in Registration.objects.select_for_update()
        .filter(webinar=webinar, person__in={person.pk for person in people.values()})
        .order_by("pk")
    }
    rows: dict[int, Registration] = {}
    for person in people.values():
        row = there.get(person.pk) or Registration(
            webinar=webinar,
            person=person,
            source=RegistrationSource.MANAGER,
            administration_id=person.administration_id,
            registered_by=by,
        )
        if row.pk is None or row.state in NOT_YET:
            row.decided_at, row.decided_by = now, by
            rows[person.pk] = row
    seated = _seat(webinar, list(rows.values()), by)
    outcomes = {row.person_id: Outcome.ADDED for row in seated.placed}
    outcomes |= {row.person_id: Outcome.WAITING for row in seated.waiting}
    return [
        Line(email, outcomes.get(people[email].pk, Outcome.ALREADY) if email in people else Outcome.UNUSABLE)
        for email in wanted
    ]


def usable(person: Person) -> bool:
    """Whether they can have a place: not those who closed their account, nor viewers made up for a rehearsal."""
    return person.is_active and not person.is_rehearsal


def is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_ADDRESS


def _people(wanted: Sequence[str]) -> dict[str, Person]:
    """In the order given, so that an account is no advantage."""
    found = ensure_people(Named(email, language=active()) for email in wanted if is_address(email))
    return {email: found[email] for email in wanted if email in found and usable(found[email])}


def _seat(webinar: Webinar, rows: Sequence[Registration], by: Person | None) -> Seated:
    if not rows:
        return Seated([], [], [])
    put_at_end(webinar, rows)
    Registration.objects.bulk_update(
        [row for row in rows if row.pk], ["state", "queue_number", "decided_at", "decided_by"], batch_size=200
    )
    Registration.objects.bulk_create([row for row in rows if row.pk is None], batch_size=500)
    entry = audit.record(
        "place.added",
        actor_id=by.pk if by else None,
        subject=f"webinar:{webinar.pk}",
        registrations=[row.pk for row in rows],
    )
    return seat(webinar, rows, entry)
