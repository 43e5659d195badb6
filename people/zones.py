"""Time zones to choose from: the IANA zones of countries, by continent, with their city in words and present offset."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.languages import active
from core.moments import zone_city
from people.countries import sort_key

AREAS: dict[str, str | Promise] = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


@cache
def _table() -> tuple[tuple[str, str], ...]:
    """``(country, zone)`` as in IANA's zone.tab, the most populous zone of a country first."""
    text = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text()
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((row[0], row[2]) for row in rows)


MOST_POPULOUS = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "PF": "Pacific/Tahiti",
    "RU": "Europe/Moscow",
}
"""Countries whose rows in zone.tab go from place to place rather than by people."""


def usual_zone(country: str) -> str:
    """The zone where most people of the country live, or UTC when it is unknown."""
    return MOST_POPULOUS.get(country) or next((zone for code, zone in _table() if code == country), "UTC")


@cache
def _cities(language: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for _country, zone in _table():
        groups.setdefault(zone.split("/", 1)[0], []).append((zone, zone_city(zone)))
    return tuple(
        (area, tuple(sorted(set(cities), key=lambda pair: sort_key(pair[1]))))
        for area, cities in sorted(groups.items())
    )


def choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """For a select: UTC, then the zones of each continent as “Nairobi (UTC+03:00)”."""
    now = datetime.now(UTC)
    grouped: list[tuple[str, str | list[tuple[str, str]]]] = [("UTC", "UTC")]
    for area, cities in _cities(active()):
        grouped.append((str(AREAS[area]), [(zone, f"{city} ({offset(zone, now)})") for zone, city in cities]))
    return grouped


def offset(zone: str, at: datetime) -> str:
    """“UTC+05:30”, as the zone reads at that instant."""
    text = at.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"UTC{text[:3]}:{text[3:5]}"
