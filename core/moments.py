"""Instants in words by CLDR, in the active language and a given IANA zone; hours in 24, digits European."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from babel import Locale, dates
from babel.lists import format_list
from babel.units import format_unit
from django.utils import timezone
from django.utils.translation import gettext

from core.languages import LANGUAGES, LOCALES, active


def day(at: datetime, zone: tzinfo | str | None = None) -> str:
    """“Tuesday 9 June 2026”."""
    return str(dates.format_date(_in(at, zone).date(), "full", locale=LOCALES[active()]))


def date_words(day: date) -> str:
    """“9 June 2026”: a day that is the same for everybody, as it is written down."""
    return str(dates.format_date(day, "long", locale=LOCALES[active()]))


def month(at: datetime, zone: tzinfo | str | None = None) -> str:
    """“Jun”, for the small calendar sheet beside a title."""
    return str(dates.format_date(_in(at, zone).date(), "LLL", locale=LOCALES[active()]))


def clock(at: datetime, zone: tzinfo | str | None = None) -> str:
    return _in(at, zone).strftime("%H:%M")


def hours(starts: datetime, ends: datetime, zone: tzinfo | str | None = None) -> str:
    """“10:00–12:30”. In words where the script runs the other way: numbers around a dash change places there."""
    return gettext("%(first)s–%(last)s") % {"first": clock(starts, zone), "last": clock(ends, zone)}


def span(starts: datetime, ends: datetime, zone: tzinfo | str | None = None) -> str:
    """“Tuesday 9 June 2026, 10:00–12:30”; both days when it runs past midnight."""
    comma = "، " if active() == "ar" else ", "
    if _in(starts, zone).date() == _in(ends, zone).date():
        return f"{day(starts, zone)}{comma}{hours(starts, ends, zone)}"
    first = f"{day(starts, zone)}{comma}{clock(starts, zone)}"
    return f"{first} – {day(ends, zone)}{comma}{clock(ends, zone)}"


def duration(minutes: int) -> str:
    """“2 hours and 15 minutes”."""
    parts = [(minutes // 60, "duration-hour"), (minutes % 60, "duration-minute")]
    said = [format_unit(number, unit, locale=LOCALES[active()]) for number, unit in parts if number]
    return str(format_list(said, style="standard", locale=LOCALES[active()])) if said else ""


def until(at: datetime, now: datetime | None = None) -> str:
    """“in 25 minutes”, in the largest unit that fits."""
    delta = at - (now or timezone.now())
    return str(dates.format_timedelta(delta, add_direction=True, locale=LOCALES[active()], threshold=1))


def cities(zones: Iterable[str]) -> dict[str, dict[str, str]]:
    """Each zone's city in each language: for a browser, which knows the English name only."""
    return {
        language: {zone: _city(ZoneInfo(zone), LOCALES[language]) for zone in sorted(set(zones))}
        for language in LANGUAGES
    }


def zone_city(zone: tzinfo | str) -> str:
    """“Santo Domingo”; “UTC” for zones without a city."""
    known = ZoneInfo(zone) if isinstance(zone, str) else zone
    return _city(known, LOCALES[active()])


NAMED_BEFORE = {
    "Africa/Asmara": "Africa/Asmera",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
    "America/Argentina/Catamarca": "America/Catamarca",
    "America/Argentina/Cordoba": "America/Cordoba",
    "America/Argentina/Jujuy": "America/Jujuy",
    "America/Argentina/Mendoza": "America/Mendoza",
    "America/Atikokan": "America/Coral_Harbour",
    "America/Indiana/Indianapolis": "America/Indianapolis",
    "America/Kentucky/Louisville": "America/Louisville",
    "America/Nuuk": "America/Godthab",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Yangon": "Asia/Rangoon",
    "Atlantic/Faroe": "Atlantic/Faeroe",
    "Europe/Kyiv": "Europe/Kiev",
    "Pacific/Chuuk": "Pacific/Truk",
    "Pacific/Pohnpei": "Pacific/Ponape",
}
"""CLDR keeps cities under the first name that a zone ever had; the names in them are the present ones."""


def _city(zone: tzinfo, locale: str) -> str:
    name = getattr(zone, "key", "")
    known = Locale.parse(locale).time_zones.get(NAMED_BEFORE.get(name, name), {}).get("city")
    return str(known or dates.get_timezone_location(zone, locale=locale, return_city=True)).rsplit("/", 1)[-1]


def iso(at: datetime, zone: tzinfo | str) -> str:
    """“2026-06-09T10:00:00+03:00”: an instant as the clocks of ``zone`` tell it, for machines."""
    return _in(at, zone).isoformat()


def same_clock(at: datetime, one: tzinfo | str, other: tzinfo | str) -> bool:
    """Whether two zones read the same hour at that instant."""
    return _in(at, one).utcoffset() == _in(at, other).utcoffset()


def same_days(starts: datetime, ends: datetime, one: tzinfo | str, other: tzinfo | str) -> bool:
    """Whether both ends are on the same dates in two zones: across the date line the same hour is another day."""
    return all(_in(at, one).date() == _in(at, other).date() for at in (starts, ends))


def _in(at: datetime, zone: tzinfo | str | None) -> datetime:
    if zone is None:
        return timezone.localtime(at)
    return at.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
