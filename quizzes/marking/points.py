"""From a share of right to points, with or without speed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HEAD_START = 2.0
"""Seconds after the opening that cost nobody anything: the wire, and reading the first line."""

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Mark:
    """Points, and the points that could be had, to the hundredth. ``is_right``: the answer was wholly right."""

    points: Decimal
    max_points: Decimal
    is_right: bool


def to_points(share: float, points: int, speed: float | None = None) -> Mark:
    """``points`` times the share that is right. With ``speed``, half of them is for being right and half for speed."""
    worth = points * min(max(share, 0.0), 1.0)
    if speed is not None:
        worth *= 0.5 + 0.5 * min(max(speed, 0.0), 1.0)
    return Mark(
        points=Decimal(str(worth)).quantize(_CENT, ROUND_HALF_UP),
        max_points=Decimal(points).quantize(_CENT),
        is_right=points > 0 and share >= 1.0,
    )


def speed_share(elapsed: float, allowed: float) -> float:
    """1 within the first :data:`HEAD_START` seconds, then falling evenly to 0 at ``allowed`` seconds.

    ``allowed`` is the person's own time, with the extra time they were given, so that it costs them nothing.
    """
    if allowed <= HEAD_START:
        return 1.0
    return min(max(1.0 - (elapsed - HEAD_START) / (allowed - HEAD_START), 0.0), 1.0)
