"""Bookkeeping of connections: the evidence that attendance is computed from. Called in bulk by the room's engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Value
from django.db.models.functions import Greatest

from core.actions import action
from core.events import announce_ephemeral
from webinars import topics
from webinars.models import Connection

STALE_AFTER = timedelta(seconds=45)
"""Three times the 15 s between two extensions: a row that nobody extended for so long has lost its process."""


@dataclass(frozen=True)
class ConnectionOpened:
    """A person's socket entered a room at ``at``. ``process`` names the web process that holds it."""

    room_id: int
    person_id: int
    language: str
    at: datetime
    process: str


@dataclass(frozen=True)
class ConnectionClosed:
    id: int
    at: datetime


@action
def open_connections(batch: Sequence[ConnectionOpened]) -> list[int]:
    """Write one interval for each, all at once. Returns their ids in the order of ``batch``."""
    rows = Connection.objects.bulk_create(
        Connection(
            room_id=opened.room_id,
            person_id=opened.person_id,
            language=opened.language,
            opened_at=opened.at,
            last_seen_at=opened.at,
            process=opened.process[:40],
        )
        for opened in batch
    )
    _announce_presence(opened.room_id for opened in batch)
    return [row.pk for row in rows]


@action
def extend_connections(ids: Sequence[int], at: datetime) -> list[int]:
    """Say that these connections were alive at ``at``: one statement, whatever their number.

    Returns the ids that are no longer open, because the sweep closed them while this process stood still for longer
    than :data:`STALE_AFTER`. The caller opens new ones for them: time without evidence is not made up.
    """
    if not ids:
        return []
    extended = Connection.objects.filter(pk__in=ids, closed_at__isnull=True).update(
        last_seen_at=Greatest(F("last_seen_at"), Value(at))
    )
    if extended == len(set(ids)):
        return []
    still_open = set(Connection.objects.filter(pk__in=ids, closed_at__isnull=True).values_list("pk", flat=True))
    return [pk for pk in ids if pk not in still_open]


@action
def describe_connections(described: Mapping[int, tuple[str, str]]) -> None:
    """Note the language read and the line's quality of connections, by id, where they changed since the last time."""
    rows = list(Connection.objects.filter(pk__in=described, closed_at__isnull=True).order_by("pk"))
    for row in rows:
        row.language, row.quality = described[row.pk]
    Connection.objects.bulk_update(rows, ["language", "quality"], batch_size=500)
    _announce_presence(row.room_id for row in rows)


@action
def close_connections(batch: Sequence[ConnectionClosed]) -> int:
    """Close each at its own instant. Closing a closed one changes nothing. Returns how many were open."""
    ends = {closed.id: closed.at for closed in batch}
    rows = list(Connection.objects.filter(pk__in=ends, closed_at__isnull=True).order_by("pk"))
    for row in rows:
        row.last_seen_at = row.closed_at = max(ends[row.pk], row.opened_at)
    Connection.objects.bulk_update(rows, ["last_seen_at", "closed_at"], batch_size=500)
    _announce_presence(row.room_id for row in rows)
    return len(rows)


@action
def close_stale_connections(now: datetime) -> int:
    """Close what nobody extended for longer than :data:`STALE_AFTER`, at the instant it was last seen.

    Returns how many. Rows that another transaction holds are alive by that very fact, and are left for later.
    """
    silent = Connection.objects.filter(last_seen_at__lt=now - STALE_AFTER, closed_at__isnull=True).order_by("pk")
    dead = list(silent.select_for_update(skip_locked=True).values_list("pk", flat=True))
    return Connection.objects.filter(pk__in=dead).update(closed_at=F("last_seen_at"))


def _announce_presence(room_ids: Iterable[int]) -> None:
    for room_id in sorted(set(room_ids)):
        announce_ephemeral("presence", to=topics.room(room_id))
