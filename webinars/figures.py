"""The geometry of charts: plain numbers for a server-side SVG. No Django, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webinars.intervals import Interval, Step

WIDTH, LEFT, RIGHT = 480, 36, 476
TOP, BOTTOM = 20, 180


@dataclass(frozen=True)
class Level:
    y: float
    people: int


@dataclass(frozen=True)
class Mark:
    """An instant on the time axis."""

    x: float
    at: datetime
    anchor: str


@dataclass(frozen=True)
class Band:
    x: float
    width: float


@dataclass(frozen=True)
class PresenceChart:
    """``line`` and ``area`` are SVG paths; ``bands`` are in the order of the intervals given."""

    line: str
    area: str
    levels: list[Level]
    marks: list[Mark]
    bands: list[Band]
    peak: Level
    peak_x: float
    peak_at: datetime
    peak_anchor: str


def round_ceiling(most: int) -> int:
    """The least of 4, 8, 12, 20, 40, 60, 100, 200, … that is not under ``most``: it divides into quarters."""
    scale = 1
    while True:
        for step in (4, 8, 12, 20):
            if step * scale >= most and step * scale >= 4:
                return step * scale
        scale *= 10


def presence_chart(live: Interval, minutes: Sequence[Step], bands: Sequence[Interval]) -> PresenceChart | None:
    """People by minute over the live time. None without live time: there is nothing to draw."""
    if not minutes:
        return None
    length = (live.end - live.start).total_seconds()
    ceiling = round_ceiling(max(step.people for step in minutes))

    def x(at: datetime) -> float:
        return round(LEFT + (RIGHT - LEFT) * min(max((at - live.start).total_seconds() / length, 0.0), 1.0), 1)

    def y(people: int) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * people / ceiling, 1)

    path = f"M{x(minutes[0].at)} {y(minutes[0].people)}"
    for before, step in zip([minutes[0], *minutes], minutes, strict=False):
        if step.people != before.people:
            path += f"H{x(step.at)}V{y(step.people)}"
    path += f"H{RIGHT}"
    peak = max(minutes, key=lambda step: (step.people, -step.at.timestamp()))
    peak_x = x(peak.at + timedelta(seconds=min(30.0, length / 2)))
    middle = live.start + (live.end - live.start) / 2
    return PresenceChart(
        line=path,
        area=f"{path}V{BOTTOM}H{LEFT}z",
        levels=[Level(y(people), people) for people in (0, ceiling // 2, ceiling)],
        marks=[Mark(LEFT, live.start, "start"), Mark(x(middle), middle, "middle"), Mark(RIGHT, live.end, "end")],
        bands=[Band(x(band.start), round(max(x(band.end) - x(band.start) - 1, 1), 1)) for band in bands],
        peak=Level(y(peak.people), peak.people),
        peak_x=peak_x,
        peak_at=peak.at,
        peak_anchor="start" if peak_x < LEFT + 40 else "end" if peak_x > RIGHT - 40 else "middle",
    )
