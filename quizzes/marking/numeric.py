"""Number: within the bounds, if there are any. Right within the tolerance of the key, in any of the question's units."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from quizzes.marking.spec import AcceptedSpec, Given, Malformed, QuestionSpec, only

LARGEST = 1e15
"""Beyond it a float no longer holds every whole number."""


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    number = only(given, "number", "unit")
    unit = getattr(given, "unit", None)
    if unit is None:
        return {"number": bounded(number, spec)}
    if unit not in spec.units:
        raise Malformed("answer.unknown_unit")
    counted = finite(number)
    bounded(counted * spec.units[unit], spec)
    return {"number": counted, "unit": unit}


def finite(number: float) -> float | int:
    """The number, whole ones without a fraction, if it can be counted with."""
    if abs(number) > LARGEST or not math.isfinite(number):
        raise Malformed("answer.not_a_number")
    return int(number) if float(number).is_integer() else float(number)


def bounded(number: float, spec: QuestionSpec) -> float | int:
    """The number, whole ones without a fraction, if it is finite and within the question's bounds."""
    counted = finite(number)
    if (spec.low is not None and counted < spec.low) or (spec.high is not None and counted > spec.high):
        raise Malformed("answer.out_of_range", low=spec.low, high=spec.high)
    return counted


def accepted_numbers(spec: QuestionSpec) -> list[AcceptedSpec]:
    """The key first, then what else counts."""
    own = [] if spec.key_number is None else [AcceptedSpec(number=spec.key_number, tolerance=spec.tolerance)]
    return [*own, *(each for each in spec.accepted if each.number is not None)]


def has_key(spec: QuestionSpec) -> bool:
    return any(each.share > 0 for each in accepted_numbers(spec))


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    """The best of what the number is accepted for; a number without a unit is in the unit of the key."""
    factor = spec.units.get(response["unit"], 0.0) if "unit" in response else 1.0
    return worth_of_number(response["number"] * factor, accepted_numbers(spec))


def worth_of_number(number: float, accepted: Iterable[AcceptedSpec]) -> float:
    """Right at exactly the tolerance too: 0.3 is 0.1 from 0.2, whatever binary fractions say."""
    return max((each.share for each in accepted if each.number is not None and _is_near(number, each)), default=0.0)


def _is_near(number: float, accepted: AcceptedSpec) -> bool:
    key = accepted.number or 0.0
    slack = 1e-9 * max(abs(key), accepted.tolerance)
    return abs(number - key) <= accepted.tolerance + slack
