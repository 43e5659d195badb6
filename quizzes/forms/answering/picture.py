"""Areas of a picture, drawn over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """An area of a picture in its pixels, to be drawn: an ellipse, or corners."""

    verdict: str
    points: str = ""
    x: float = 0
    y: float = 0
    across: float = 0
    down: float = 0


def shape_of(verdict: str, shape: str, coords: Sequence[float], width: int, height: int) -> Shape:
    if shape == "circle":
        x, y, across, *down = coords
        return Shape(
            verdict, x=x * width, y=y * height, across=across * width, down=down[0] * height if down else across * width
        )
    if shape == "rect":
        left, top, right, bottom = coords
        coords = (left, top, right, top, right, bottom, left, bottom)
    corners = zip(coords[::2], coords[1::2], strict=False)
    return Shape(verdict, points=" ".join(f"{x * width:.1f},{y * height:.1f}" for x, y in corners))
