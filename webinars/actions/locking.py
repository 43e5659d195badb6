"""The room's row as an action needs it: fresh, and locked where the stage changes."""

from __future__ import annotations

from core.actions import Refused
from webinars.choices import RoomState
from webinars.models import Room
from webinars.queries.stage import STAGE


def locked_room(room: Room) -> Room:
    """The room as it is now, its row locked until the commit. Refuses ``room.ended``."""
    fresh = Room.objects.select_for_update(of=("self",)).select_related(*STAGE).get(pk=room.pk)
    _refuse_ended(fresh)
    return fresh


def open_room(room: Room) -> Room:
    """The room as it is now, not locked. Refuses ``room.ended``."""
    fresh = Room.objects.select_related("sitting__webinar").get(pk=room.pk)
    _refuse_ended(fresh)
    return fresh


def refuse_unless_live(room: Room) -> None:
    if room.state != RoomState.LIVE:
        raise Refused("room.not_live")


def _refuse_ended(room: Room) -> None:
    if room.state == RoomState.ENDED:
        raise Refused("room.ended")
