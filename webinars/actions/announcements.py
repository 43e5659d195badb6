"""What is told to everybody in a webinar when its times change or it is called off. Call these inside an action.

``docs/rules/mails.md`` says who is told of what, and which of two changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from webinars.actions.outbox import drop, queue_to, recipients
from webinars.choices import DropReason, MailKind, MailState, WebinarState
from webinars.models import Mail, Sitting, Webinar
from webinars.queries.mails import IN_IT, times_of

GRACE = timedelta(seconds=60)
"""A change waits so long before it is sent: of two within that time, people learn of the last only."""


def tell_of_change(sitting: Sitting, *, was: dict[str, Any] | None) -> None:
    """Tell that a sitting is at another time than ``was`` (:func:`times_of` before), or is new (None).

    Raises and saves ``sitting.sequence``, so that calendars take the new entry and reminders count from the new time. Nothing
    is told of a webinar that is not announced, of a rehearsal, or of times that are over.
    """
    sitting.sequence += 1
    sitting.save(update_fields=["sequence"])
    if _is_told(sitting, was):
        _tell(sitting, {"change": "moved" if was else "added", "was": was, **times_of(sitting)})


def tell_of_removal(sitting: Sitting) -> None:
    """Tell that a sitting will not take place; called before the row goes."""
    sitting.sequence += 1
    if _is_told(sitting, None):
        _tell(sitting, {"change": "removed", "was": times_of(sitting), **times_of(sitting)})


def tell_of_cancellation(webinar: Webinar) -> None:
    """Tell that the whole webinar is called off, with the sittings that were to come, and take back all other mails.

    Call it when ``webinar.state`` is changed already. Raises the sequence of those sittings.
    """
    now = timezone.now()
    to_come = list(Sitting.objects.filter(webinar=webinar, is_rehearsal=False, ends_at__gt=now).order_by("starts_at"))
    for sitting in to_come:
        sitting.sequence += 1
        sitting.save(update_fields=["sequence"])
    drop(Q(webinar=webinar) & ~Q(kind=MailKind.CANCELLATION), DropReason.CANCELLED)
    change = ".".join(f"{sitting.pk}-{sitting.sequence}" for sitting in to_come[:4]) or "whole"
    queue_to(
        MailKind.CANCELLATION,
        webinar,
        recipients(webinar, IN_IT),
        change=f"cancelled.{change}",
        details={"sittings": [times_of(sitting) for sitting in to_come]},
    )


def _is_told(sitting: Sitting, was: dict[str, Any] | None) -> bool:
    if sitting.is_rehearsal or sitting.webinar.state != WebinarState.ANNOUNCED:
        return False
    ends = [sitting.ends_at, *([datetime.fromisoformat(was["ends_at"])] if was else [])]
    return max(ends) > timezone.now()


def _tell(sitting: Sitting, details: dict[str, Any]) -> None:
    """Queue a change of ``sitting``; what is told is the way from what each person knew before."""
    earlier = Mail.objects.filter(
        webinar=sitting.webinar, kind=MailKind.CHANGE, state=MailState.QUEUED, details__sitting=sitting.pk
    )
    known: dict[int, dict[str, Any] | None] = {}
    for person, before in earlier.order_by("-pk").values_list("person_id", "details"):
        known[person] = _joined(before, details)
    drop(Q(pk__in=list(earlier.values_list("pk", flat=True))), DropReason.REPLACED)
    queue_to(
        MailKind.CHANGE,
        sitting.webinar,
        [who for who in recipients(sitting.webinar, IN_IT) if known.get(who.person_id, details) is not None],
        change=f"sitting.{sitting.pk}.{sitting.sequence}",
        due_at=timezone.now() + GRACE,
        details=details,
        own_details={person: own for person, own in known.items() if own is not None},
    )


def _joined(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any] | None:
    """``after`` for somebody who was never told of ``before``; None when nothing is left to tell.

    Moved twice is one move, moved there and back is none; added and moved is added, added and removed is nothing.
    """
    if after["change"] == "removed":
        return None if before["change"] == "added" else {"was": before["was"]}
    if before["was"] and _hours(before["was"]) == _hours(after):
        return None
    return {"change": before["change"], "was": before["was"]}


def _hours(times: dict[str, Any]) -> tuple[str, str, str]:
    return times["starts_at"], times["ends_at"], times["time_zone"]
