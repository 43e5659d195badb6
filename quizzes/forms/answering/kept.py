"""From a response back to the fields of its form, as a browser would send them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizzes.choices import QuestionKind


def fields_of(kind: str, response: Mapping[str, Any] | None) -> dict[str, list[str]]:
    """The fields, named without the question's position, that :func:`read_response` reads as ``response``."""
    found: dict[str, list[str]] = {}
    for name, value in (response or {}).items():
        if name == "choices" and kind in (QuestionKind.ORDERING, QuestionKind.RANKING):
            found |= {f"p{choice}": [str(place)] for place, choice in enumerate(value, start=1)}
        elif name == "choices":
            found["choice"] = [str(choice) for choice in value]
        elif name == "words":
            found |= {f"w{number}": [word] for number, word in enumerate(value, start=1)}
        elif name in ("matches", "gaps"):
            found |= {f"{name[0]}{part}": [typed_number(given)] for part, given in value.items()}
        elif name == "point":
            found |= {"x": [typed_number(round(value[0] * 100, 2))], "y": [typed_number(round(value[1] * 100, 2))]}
        else:
            found[name] = [typed_number(value)]
    return found


def typed_number(value: float | str) -> str:
    """A number as it would be typed: whole ones without a fraction."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
