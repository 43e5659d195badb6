"""Calendar files (RFC 5545) of sittings: invitations and cancellations (RFC 5546), and the personal feed.

Each file carries the zone of the sitting with the changes of its clocks in the years that matter (VTIMEZONE), worked out
from the zone database: ``icalendar`` dates the change in spring by the clock after it, an hour from where RFC 5545 3.6.5 has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import (
    Alarm,
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
    vUri,
)

REQUEST = "REQUEST"
CANCEL = "CANCEL"
ALARM_BEFORE = timedelta(minutes=15)
_UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Zulu", "Etc/Zulu", "UCT", "Universal", "Etc/Universal"})


@dataclass(frozen=True)
class Entry:
    """One sitting in somebody's calendar. ``sitting`` and ``sequence`` make it the same entry, newer or older."""

    sitting: int
    sequence: int
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    summary: str
    description: str
    url: str
    location: str
    is_tentative: bool = False


@dataclass(frozen=True)
class Attendee:
    """The one whose calendar it is: nobody else is ever named in it."""

    name: str
    email: str


def invitation(entry: Entry, *, method: str, attendee: Attendee, language: str, now: datetime) -> bytes:
    """The file of one mail: ``REQUEST`` puts the sitting in, or moves it; ``CANCEL`` takes it out."""
    calendar = _calendar(language)
    calendar.add("method", method)
    event = _event(entry, now)
    event.add("organizer", _organizer())
    address = vCalAddress(f"mailto:{attendee.email}")
    address.params["CN"] = _parameter(attendee.name)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    if method == CANCEL:
        event.add("status", "CANCELLED")
        event.add("attendee", address)
    else:
        address.params["PARTSTAT"] = vText("ACCEPTED")
        address.params["RSVP"] = vText("FALSE")
        event.add("attendee", address)
        event.add("status", "CONFIRMED")
        event.add_component(_alarm(entry))
    return _file(calendar, [entry], [event])


def feed(entries: Sequence[Entry], *, name: str, language: str, now: datetime) -> bytes:
    """The whole of a person's calendar, for programs that read an address again and again."""
    calendar = _calendar(language)
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", timedelta(hours=1))
    events = []
    for entry in entries:
        event = _event(entry, now)
        event.add("organizer", _organizer())
        event.add("status", "TENTATIVE" if entry.is_tentative else "CONFIRMED")
        if not entry.is_tentative:
            event.add_component(_alarm(entry))
        events.append(event)
    return _file(calendar, entries, events)


def uid(sitting: int) -> str:
    """The name of a sitting's entry, the same in every file and for everybody."""
    return f"sitting-{sitting}@{urlsplit(settings.PUBLIC_URL).hostname or 'lectern'}"


def _calendar(language: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//Lectern//Webinars//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid(entry.sitting))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    for name, at in (("dtstart", entry.starts_at), ("dtend", entry.ends_at)):
        event.add(name, at.astimezone(UTC if entry.time_zone in _UTC_NAMES else ZoneInfo(entry.time_zone)))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("location", entry.location)
    event.add("url", vUri(entry.url))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if entry.is_tentative else "OPAQUE")
    return event


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", -ALARM_BEFORE)
    return alarm


def _organizer() -> vCalAddress:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["CN"] = _parameter(name or address)
    return organizer


def _parameter(text: str) -> vText:
    """A name as a parameter may hold it: without quotation marks and control characters."""
    return vText("".join("’" if letter == '"' else letter for letter in text if letter.isprintable()).strip())


def _file(calendar: Calendar, entries: Iterable[Entry], events: Iterable[Event]) -> bytes:
    """The calendar with one VTIMEZONE for each zone named in it, which are written once and kept, and the events."""
    years: dict[str, tuple[int, int]] = {}
    for entry in entries:
        if entry.time_zone not in _UTC_NAMES:
            first, last = years.get(entry.time_zone, (entry.starts_at.year, entry.ends_at.year))
            years[entry.time_zone] = (min(first, entry.starts_at.year), max(last, entry.ends_at.year))
    zones = [_zone(name, first, last) for name, (first, last) in sorted(years.items())]
    head, end, rest = calendar.to_ical().partition(b"END:VCALENDAR")
    return b"".join([head, *zones, *(event.to_ical() for event in events), end, rest])


@lru_cache(maxsize=256)
def _zone(name: str, first: int, last: int) -> bytes:
    """The clocks of an IANA zone from the end of the year before ``first`` to the beginning of that after ``last``."""
    there = ZoneInfo(name)
    at = datetime(first, 1, 1, tzinfo=UTC) - timedelta(days=2)
    end = datetime(last + 1, 1, 3, tzinfo=UTC)
    zone = Timezone()
    zone.add("tzid", name)
    zone.add_component(_observance(at, there))
    while at < end:
        after = at + timedelta(days=1)
        if _clock(at, there) != _clock(after, there):
            zone.add_component(_observance(_change(at, after, there), there))
        at = after
    return bytes(zone.to_ical())


def _clock(at: datetime, there: ZoneInfo) -> tuple[timedelta | None, timedelta | None, str | None]:
    local = at.astimezone(there)
    return local.utcoffset(), local.dst(), local.tzname()


def _change(before: datetime, after: datetime, there: ZoneInfo) -> datetime:
    """The first instant, to the second, at which the clock is no longer what it was ``before``."""
    was = _clock(before, there)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        before, after = (middle, after) if _clock(middle, there) == was else (before, middle)
    return after


def _observance(at: datetime, there: ZoneInfo) -> Component:
    """What the clocks read from ``at`` on. DTSTART is by the clock just before it (RFC 5545 3.6.5)."""
    earlier, since = (at - timedelta(seconds=1)).astimezone(there), at.astimezone(there)
    offset_from, offset_to = earlier.utcoffset(), since.utcoffset()
    assert offset_from is not None
    assert offset_to is not None
    part: Component = TimezoneDaylight() if since.dst() else TimezoneStandard()
    part.add("dtstart", (at + offset_from).replace(tzinfo=None))
    part.add("tzoffsetfrom", offset_from)
    part.add("tzoffsetto", offset_to)
    part.add("tzname", since.tzname() or there.key)
    return part
