"""Matching: for each stem one choice; some may be left open. Worth the stems that are right, each by its weight.

A stem that belongs to no choice counts nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizzes.marking.spec import Given, Malformed, PartSpec, QuestionSpec, only

KIND = "stem"


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    matches: Mapping[int, int] = only(given, "matches")
    if not matches:
        raise Malformed("answer.empty")
    if not matches.keys() <= {part.id for part in spec.parts if part.kind == KIND}:
        raise Malformed("answer.malformed")
    if not set(matches.values()) <= set(spec.choices):
        raise Malformed("answer.unknown_choice")
    return {"matches": {str(stem): matches[stem] for stem in sorted(matches)}}


def keyed(spec: QuestionSpec) -> list[PartSpec]:
    """The stems that belong to a choice."""
    return [part for part in spec.parts if part.kind == KIND and part.right]


def has_key(spec: QuestionSpec) -> bool:
    return bool(keyed(spec))


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    stems = keyed(spec)
    right = [stem.weight for stem in stems if response["matches"].get(str(stem.id)) in stem.right]
    return sum(right) / sum(stem.weight for stem in stems)
