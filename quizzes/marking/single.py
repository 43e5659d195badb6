"""Single choice, and true or false: one id. Worth all when it is (one of) the right one(s); under the rule "shares" its share."""

from __future__ import annotations

from typing import Any

from quizzes.marking.spec import Given, Malformed, QuestionSpec, known_choices, worth_of


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    chosen = known_choices(given, spec)
    if len(chosen) > 1:
        raise Malformed("answer.too_many", most=1)
    return {"choices": chosen}


def has_key(spec: QuestionSpec) -> bool:
    return any(worth_of(choice, spec) > 0 for choice in spec.choices)


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    return worth_of(response["choices"][0], spec)
