"""What only the demonstration content needs: notes of what was made, and moving a sitting in time.

``docs/rules/demonstration.md`` has the rule in words.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F, Model

from core import audit
from core.actions import action
from webinars.models import (
    Activity,
    AgendaItem,
    Answer,
    AskedQuestion,
    ChatMessage,
    Connection,
    Hand,
    Room,
    Sitting,
    Webinar,
)


@action
def note_part(part: str, **details: Any) -> None:
    """Write to the audit trail what was made of a part of the demonstration, and how it was left. The newest note counts."""
    audit.record("demonstration.noted", actor_id=None, subject=f"demonstration:{part}", **details)


@action
def drop_unfinished(webinar_id: int) -> None:
    """Remove what a start that was killed had begun to make."""
    Webinar.objects.filter(pk=webinar_id).delete()


@action
def shift_sitting(sitting: Sitting, *, by: timedelta) -> None:
    """Move a sitting with everything that happened in it: its plan, its live time, and what was said and answered."""
    Room.objects.select_for_update().get(sitting=sitting)
    room: dict[str, Any] = {"room__sitting": sitting}
    moved: list[tuple[type[Model], dict[str, Any], tuple[str, ...]]] = [
        (Sitting, {"pk": sitting.pk}, ("starts_at", "ends_at", "live_from", "live_until")),
        (AgendaItem, {"sitting": sitting}, ("started_at", "ended_at")),
        (Activity, room, ("opened_at", "closes_at", "closed_at", "revealed_at")),
        (Answer, {"activity__room__sitting": sitting}, ("answered_at",)),
        (AskedQuestion, room, ("asked_at",)),
        (ChatMessage, room, ("sent_at",)),
        (Hand, room, ("raised_at", "lowered_at")),
        (Connection, room, ("opened_at", "last_seen_at", "closed_at")),
    ]
    for model, which, moments in moved:
        model._default_manager.filter(**which).update(**{moment: F(moment) + by for moment in moments})
