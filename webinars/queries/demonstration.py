"""What was noted of the demonstration content, and whether somebody has touched it since."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Sum

from core.models import AuditEntry, TopicHead
from courses.models import Deck
from quizzes.models import Quiz
from webinars import topics
from webinars.models import Answer, Sitting

_PREFIX = "demonstration:"


def notes() -> dict[str, dict[str, Any]]:
    """The newest note of each part, by its name."""
    rows = AuditEntry.objects.filter(verb="demonstration.noted", subject__startswith=_PREFIX).order_by("pk")
    return {subject.removeprefix(_PREFIX): details for subject, details in rows.values_list("subject", "details")}


def sitting_of(note: dict[str, Any]) -> Sitting | None:
    """The sitting of a note, if nobody removed it."""
    return Sitting.objects.select_related("webinar", "room").filter(pk=note.get("sitting", 0)).first()


def state_of(sitting: Sitting) -> dict[str, Any]:
    """How a sitting stands: the same as noted when nobody planned, presented, wrote or answered anything since.

    Being there and looking leaves it as it was.
    """
    sitting = Sitting.objects.select_related("webinar", "room").get(pk=sitting.pk)
    room = sitting.room
    told = Q(topic=topics.room(room.pk)) | Q(topic__startswith=f"{topics.room(room.pk)}.")
    return {
        "version": sitting.webinar.version,
        "starts_at": sitting.starts_at.isoformat(),
        "ends_at": sitting.ends_at.isoformat(),
        "live_from": sitting.live_from.isoformat() if sitting.live_from else None,
        "room": room.state,
        "told": TopicHead.objects.filter(told).aggregate(sum=Sum("seq"))["sum"] or 0,
        "answers": Answer.objects.filter(activity__room=room).count(),
    }


def deck_of(note: dict[str, Any], which: str = "deck") -> Deck | None:
    """A deck of a note, if nobody removed it."""
    return Deck.objects.filter(pk=note.get(which, 0)).first()


def quiz_of(note: dict[str, Any]) -> Quiz | None:
    """The self-test of a note, if nobody removed it."""
    return Quiz.objects.filter(pk=note.get("quiz", 0)).first()
