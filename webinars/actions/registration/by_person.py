"""What a person does about their own place: ask for it, accept an invitation, decline it, give the place back."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from people.models import Person
from webinars.actions.registration.seating import (
    fill_places,
    forget_mails,
    locked_webinar,
    put_at_end,
    refuse_unless_to_come,
    seat,
    tell,
)
from webinars.choices import MailKind, RegistrationMode, RegistrationSource, RegistrationState, WebinarState
from webinars.models import Registration, Webinar

UNDER_WAY = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.REQUESTED,
    RegistrationState.NOMINATED,
)
"""States in which asking again changes nothing."""
BEGUN_BY_OTHERS = (RegistrationSource.LIST, RegistrationSource.MANAGER)


@action
def register(webinar: Webinar, *, person: Person) -> Registration:
    """Ask for a place, or accept an invitation: a place or the end of the waiting list, or a request where a manager decides.

    Whoever has asked already stays where they are. Refused when it is cancelled, over or closed, when a manager has said
    no, and when only others can begin: ``registration.by_invitation``, ``registration.by_nomination``.
    """
    return ask_for_place(locked_webinar(webinar), person)


def ask_for_place(webinar: Webinar, person: Person) -> Registration:
    """What :func:`register` does, within the running action, which has locked the webinar's row."""
    now = timezone.now()
    row = Registration.objects.select_for_update().filter(webinar=webinar, person=person).first()
    if row is not None and row.state in UNDER_WAY:
        return row
    _refuse_unless_taking(webinar, now)
    if row is not None and row.state == RegistrationState.DECLINED and row.decided_at is not None:
        raise Refused("registration.declined")
    may_seat = _was_called(webinar, row) or webinar.registration_mode == RegistrationMode.OPEN
    if not may_seat and webinar.registration_mode != RegistrationMode.APPROVAL:
        raise Refused(f"registration.by_{webinar.registration_mode}")
    before = row.state if row is not None else None
    if row is None or not _was_called(webinar, row):
        row = _begin_anew(webinar, person, row, now)
    row.answered_at = now
    row.state = RegistrationState.REQUESTED
    if may_seat:
        put_at_end(webinar, [row])
    row.save()
    entry = audit.record(
        "place.registered" if may_seat else "place.requested",
        actor_id=person.pk,
        subject=f"webinar:{webinar.pk}",
        registrations=[row.pk],
        before=before,
    )
    if may_seat:
        seat(webinar, [row], entry)
    else:
        tell(webinar, MailKind.REQUESTED, [row], entry)
    return row


@action
def withdraw(webinar: Webinar, *, person: Person) -> Registration:
    """Decline an invitation, take a request back, leave the waiting list, or give the place back. Twice is once.

    What is given back goes to whoever waits, in the same moment. Refused when the webinar is over.
    """
    webinar, now = locked_webinar(webinar), timezone.now()
    row = Registration.objects.select_for_update().filter(webinar=webinar, person=person).first()
    if row is None:
        raise Refused("registration.none")
    if row.state in (RegistrationState.CANCELLED, RegistrationState.DECLINED):
        return row
    if webinar.state != WebinarState.CANCELLED:
        refuse_unless_to_come(webinar, now)
    before = row.state
    is_answer = before == RegistrationState.INVITED
    row.state = RegistrationState.DECLINED if is_answer else RegistrationState.CANCELLED
    row.queue_number = None
    row.answered_at = now
    row.save(update_fields=["state", "queue_number", "answered_at", "changed_at"])
    entry = audit.record(
        "place.invitation_declined" if is_answer else "place.withdrawn",
        actor_id=person.pk,
        subject=f"webinar:{webinar.pk}",
        registrations=[row.pk],
        before=before,
    )
    forget_mails([row])
    if before in (RegistrationState.CONFIRMED, RegistrationState.WAITING):
        tell(webinar, MailKind.WITHDRAWN, [row], entry)
    if before == RegistrationState.CONFIRMED:
        fill_places(webinar)
    return row


def _refuse_unless_taking(webinar: Webinar, now: datetime) -> None:
    refuse_unless_to_come(webinar, now)
    if webinar.state != WebinarState.ANNOUNCED:
        raise Refused("registration.not_announced")
    if webinar.registration_closes_at is not None and webinar.registration_closes_at <= now:
        raise Refused("registration.closed")


def _was_called(webinar: Webinar, row: Registration | None) -> bool:
    """Whether a manager or a list called this person, so that they may come, or come back, without being asked again."""
    if row is None:
        return False
    if row.state == RegistrationState.INVITED:
        return True
    return row.source in BEGUN_BY_OTHERS and webinar.registration_mode != RegistrationMode.NOMINATION


def _begin_anew(webinar: Webinar, person: Person, row: Registration | None, now: datetime) -> Registration:
    """A registration that begins now, by the person themselves: of the administration that they have now."""
    row = row or Registration(webinar=webinar, person=person)
    row.source = RegistrationSource.PERSON
    row.registered_at, row.registered_by = now, person
    row.administration_id = person.administration_id
    row.decided_at = row.decided_by = None
    return row
