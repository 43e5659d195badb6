"""Shares of women against a path, and the geometry of their charts: plain numbers. No Django, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, LEFT, RIGHT = 480, 40, 472
TOP, BOTTOM = 30, 195


@dataclass(frozen=True)
class Count:
    """A published division, or the sum of several: ``women`` of ``people``, on the day of the latest."""

    on: date
    women: int
    people: int

    @property
    def others(self) -> int:
        return self.people - self.women

    @property
    def share(self) -> int:
        """Women in percent, rounded down."""
        return 100 * self.women // self.people


@dataclass(frozen=True)
class Path:
    """A straight line from one share on a day to another on a later day, in percent."""

    first: date
    first_share: int
    last: date
    last_share: int

    def on(self, day: date) -> int:
        """The share aimed at, rounded to whole percent; before and after the path its ends."""
        inside = min(max(day, self.first), self.last)
        gone = (inside - self.first).days / (self.last - self.first).days
        return round(self.first_share + (self.last_share - self.first_share) * gone)


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    share: int
    anchor: str


@dataclass(frozen=True)
class Level:
    y: float
    value: int


@dataclass(frozen=True)
class ShareChart:
    """``line`` through the points and ``aim`` along the path are SVG paths; ``first`` and ``last`` are the ends of the time."""

    line: str
    aim: str
    levels: list[Level]
    first_dot: Dot
    last_dot: Dot
    first: date
    last: date


@dataclass(frozen=True)
class Column:
    x: float
    y: float
    width: float
    height: float
    value: int | None


@dataclass(frozen=True)
class ColumnChart:
    columns: list[Column]
    levels: list[Level]


def share_chart(points: Sequence[Count], path: Path | None) -> ShareChart | None:
    """Shares over time. None without points."""
    if not points:
        return None
    first = min([points[0].on, *([path.first] if path else [])])
    last = max([points[-1].on, *([path.last] if path else [])])
    shares = [point.share for point in points] + ([path.first_share, path.last_share] if path else [])
    low, high = min(shares) // 10 * 10, -(-(max(shares) + 1) // 10) * 10
    days = max((last - first).days, 1)

    def x(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - first).days / days, 1)

    def y(share: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (share - low) / (high - low), 1)

    dots = [Dot(x(point.on), y(point.share), point.share, _anchor(x(point.on))) for point in points]
    aim = f"M{x(path.first)} {y(path.first_share)}L{x(path.last)} {y(path.last_share)}" if path else ""
    return ShareChart(
        line="M" + "L".join(f"{dot.x} {dot.y}" for dot in dots),
        aim=aim,
        levels=[Level(y(share), share) for share in range(low, high + 1, 10)],
        first_dot=dots[0],
        last_dot=dots[-1],
        first=first,
        last=last,
    )


def column_chart(values: Sequence[int | None], ceiling: int) -> ColumnChart:
    """A column for each value; none is drawn where a value is not shown."""
    step = (RIGHT - LEFT) / max(len(values), 1)
    width = round(min(step * 0.64, 56), 1)

    def height(value: int | None) -> float:
        return round((BOTTOM - TOP) * (value or 0) / ceiling, 1)

    columns = [
        Column(
            round(LEFT + step * number + (step - width) / 2, 1),
            round(BOTTOM - height(value), 1),
            width,
            height(value),
            value,
        )
        for number, value in enumerate(values)
    ]
    return ColumnChart(
        columns, [Level(round(BOTTOM - (BOTTOM - TOP) * part / 2, 1), ceiling * part // 2) for part in range(3)]
    )


def _anchor(x: float) -> str:
    return "start" if x < LEFT + 30 else "end" if x > RIGHT - 30 else "middle"
