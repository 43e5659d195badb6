"""Essay: a long text, which a person marks: by the levels of its criteria, where it has a rubric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizzes.marking.open_text import clean
from quizzes.marking.spec import Given, Malformed, PartSpec, QuestionSpec, only

LONGEST = 30_000
"""Characters of an essay: some ten pages."""


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    given_text = only(given, "text")
    text = clean(given_text) if len(given_text) <= 2 * LONGEST else given_text
    if not text:
        raise Malformed("answer.empty")
    if len(text) > LONGEST:
        raise Malformed("answer.too_long", most=LONGEST)
    return {"text": text}


def has_key(spec: QuestionSpec) -> bool:
    return False


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    return 0.0


def criteria(spec: QuestionSpec) -> list[PartSpec]:
    """The criteria of its rubric."""
    return [part for part in spec.parts if part.kind == "criterion"]


def rubric_share(levels: Mapping[int, int], spec: QuestionSpec) -> float | None:
    """What the chosen levels (level's id by criterion's) are worth together, each criterion by its weight, from 0 to 1.

    None while a criterion has no level, or where there is no rubric. Refuses a level of another criterion
    (``answer.unknown_choice``).
    """
    rubric = criteria(spec)
    if any(criterion.id in levels and levels[criterion.id] not in criterion.choices for criterion in rubric):
        raise Malformed("answer.unknown_choice")
    if not rubric or any(criterion.id not in levels for criterion in rubric):
        return None
    worth = sum(criterion.weight * criterion.shares.get(levels[criterion.id], 0.0) for criterion in rubric)
    return min(max(worth / sum(criterion.weight for criterion in rubric), 0.0), 1.0)
