"""Multiple choice: a set of ids, written in ascending order.

Worth (right ones ticked − wrong ones ticked) ÷ right ones there are, and never less than nothing: ticking everything
does not pay, and one mistake does not cost what was known. Under the rule "shares", the sum of the shares of what is ticked.
"""

from __future__ import annotations

from typing import Any

from quizzes.marking.spec import Given, Malformed, QuestionSpec, known_choices, worth_of


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    chosen = known_choices(given, spec)
    if spec.max_choices is not None and len(chosen) > spec.max_choices:
        raise Malformed("answer.too_many", most=spec.max_choices)
    return {"choices": sorted(chosen)}


def has_key(spec: QuestionSpec) -> bool:
    if spec.mark_rule == "shares":
        return any(worth_of(choice, spec) > 0 for choice in spec.choices)
    return bool(spec.right)


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    chosen = set(response["choices"])
    if spec.mark_rule == "shares":
        return sum(worth_of(choice, spec) for choice in sorted(chosen))
    return (len(chosen & spec.right) - len(chosen - spec.right)) / len(spec.right)
