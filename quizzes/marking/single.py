"""Single choice: one id. Right when it is (one of) the right one(s)."""

from __future__ import annotations

from typing import Any

from quizzes.marking.spec import Given, Malformed, QuestionSpec, known_choices


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    chosen = known_choices(given, spec)
    if len(chosen) > 1:
        raise Malformed("answer.too_many", most=1)
    return {"choices": chosen}


def has_key(spec: QuestionSpec) -> bool:
    return bool(spec.right)


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    return 1.0 if response["choices"][0] in spec.right else 0.0
