"""Commands about activities. Answers do not come through here: the room's door gathers them for ``record_answers``."""

from __future__ import annotations

from typing import Any

from webinars import access
from webinars.access import Right
from webinars.actions.activities import close_activity, hide_activity, open_activity, reveal_activity
from webinars.actions.extra_time import give_extra_time
from webinars.actions.preparing import prepare_activity
from webinars.consumers.registry import Door, handles
from webinars.models import Activity
from webinars.protocol.from_client import (
    CloseActivity,
    GetStanding,
    GiveExtraTime,
    HideActivity,
    OpenActivity,
    PrepareActivity,
    RevealActivity,
)
from webinars.queries.standing import standing


@handles(OpenActivity)
def open_one(door: Door, command: OpenActivity) -> None:
    open_activity(_fetch(door, command.activity), by=door.person)


@handles(CloseActivity)
def close_one(door: Door, command: CloseActivity) -> None:
    close_activity(_fetch(door, command.activity), by=door.person)


@handles(RevealActivity)
def reveal_one(door: Door, command: RevealActivity) -> None:
    reveal_activity(_fetch(door, command.activity), by=door.person)


@handles(HideActivity)
def hide_one(door: Door, command: HideActivity) -> None:
    hide_activity(_fetch(door, command.activity), by=door.person)


@handles(PrepareActivity)
def prepare_one(door: Door, command: PrepareActivity) -> dict[str, Any]:
    room = access.get_room(door.person, door.room_id, Right.PRESENT)
    wanted = command.model_dump(exclude={"id", "type"})
    activity = prepare_activity(room, by=door.person, language=door.language, **wanted)
    return {"activity": activity.pk}


@handles(GiveExtraTime)
def give_more_time(door: Door, command: GiveExtraTime) -> None:
    room = access.get_room(door.person, door.room_id, Right.HOST)
    give_extra_time(room, person_id=command.person, percent=command.percent, by=door.person)


@handles(GetStanding, reads_only=True)
def get_standing(door: Door, command: GetStanding) -> dict[str, Any]:
    room = access.get_room(door.person, door.room_id, Right.ENTER)
    return standing(room, quiz_id=command.quiz, person=door.person).model_dump(mode="json")


def _fetch(door: Door, activity_id: int) -> Activity:
    return access.activity_of(access.get_room(door.person, door.room_id, Right.PRESENT), activity_id)
