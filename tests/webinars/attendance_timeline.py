"""A sitting with a timeline told in minutes, for tests of attendance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from people.models import Person
from tests.factories import make_room, make_webinar
from webinars.choices import RoomState
from webinars.models import Companion, Connection, Room, Webinar

NOON = datetime(2026, 6, 4, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """Minutes after the sitting went live."""
    return NOON + timedelta(minutes=minutes)


def make_sitting(
    webinar: Webinar | None = None, *, live: float | None = 100, begun: datetime = NOON, **fields: Any
) -> Room:
    """A room that was live for ``live`` minutes from ``begun``; None when it still is in the lobby."""
    room = make_room(webinar or make_webinar(), state=RoomState.LOBBY if live is None else RoomState.ENDED, **fields)
    sitting = room.sitting
    sitting.starts_at, sitting.ends_at = begun, begun + timedelta(minutes=live or 100)
    sitting.live_from = None if live is None else begun
    sitting.live_until = None if live is None else begun + timedelta(minutes=live)
    sitting.save()
    return room


def connect(
    room: Room, person: Person, start: float, end: float, *, language: str = "en", crashed: bool = False
) -> Connection:
    """A connection from minute to minute of the live time. A crashed one was not closed, only last seen."""
    begun = room.sitting.live_from or room.sitting.starts_at
    opened, closed = begun + timedelta(minutes=start), begun + timedelta(minutes=end)
    return Connection.objects.create(
        room=room,
        person=person,
        language=language,
        opened_at=opened,
        last_seen_at=closed,
        closed_at=None if crashed else closed,
        process="web-1",
    )


def sit_beside(room: Room, host: Person, *, since: float, until: float | None = None, **who: Any) -> Companion:
    begun = room.sitting.live_from or room.sitting.starts_at
    return Companion.objects.create(
        room=room,
        host=host,
        since=begun + timedelta(minutes=since),
        until=None if until is None else begun + timedelta(minutes=until),
        **who,
    )
