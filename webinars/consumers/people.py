"""Who is in the room."""

from __future__ import annotations

from typing import Any

from webinars import access
from webinars.access import Right
from webinars.consumers.registry import Door, handles
from webinars.protocol.from_client import ListPeople
from webinars.queries.people import people_in


@handles(ListPeople, reads_only=True)
def list_people(door: Door, command: ListPeople) -> dict[str, Any]:
    room = access.get_room(door.person, door.room_id, Right.BACKSTAGE)
    return people_in(room, search=command.search).model_dump(mode="json")
