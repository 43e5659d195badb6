"""The outbox: what an action has to tell somebody, written in its own transaction and sent after its commit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from core.jobs import enqueue_after_commit
from webinars.choices import MailKind, MailState
from webinars.models import Mail, Registration


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
    now = timezone.now()
    rows = [
        Mail(
            key=f"{kind}.{registration.pk}.{change}",
            kind=kind,
            webinar_id=registration.webinar_id,
            person_id=registration.person_id,
            registration=registration,
            due_at=due_at or now,
            details=details or {},
        )
        for registration in registrations
    ]
    if rows:
        Mail.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        enqueue_after_commit("webinars.send_mails")


def drop_mails(registrations: Iterable[Registration], kinds: Iterable[MailKind]) -> None:
    """Take back what was queued and not sent: the reminder of a place that was given back."""
    waiting = Mail.objects.filter(registration__in=list(registrations), kind__in=list(kinds), state=MailState.QUEUED)
    waiting.update(state=MailState.DROPPED)
