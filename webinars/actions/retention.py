"""What is let go of when its time is over, a batch at a time. In words, with the times: ``docs/rules/retention.md``."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from core import audit
from core.actions import action
from webinars.actions.erasure import NO_TEXT
from webinars.choices import MailState
from webinars.models import (
    AskedQuestion,
    ChatMessage,
    Companion,
    Connection,
    Mail,
    Sitting,
    Webinar,
)
from webinars.queries.retention import over_before

BATCH = 1000
"""Rows in one transaction: short enough that nobody waits for it."""


def _delete(what: str, rows: QuerySet[ChatMessage] | QuerySet[Mail], before: datetime) -> int:
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if keys:
        rows.model._default_manager.filter(pk__in=keys).delete()
        _record(what, len(keys), before)
    return len(keys)


def _record(what: str, rows: int, before: datetime) -> None:
    audit.record(f"retention.{what}", actor_id=None, subject=f"retention:{what}", rows=rows, before=before.isoformat())


@action
def let_go_of_chat(*, before: datetime) -> int:
    """Remove lines of chat in webinars that were over by then. Returns how many went: call again until it is none."""
    webinars = over_before(before).values("pk")
    return _delete("chat", ChatMessage.objects.filter(room__sitting__webinar__in=webinars), before)


@action
def let_go_of_questions(*, before: datetime) -> int:
    """Remove the words of questions asked in webinars that were over by then; that they were asked stays counted."""
    rows = AskedQuestion.objects.filter(room__sitting__webinar__in=over_before(before).values("pk"))
    keys = list(rows.exclude(text=NO_TEXT).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if keys:
        AskedQuestion.objects.filter(pk__in=keys).update(text=NO_TEXT)
        _record("questions", len(keys), before)
    return len(keys)


@action
def let_go_of_mails(*, before: datetime) -> int:
    """Remove what is known of mails that were done with by then; one that is still to be sent stays."""
    done = (MailState.SENT, MailState.FAILED, MailState.BOUNCED, MailState.DROPPED)
    return _delete("mails", Mail.objects.filter(state__in=done, due_at__lt=before), before)


@action
def let_go_of_connections(webinar: Webinar) -> int:
    """Remove who was connected when, in a webinar whose figures are frozen: all of it at once, so that figures that are made
    anew from the evidence never find a part of it. Returns how many rows went."""
    sittings = Sitting.objects.filter(webinar=webinar)
    list(sittings.select_for_update().order_by("pk").values_list("pk"))
    rows = 0
    for table in (Companion.objects, Connection.objects):
        gone, _each = table.filter(room__sitting__in=sittings).delete()
        rows += gone
    if rows:
        audit.record("retention.connections", actor_id=None, subject=f"webinar:{webinar.pk}", rows=rows)
    return rows
