"""Instants in words by CLDR, in the active language and a given IANA zone; hours in 24, digits European."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from babel import dates
from django.utils import timezone
from django.utils.translation import gettext

from core.languages import LANGUAGES, LOCALES, active


def day(at: datetime, zone: tzinfo | str | None = None) -> str:
    """“Tuesday 9 June 2026”."""
    return str(dates.format_date(_in(at, zone).date(), "full", locale=LOCALES[active()]))


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


def until(at: datetime, now: datetime | None = None) -> str:
    """“in 25 minutes”, in the largest unit that fits."""
    delta = at - (now or timezone.now())
    return str(dates.format_timedelta(delta, add_direction=True, locale=LOCALES[active()], threshold=1))


def cities(zones: Iterable[str]) -> dict[str, dict[str, str]]:
    """Each zone's city in each language: for a browser, which knows the English name only."""
    return {
        language: {
            zone: str(dates.get_timezone_location(ZoneInfo(zone), locale=LOCALES[language], return_city=True))
            for zone in sorted(set(zones))
        }
        for language in LANGUAGES
    }


def zone_city(zone: tzinfo | str) -> str:
    """“Santo Domingo”; “UTC” for zones without a city."""
    known = ZoneInfo(zone) if isinstance(zone, str) else zone
    return str(dates.get_timezone_location(known, locale=LOCALES[active()], return_city=True))


def same_clock(at: datetime, one: tzinfo | str, other: tzinfo | str) -> bool:
    """Whether two zones read the same hour at that instant."""
    return _in(at, one).utcoffset() == _in(at, other).utcoffset()


def _in(at: datetime, zone: tzinfo | str | None) -> datetime:
    if zone is None:
        return timezone.localtime(at)
    return at.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
