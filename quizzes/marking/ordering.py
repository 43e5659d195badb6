"""Ordering: all choices in order; that of their positions is right. Worth what a ranking with a right order is worth."""

from __future__ import annotations

from typing import Any

from quizzes.marking import ranking
from quizzes.marking.spec import Given, QuestionSpec


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    return ranking.canonical(given, spec)


def has_key(spec: QuestionSpec) -> bool:
    return len(spec.choices) > 1


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    return ranking.share(response, spec)
