"""Wall time in a zone ↔ instants. Twice a year some wall times do not exist, and some exist twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class NotAnInstant(ValueError):
    """The wall time means no instant, or two. ``code`` is the refusal's code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise NotAnInstant("time_zone.unknown") from error


def instant(wall: datetime, zone_name: str) -> datetime:
    """The instant, in UTC, of a naive wall time in an IANA zone. Raises :class:`NotAnInstant`.

    An instant may be given too: it is returned in UTC.
    """
    if wall.tzinfo is not None:
        return wall.astimezone(UTC)
    there = zone(zone_name)
    first = wall.replace(tzinfo=there, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=there, fold=1).astimezone(UTC)
    if first == second:
        return first
    if first.astimezone(there).replace(tzinfo=None) != wall:
        raise NotAnInstant("sitting.time_does_not_exist")
    raise NotAnInstant("sitting.time_exists_twice")


def wall(moment: datetime, zone_name: str) -> datetime:
    """The naive wall time of an instant in an IANA zone."""
    return moment.astimezone(zone(zone_name)).replace(tzinfo=None)


def shifted(moment: datetime, zone_name: str, days: int) -> datetime:
    """The instant that the clocks of the zone call the same hour, ``days`` later. Raises :class:`NotAnInstant`."""
    return instant(wall(moment, zone_name) + timedelta(days=days), zone_name)
