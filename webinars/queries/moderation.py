"""What was decided about single persons in a room."""

from __future__ import annotations

from webinars.models import ExtraTime, Mute


def is_muted(room_id: int, person_id: int) -> bool:
    return Mute.objects.filter(room_id=room_id, person_id=person_id).exists()


def extra_percent(room_id: int, person_id: int) -> int:
    """More time for timed questions, in percent of their seconds; 0 for most people."""
    row = ExtraTime.objects.filter(room_id=room_id, person_id=person_id).values_list("percent", flat=True).first()
    return row or 0
