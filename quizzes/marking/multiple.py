"""Multiple choice: a set of ids, written in ascending order.

Worth (right ones ticked − wrong ones ticked) ÷ right ones there are, and never less than nothing: ticking everything
does not pay, and one mistake does not cost what was known.
"""

from __future__ import annotations

from typing import Any

from quizzes.marking.spec import Given, Malformed, QuestionSpec, known_choices


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    chosen = known_choices(given, spec)
    if spec.max_choices is not None and len(chosen) > spec.max_choices:
        raise Malformed("answer.too_many", most=spec.max_choices)
    return {"choices": sorted(chosen)}


def has_key(spec: QuestionSpec) -> bool:
    return bool(spec.right)


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    chosen = set(response["choices"])
    return max(0.0, (len(chosen & spec.right) - len(chosen - spec.right)) / len(spec.right))
