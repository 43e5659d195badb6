"""What every change of places shares: the lock, the end of the waiting list, and who gets what became free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from core import audit
from core.actions import Refused
from core.models import AuditEntry
from webinars.actions.outbox import drop_mails, queue_mail
from webinars.choices import MailKind, RegistrationState, WebinarState
from webinars.models import Registration, Webinar
from webinars.places import admitted
from webinars.queries.registrations import bounds_of, is_over, taken_in, waiting_in

OF_A_PLACE = (
    MailKind.INVITATION,
    MailKind.CONFIRMATION,
    MailKind.PROMOTED,
    MailKind.WAITING,
    MailKind.REMINDER_WEEK,
    MailKind.REMINDER_DAY,
    MailKind.REMINDER_HOUR,
    MailKind.THANKS,
    MailKind.FOLLOW_UP,
)
"""Mails that nobody needs any more who gave their place back."""


@dataclass(frozen=True)
class Seated:
    """What became of newcomers. ``promoted``: others, who got a place in the same moment."""

    placed: list[Registration]
    waiting: list[Registration]
    promoted: list[Registration]


def locked_webinar(webinar: Webinar) -> Webinar:
    """The webinar as it is now. Its row is locked until the commit: it is the lock of its places, and is taken first."""
    return Webinar.objects.select_for_update(of=("self",), no_key=True).get(pk=webinar.pk)


def locked_registrations(webinar: Webinar, ids: Sequence[int]) -> list[Registration]:
    """Those of ``ids`` that are registrations of this webinar, in the order of their keys, locked."""
    return list(Registration.objects.select_for_update().filter(webinar=webinar, pk__in=ids).order_by("pk"))


def refuse_unless_to_come(webinar: Webinar, now: datetime) -> None:
    """Places change hands as long as there is something to come to."""
    if webinar.state == WebinarState.CANCELLED:
        raise Refused("registration.cancelled")
    if webinar.state == WebinarState.TEMPLATE:
        raise Refused("registration.not_announced")
    if is_over(webinar, now):
        raise Refused("registration.over")


def put_at_end(webinar: Webinar, registrations: Sequence[Registration]) -> None:
    """Make them wait, behind everybody, in the order given. Not saved: see :func:`seat`."""
    last = Registration.objects.filter(webinar=webinar).aggregate(last=Max("queue_number"))["last"] or 0
    for number, registration in enumerate(registrations, last + 1):
        registration.state = RegistrationState.WAITING
        registration.queue_number = number


def seat(webinar: Webinar, newcomers: Sequence[Registration], entry: AuditEntry) -> Seated:
    """Give places to whoever of the waiting list fits; ``newcomers`` were put at its end and saved, and it is not over.

    Each newcomer is told of their place or of the waiting list, and everybody else who got a place of that.
    """
    new = {registration.pk: registration for registration in newcomers}
    chosen = _admit(webinar, timezone.now())
    promoted = [registration for registration in chosen if registration.pk not in new]
    places = {registration.pk for registration in chosen}
    for registration in newcomers:
        if registration.pk in places:
            registration.state, registration.queue_number = RegistrationState.CONFIRMED, None
    placed = [registration for registration in newcomers if registration.pk in places]
    waiting = [registration for registration in newcomers if registration.pk not in places]
    tell(webinar, MailKind.CONFIRMATION, placed, entry)
    tell(webinar, MailKind.WAITING, waiting, entry)
    _promoted(webinar, promoted)
    return Seated(placed, waiting, promoted)


def fill_places(webinar: Webinar) -> list[Registration]:
    """Give what is free to those who wait, within the running action, which has locked the webinar's row.

    To be called after any change that may free a place: bounds, somebody erased, a webinar announced again. Each promotion
    is recorded and told once. Nobody is promoted in a cancelled webinar, or in one that is over.
    """
    now = timezone.now()
    promoted = [] if is_over(webinar, now) else _admit(webinar, now)
    _promoted(webinar, promoted)
    return promoted


def tell(webinar: Webinar, kind: MailKind, registrations: Sequence[Registration], entry: AuditEntry) -> None:
    """Queue the mail that tells of what ``entry`` recorded. Nobody is told of a webinar that is not announced."""
    if webinar.state == WebinarState.ANNOUNCED and registrations:
        queue_mail(kind, registrations, change=f"state.{entry.pk}")


def tell_standings(webinar: Webinar) -> None:
    """Tell everybody what they could not be told before the webinar was announced: once for each state they are in."""
    kinds = {
        RegistrationState.INVITED: MailKind.INVITATION,
        RegistrationState.CONFIRMED: MailKind.CONFIRMATION,
        RegistrationState.WAITING: MailKind.WAITING,
    }
    for state, kind in kinds.items():
        untold = Registration.objects.filter(webinar=webinar, state=state).exclude(mails__kind=kind)
        if webinar.state == WebinarState.ANNOUNCED:
            queue_mail(kind, untold, change="announced")


def forget_mails(registrations: Sequence[Registration]) -> None:
    """Take back what was not sent yet to those who have no place, and wait for none, any more."""
    if registrations:
        drop_mails(registrations, OF_A_PLACE)


def _admit(webinar: Webinar, now: datetime) -> list[Registration]:
    if webinar.state not in (WebinarState.DRAFT, WebinarState.ANNOUNCED):
        return []
    taken = taken_in(webinar)
    if webinar.capacity is not None and taken.total >= webinar.capacity:
        return []
    bounds = bounds_of(webinar)
    keys = [claim.key for claim in admitted(bounds, taken, waiting_in(webinar))]
    if not keys:
        return []
    chosen = Registration.objects.filter(pk__in=keys)
    chosen.update(state=RegistrationState.CONFIRMED, queue_number=None, changed_at=now)
    by_key = chosen.in_bulk()
    return [by_key[key] for key in keys]


def _promoted(webinar: Webinar, promoted: Sequence[Registration]) -> None:
    if not promoted:
        return
    entry = audit.record(
        "place.promoted",
        actor_id=None,
        subject=f"webinar:{webinar.pk}",
        registrations=[registration.pk for registration in promoted],
    )
    drop_mails(promoted, [MailKind.WAITING])
    tell(webinar, MailKind.PROMOTED, promoted, entry)
