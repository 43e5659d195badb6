"""Number: within the bounds, if there are any. Right within the tolerance of the key."""

from __future__ import annotations

import math
from typing import Any

from quizzes.marking.spec import Given, Malformed, QuestionSpec, only

LARGEST = 1e15
"""Beyond it a float no longer holds every whole number."""


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    return {"number": bounded(only(given, "number"), spec)}


def bounded(number: float, spec: QuestionSpec) -> float | int:
    """The number, whole ones without a fraction, if it is finite and within the question's bounds."""
    if not math.isfinite(number) or abs(number) > LARGEST:
        raise Malformed("answer.not_a_number")
    if (spec.low is not None and number < spec.low) or (spec.high is not None and number > spec.high):
        raise Malformed("answer.out_of_range", low=spec.low, high=spec.high)
    return int(number) if float(number).is_integer() else float(number)


def has_key(spec: QuestionSpec) -> bool:
    return spec.key_number is not None


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    """Right at exactly the tolerance too: 0.3 is 0.1 from 0.2, whatever binary fractions say."""
    key = spec.key_number or 0.0
    slack = 1e-9 * max(1.0, abs(key))
    return 1.0 if abs(response["number"] - key) <= spec.tolerance + slack else 0.0
