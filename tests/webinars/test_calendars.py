"""Calendar files, read back by vobject and dateutil, which share nothing with their writer. Instants are worked out by hand."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st

from core.languages import LANGUAGES
from webinars.letters.calendars import CANCEL, REQUEST, Attendee, Entry, feed, invitation, uid

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WHO = Attendee('Zoë "Z" O’Neill\r\nATTENDEE:mailto:spy@example.org', "zoe@example.org")


def entry(starts_at: datetime, time_zone: str, *, minutes: int = 90, **given: Any) -> Entry:
    fields: dict[str, Any] = {
        "sitting": 17,
        "sequence": 3,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "time_zone": time_zone,
        "summary": "Targeting; basics, part 1\\n",
        "description": "First line\nsecond, line",
        "url": "https://learn.example.org/join/1a-1~abc/",
        "location": "https://learn.example.org/join/1a-1~abc/",
    }
    return Entry(**{**fields, **given})


def read(file: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return vobject.readOne(file.decode())


def zone_of(file: bytes, name: str) -> Any:
    """The zone as dateutil understands the VTIMEZONE of the file, without looking into any zone database."""
    text = file.decode().replace("\r\n ", "")
    begin, end = text.index("BEGIN:VTIMEZONE"), text.rindex("END:VTIMEZONE") + len("END:VTIMEZONE")
    return tzical(StringIO(text[begin:end])).get(name)


@pytest.mark.parametrize(
    ("zone", "local", "instant"),
    [
        # The night in which the clocks go forward: 01:00 UTC in Brussels, 02:00 local standard time in Saint John's
        ("Europe/Brussels", datetime(2026, 3, 29, 1, 30), datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        ("Europe/Brussels", datetime(2026, 3, 29, 3, 15), datetime(2026, 3, 29, 1, 15, tzinfo=UTC)),
        ("Europe/Brussels", datetime(2026, 3, 29, 9, 0), datetime(2026, 3, 29, 7, 0, tzinfo=UTC)),
        ("Europe/Brussels", datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        ("Europe/Brussels", datetime(2026, 10, 25, 9, 0), datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
        ("America/St_Johns", datetime(2026, 3, 8, 3, 30), datetime(2026, 3, 8, 6, 0, tzinfo=UTC)),
        ("America/St_Johns", datetime(2026, 11, 1, 9, 0), datetime(2026, 11, 1, 12, 30, tzinfo=UTC)),
        # Half an hour forward, from 10:30 to 11:00 ahead
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 3, 0), datetime(2026, 10, 3, 16, 0, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 9, 0), datetime(2026, 4, 4, 22, 30, tzinfo=UTC)),
        # Quarters and halves of hours, and no change ever
        ("Asia/Kathmandu", datetime(2026, 6, 1, 9, 0), datetime(2026, 6, 1, 3, 15, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 6, 1, 9, 0), datetime(2026, 6, 1, 3, 30, tzinfo=UTC)),
        ("Africa/Nairobi", datetime(2026, 6, 9, 10, 0), datetime(2026, 6, 9, 7, 0, tzinfo=UTC)),
        # Both sides of the date line, and the turn of a year
        ("Pacific/Kiritimati", datetime(2027, 1, 1, 0, 30), datetime(2026, 12, 31, 10, 30, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2026, 12, 31, 23, 30), datetime(2027, 1, 1, 10, 30, tzinfo=UTC)),
        ("Pacific/Chatham", datetime(2026, 9, 27, 4, 0), datetime(2026, 9, 26, 14, 15, tzinfo=UTC)),
        # Clocks that go back for Ramadan only (15 February to 22 March 2026)
        ("Africa/Casablanca", datetime(2026, 3, 1, 10, 0), datetime(2026, 3, 1, 10, 0, tzinfo=UTC)),
        ("Africa/Casablanca", datetime(2026, 6, 1, 10, 0), datetime(2026, 6, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_file_tells_the_instant_by_its_own_zone(zone: str, local: datetime, instant: datetime) -> None:
    file = invitation(entry(instant, zone), method=REQUEST, attendee=WHO, language="en", now=NOW)
    start = f"DTSTART;TZID={zone}:{local:%Y%m%dT%H%M%S}"
    assert start in file.decode().splitlines()
    assert local.replace(tzinfo=zone_of(file, zone)).astimezone(UTC) == instant
    assert read(file).vevent.dtstart.value.astimezone(UTC) == instant


@given(
    zone=st.sampled_from(
        ["Europe/Brussels", "America/St_Johns", "Australia/Lord_Howe", "America/Santiago", "Asia/Gaza"]
    ),
    hours=st.integers(0, 366 * 24 - 1),
)
def test_zone_in_the_file_reads_as_the_zone_database_in_every_hour_of_the_year(zone: str, hours: int) -> None:
    instant = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    file = invitation(entry(instant, zone), method=REQUEST, attendee=WHO, language="en", now=NOW)
    there = instant.astimezone(ZoneInfo(zone))
    told = there.replace(tzinfo=zone_of(file, zone), fold=there.fold)
    assert told.utcoffset() == there.utcoffset()


def test_request_is_what_calendars_need() -> None:
    one = entry(datetime(2026, 6, 9, 7, tzinfo=UTC), "Africa/Nairobi")
    file = invitation(one, method=REQUEST, attendee=WHO, language="pt", now=NOW)
    found = read(file)
    event = found.vevent
    assert found.method.value == "REQUEST"
    assert (event.uid.value, event.sequence.value, event.status.value) == (uid(17), "3", "CONFIRMED")
    assert (event.summary.value, event.description.value) == (one.summary, one.description)
    assert (event.url.value, event.location.value) == (one.url, one.url)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=90)
    assert [line.value for line in event.contents["attendee"]] == ["mailto:zoe@example.org"]
    assert event.attendee.params["CN"] == ["Zoë ’Z’ O’NeillATTENDEE:mailto:spy@example.org"]
    assert event.attendee.params["PARTSTAT"] == ["ACCEPTED"]
    assert event.organizer.value.startswith("mailto:")
    assert event.valarm.trigger.value == timedelta(minutes=-15)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))


def test_cancellation_names_the_same_entry() -> None:
    one = entry(datetime(2026, 6, 9, 7, tzinfo=UTC), "Africa/Nairobi", sequence=4)
    found = read(invitation(one, method=CANCEL, attendee=WHO, language="fr", now=NOW))
    assert found.method.value == "CANCEL"
    assert (found.vevent.uid.value, found.vevent.sequence.value) == (uid(17), "4")
    assert found.vevent.status.value == "CANCELLED"
    assert "valarm" not in found.vevent.contents


def test_utc_needs_no_zone() -> None:
    file = invitation(
        entry(datetime(2026, 6, 9, 7, tzinfo=UTC), "UTC"), method=REQUEST, attendee=WHO, language="en", now=NOW
    )
    assert b"DTSTART:20260609T070000Z" in file
    assert b"VTIMEZONE" not in file


@pytest.mark.parametrize("language", LANGUAGES)
def test_feed_holds_each_zone_once_and_marks_what_is_not_sure(language: str) -> None:
    entries = [
        entry(datetime(2026, 6, 9, 7, tzinfo=UTC), "Africa/Nairobi", sitting=1),
        entry(datetime(2027, 6, 10, 7, tzinfo=UTC), "Africa/Nairobi", sitting=2, is_tentative=True),
        entry(datetime(2026, 6, 11, 7, tzinfo=UTC), "Europe/Brussels", sitting=3),
    ]
    file = feed(entries, name="Webinare, наши; الندوات", language=language, now=NOW)
    found = read(file)
    assert file.count(b"BEGIN:VTIMEZONE") == 2
    assert [event.status.value for event in found.vevent_list] == ["CONFIRMED", "TENTATIVE", "CONFIRMED"]
    assert all("attendee" not in event.contents for event in found.vevent_list)
    assert [event.dtstart.value.astimezone(UTC) for event in found.vevent_list] == [one.starts_at for one in entries]
    assert found.contents["x-wr-calname"][0].value == "Webinare, наши; الندوات"
