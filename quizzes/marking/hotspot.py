"""Place in a picture: a point, or an area by its name for those who do not point.

A point is worth the best of the areas in which it lies, their edges included. Where several areas may be chosen, by name,
they are worth what the ticks of a multiple choice are.
"""

from __future__ import annotations

from typing import Any

from quizzes.marking import multiple
from quizzes.marking.spec import AreaSpec, Given, Malformed, QuestionSpec, known_choices, only, worth_of

FINENESS = 4
"""Decimals of a point: a share of a picture of 10,000 pixels."""
_SLACK = 1e-9


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    if getattr(given, "choices", None) is not None:
        chosen = known_choices(given, spec)
        if len(chosen) > most(spec):
            raise Malformed("answer.too_many", most=most(spec))
        return {"choices": sorted(chosen)}
    point = only(given, "point")
    if len(point) != 2 or not all(0 <= each <= 1 for each in point):
        raise Malformed("answer.out_of_picture")
    return {"point": [abs(round(float(each), FINENESS)) for each in point]}


def most(spec: QuestionSpec) -> int:
    """How many areas may be chosen by name."""
    return spec.max_choices or 1


def has_key(spec: QuestionSpec) -> bool:
    return multiple.has_key(spec) if most(spec) > 1 else any(worth_of(choice, spec) > 0 for choice in spec.choices)


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    if "point" in response:
        x, y = response["point"]
        chosen = [choice for choice, area in spec.areas.items() if lies_in(area, x, y)]
    else:
        chosen = response["choices"]
    if most(spec) > 1:
        return multiple.share({"choices": chosen}, spec)
    return max((worth_of(choice, spec) for choice in chosen), default=0.0)


def lies_in(area: AreaSpec, x: float, y: float) -> bool:
    """Whether the point is in the area or on its edge."""
    if area.shape == "rect":
        left, top, right, bottom = area.coords
        return left - _SLACK <= x <= right + _SLACK and top - _SLACK <= y <= bottom + _SLACK
    if area.shape == "circle":
        middle_x, middle_y, across, *down = area.coords
        high = down[0] if down else across
        if across <= 0 or high <= 0:
            return False
        return ((x - middle_x) / across) ** 2 + ((y - middle_y) / high) ** 2 <= 1 + _SLACK
    corners = list(zip(area.coords[::2], area.coords[1::2], strict=True))
    return _in_polygon(corners, x, y)


def _in_polygon(corners: list[tuple[float, float]], x: float, y: float) -> bool:
    """By how many edges a line from the point to the right crosses."""
    inside = False
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        within = min(ax, bx) - _SLACK <= x <= max(ax, bx) + _SLACK and min(ay, by) - _SLACK <= y <= max(ay, by) + _SLACK
        if within and abs(cross) <= _SLACK:
            return True
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside
