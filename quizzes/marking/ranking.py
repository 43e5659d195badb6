"""Ranking: all choices, best first.

A ranking has a right order when every one of its choices is marked right: that of their positions. Worth the pairs in the
right order less the pairs in the wrong one, as a share of all pairs, and never less than nothing (Kendall's tau, cut at 0).
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from quizzes.marking.spec import Given, Malformed, QuestionSpec, known_choices


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    ranked = known_choices(given, spec)
    if len(ranked) < len(spec.choices):
        raise Malformed("answer.incomplete_ranking", places=len(spec.choices))
    return {"choices": ranked}


def has_key(spec: QuestionSpec) -> bool:
    return len(spec.choices) > 1 and spec.right == frozenset(spec.choices)


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    place = {choice: index for index, choice in enumerate(response["choices"])}
    pairs = [place[first] < place[second] for first, second in combinations(spec.choices, 2)]
    return (2 * sum(pairs) - len(pairs)) / len(pairs)
