"""What a manager decides about places: requests, nominations, and by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from core import audit
from core.actions import Refused, action
from people.models import Person
from webinars.actions.registration.seating import (
    Seated,
    fill_places,
    forget_mails,
    locked_registrations,
    locked_webinar,
    put_at_end,
    refuse_unless_to_come,
    seat,
    tell,
)
from webinars.choices import MailKind, RegistrationState, WebinarState
from webinars.models import Registration, Webinar
from webinars.places import Claim, hindrance
from webinars.queries.registrations import bounds_of, taken_in

TO_DECIDE = (RegistrationState.REQUESTED, RegistrationState.NOMINATED)
TO_DECLINE = (
    *TO_DECIDE,
    RegistrationState.INVITED,
    RegistrationState.WAITING,
    RegistrationState.CONFIRMED,
)
"""Whoever withdrew or was declined before has nothing left to be declined."""


@dataclass(frozen=True)
class Given:
    """``left`` did not fit: all places, or those of their administration or region, are taken."""

    given: list[Registration]
    left: list[Registration]


@action
def approve(webinar: Webinar, *, registrations: Sequence[int], by: Person) -> Seated:
    """Say yes to requests and nominations, in the order in which they were made: a place each, or the end of the list.

    Others among ``registrations`` stay as they are.
    """
    webinar, now = locked_webinar(webinar), timezone.now()
    refuse_unless_to_come(webinar, now)
    rows = [row for row in locked_registrations(webinar, registrations) if row.state in TO_DECIDE]
    if not rows:
        return Seated([], [], [])
    rows.sort(key=lambda row: (row.registered_at, row.pk))
    put_at_end(webinar, rows)
    for row in rows:
        row.decided_at, row.decided_by = now, by
    Registration.objects.bulk_update(rows, ["state", "queue_number", "decided_at", "decided_by"], batch_size=200)
    entry = audit.record(
        "place.approved", actor_id=by.pk, subject=f"webinar:{webinar.pk}", registrations=[row.pk for row in rows]
    )
    return seat(webinar, rows, entry)


@action
def decline(webinar: Webinar, *, registrations: Sequence[int], by: Person) -> list[Registration]:
    """Say no: to a request or a nomination, to somebody invited or waiting, or by taking a place back.

    Links given out before end. Places that become free go to whoever waits. Those who have nothing stay as they are.
    """
    webinar, now = locked_webinar(webinar), timezone.now()
    if webinar.state != WebinarState.CANCELLED:
        refuse_unless_to_come(webinar, now)
    rows = [row for row in locked_registrations(webinar, registrations) if row.state in TO_DECLINE]
    if not rows:
        return []
    placed = [row.pk for row in rows if row.state == RegistrationState.CONFIRMED]
    keys = [row.pk for row in rows]
    Registration.objects.filter(pk__in=keys).update(
        state=RegistrationState.DECLINED,
        queue_number=None,
        decided_at=now,
        decided_by=by,
        changed_at=now,
        link_version=F("link_version") + 1,
    )
    entry = audit.record(
        "place.declined", actor_id=by.pk, subject=f"webinar:{webinar.pk}", registrations=keys, places=placed
    )
    forget_mails(rows)
    tell(webinar, MailKind.DECLINED, rows, entry)
    if placed:
        fill_places(webinar)
    return rows


@action
def give_places(webinar: Webinar, *, registrations: Sequence[int], by: Person) -> Given:
    """Give places by hand, to whoever it is and before others who wait, but under the same bounds.

    In the order of the waiting list, then of registration. Refused with ``registration.full`` when nobody of them fits: the bound
    is to be raised first, where everybody sees it.
    """
    webinar, now = locked_webinar(webinar), timezone.now()
    refuse_unless_to_come(webinar, now)
    rows = [row for row in locked_registrations(webinar, registrations) if row.state != RegistrationState.CONFIRMED]
    if not rows:
        return Given([], [])
    rows.sort(key=lambda row: (row.queue_number is None, row.queue_number or 0, row.registered_at, row.pk))
    bounds, taken = bounds_of(webinar), taken_in(webinar)
    regions = dict(
        Registration.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "administration__region")
    )
    given, left = [], []
    for row in rows:
        claim = Claim(row.pk, row.administration_id, regions[row.pk])
        if hindrance(bounds, taken, claim) is None:
            taken.add(claim)
            given.append(row)
        else:
            left.append(row)
    if not given:
        raise Refused("registration.full")
    keys = [row.pk for row in given]
    Registration.objects.filter(pk__in=keys).update(
        state=RegistrationState.CONFIRMED, queue_number=None, decided_at=now, decided_by=by, changed_at=now
    )
    entry = audit.record("place.given", actor_id=by.pk, subject=f"webinar:{webinar.pk}", registrations=keys)
    waited = [row for row in given if row.state == RegistrationState.WAITING]
    tell(webinar, MailKind.PROMOTED, waited, entry)
    tell(webinar, MailKind.CONFIRMATION, [row for row in given if row not in waited], entry)
    return Given(given, left)
