"""The outbox: what an action has to tell somebody, written in its own transaction and sent after its commit.

``docs/rules/mails.md`` says who is told of what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from core.jobs import enqueue_after_commit
from webinars.choices import DropReason, MailKind, MailState
from webinars.letters.writing import mail_id
from webinars.models import Mail, Registration, TeamMember, Webinar

SEND = "webinars.send_mails"
BATCH = 500


@dataclass(frozen=True)
class Recipient:
    """Somebody to be told: by their registration, or as a member of the team."""

    person_id: int
    registration_id: int | None = None

    @property
    def key(self) -> str:
        return str(self.registration_id) if self.registration_id else f"p{self.person_id}"


def queue_mail(
    kind: MailKind,
    registrations: Iterable[Registration],
    *,
    change: str,
    due_at: datetime | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Queue one mail of ``kind`` to each registration's person, within the running action.

    ``change`` names what is told (``state.17``, ``sitting.3.2``): the same change is queued once per person, however often this
    is called. Two queries, whatever the number.
    """
    rows = [
        _row(kind, row.webinar_id, Recipient(row.person_id, row.pk), change, due_at, details or {})
        for row in registrations
    ]
    _queue(rows)


def queue_to(
    kind: MailKind,
    webinar: Webinar,
    recipients: Iterable[Recipient],
    *,
    change: str,
    due_at: datetime | None = None,
    details: dict[str, Any] | None = None,
    own_details: Mapping[int, dict[str, Any]] | None = None,
) -> None:
    """As :func:`queue_mail`, also to members of the team. ``own_details``: what is told to one person alone, by their id."""
    own = own_details or {}
    rows = [
        _row(kind, webinar.pk, who, change, due_at, {**(details or {}), **own.get(who.person_id, {})})
        for who in recipients
    ]
    _queue(rows)


def _row(
    kind: MailKind, webinar_id: int, who: Recipient, change: str, due_at: datetime | None, details: dict[str, Any]
) -> Mail:
    key = f"{kind}.{who.key}.{change}"
    return Mail(
        key=key,
        message_id=mail_id(key),
        kind=kind,
        webinar_id=webinar_id,
        person_id=who.person_id,
        registration_id=who.registration_id,
        due_at=due_at or timezone.now(),
        details=details,
    )


def _queue(rows: list[Mail]) -> None:
    if rows:
        Mail.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
        enqueue_after_commit(SEND)


def recipients(webinar: Webinar, states: Iterable[str]) -> list[Recipient]:
    """Everybody whose registration is in one of ``states``, and the team; each person once. Two queries."""
    found = {
        person: Recipient(person, registration)
        for person, registration in Registration.objects.filter(
            webinar=webinar, state__in=list(states), person__is_rehearsal=False
        ).values_list("person_id", "pk")
    }
    team = TeamMember.objects.filter(webinar=webinar, person__is_rehearsal=False).values_list("person_id", flat=True)
    for person in team:
        found.setdefault(person, Recipient(person))
    return sorted(found.values(), key=lambda who: who.person_id)


def drop_mails(registrations: Iterable[Registration], kinds: Iterable[MailKind]) -> None:
    """Take back what was queued and not sent: the reminder of a place that was given back."""
    drop(Q(registration__in=list(registrations), kind__in=list(kinds)), DropReason.PLACE_GONE)


def drop(which: Q, reason: DropReason) -> int:
    """Take back queued mails within the running action. Returns how many."""
    waiting = Mail.objects.filter(which, state=MailState.QUEUED)
    return waiting.update(state=MailState.DROPPED, error=reason)
