"""Commands on who is at one's screen."""

from __future__ import annotations

from typing import Any

from webinars import access
from webinars.access import Right
from webinars.actions import companions
from webinars.consumers.registry import Door, handles
from webinars.protocol.from_client import AddCompanion, RemoveCompanion


@handles(AddCompanion)
def add_companion(door: Door, command: AddCompanion) -> dict[str, Any]:
    room = access.get_room(door.person, door.room_id, Right.ENTER)
    companion = companions.add_companion(
        room, host=door.person, email=command.email, name=command.name, country=command.country
    )
    return {"companion": companion.pk}


@handles(RemoveCompanion)
def remove_companion(door: Door, command: RemoveCompanion) -> None:
    room = access.get_room(door.person, door.room_id, Right.ENTER)
    companions.remove_companion(room, host=door.person, companion_id=command.companion)
