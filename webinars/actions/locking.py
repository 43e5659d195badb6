"""The room's row as an action needs it: fresh, and locked where the stage changes."""

from __future__ import annotations

from core.actions import Refused
from webinars.choices import RoomState
from webinars.models import Room
from webinars.queries.stage import STAGE


def locked_room(room: Room) -> Room:
    """The room as it is now, its row locked until the commit. Refuses ``room.ended``.

    Whatever must not slip in after the end takes this lock, and takes it first. It leaves rows that refer to the room alone:
    their keys are checked at commit, when the topics are locked already.
    """
    fresh = Room.objects.select_for_update(of=("self",), no_key=True).select_related(*STAGE).get(pk=room.pk)
    _refuse_ended(fresh)
    return fresh


def open_room(room: Room) -> Room:
    """The room as it is now, not locked: for what is counted and harms nobody a moment late. Refuses ``room.ended``."""
    fresh = Room.objects.select_related("sitting__webinar").get(pk=room.pk)
    _refuse_ended(fresh)
    return fresh


def refuse_unless_live(room: Room) -> None:
    if room.state != RoomState.LIVE:
        raise Refused("room.not_live")


def _refuse_ended(room: Room) -> None:
    if room.state == RoomState.ENDED:
        raise Refused("room.ended")
