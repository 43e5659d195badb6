"""Places in a webinar, given by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower

from core.actions import Refused, action
from people.models import Person
from webinars.models import Registration, Webinar

MOST_AT_ONCE = 2000


class Outcome(StrEnum):
    """What became of one address."""

    ADDED = "added"
    ALREADY = "already"
    UNKNOWN = "unknown"
    NOT_AN_ADDRESS = "not_an_address"


@dataclass(frozen=True)
class Line:
    """One pasted address with its outcome."""

    email: str
    outcome: Outcome
    name: str = ""


@action
def register_people(webinar: Webinar, *, emails: Sequence[str], by: Person | None) -> list[Line]:
    """Give each address a place. One line of the result for each different address, in the order given.

    The same list again changes nothing. Addresses that nobody signed up with are named, and left out.
    """
    wanted = list(dict.fromkeys(email.strip().lower() for email in emails if email.strip()))
    if len(wanted) > MOST_AT_ONCE:
        raise Refused("registration.too_many", limit=MOST_AT_ONCE)
    people = {
        person.email.lower(): person
        for person in Person.objects.annotate(lower=Lower("email")).filter(
            lower__in=wanted, is_active=True, is_rehearsal=False
        )
    }
    held = set(
        Registration.objects.select_for_update()
        .filter(webinar=webinar, person__in=people.values())
        .values_list("person_id", flat=True)
    )
    lines, rows = [], []
    for email in wanted:
        person = people.get(email)
        if person is None:
            lines.append(Line(email, Outcome.UNKNOWN if _is_address(email) else Outcome.NOT_AN_ADDRESS))
        elif person.pk in held:
            lines.append(Line(email, Outcome.ALREADY, person.display_name))
        else:
            rows.append(Registration(webinar=webinar, person=person, registered_by=by))
            lines.append(Line(email, Outcome.ADDED, person.display_name))
    Registration.objects.bulk_create(rows, ignore_conflicts=True)
    return lines


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


@action
def remove_registration(registration: Registration) -> None:
    Registration.objects.filter(pk=registration.pk).delete()
