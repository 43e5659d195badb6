"""Scale: a whole number between two ends. An opinion: never marked."""

from __future__ import annotations

from typing import Any

from quizzes.marking.numeric import bounded
from quizzes.marking.spec import Given, Malformed, QuestionSpec, only


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    number = bounded(only(given, "number"), spec)
    if not isinstance(number, int):
        raise Malformed("answer.not_whole")
    return {"number": number}


def has_key(spec: QuestionSpec) -> bool:
    return False


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    return 0.0
