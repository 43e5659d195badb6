"""A topic is an audience. The first two words name the room; one subscription per process covers all of its topics.

An announcement locks its topic until the commit. An action that announces to several locks the room's row before, so that
two of them never wait for each other.
"""

from __future__ import annotations


def room(room_id: int) -> str:
    """Everybody in the room."""
    return f"room.{room_id}"


def team(room_id: int) -> str:
    """Those with the right to be backstage."""
    return f"room.{room_id}.team"


def person(room_id: int, person_id: int) -> str:
    """One person, on all their screens in this room."""
    return f"room.{room_id}.person.{person_id}"


def room_of(topic: str) -> int:
    """The id of the room that a topic belongs to."""
    return int(topic.split(".", 2)[1])
