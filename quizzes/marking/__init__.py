"""Arithmetic of questions, without Django: what a response may be, how it is written, and what it is worth.

One module per kind of question, each with ``canonical`` and ``share``; :data:`KINDS` is the list of them. The rules in
words are in ``docs/rules/marking.md``.
"""

from __future__ import annotations

import json
from typing import Any

from quizzes.marking import multiple, numeric, open_text, ranking, scale, single, word_cloud
from quizzes.marking.points import Mark, speed_share, to_points
from quizzes.marking.spec import Given, Kind, Malformed, QuestionSpec

KINDS: dict[str, Kind] = {
    "single": single,
    "multiple": multiple,
    "scale": scale,
    "ranking": ranking,
    "numeric": numeric,
    "open_text": open_text,
    "word_cloud": word_cloud,
}


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    """The response in its one way of being written: equal answers become equal. Raises :class:`Malformed`."""
    return KINDS[spec.kind].canonical(given, spec)


def canonical_text(given: Given, spec: QuestionSpec) -> str:
    """The canonical response as JSON text, so that equal answers can be counted by comparing texts."""
    return written(canonical(given, spec))


def written(response: dict[str, Any]) -> str:
    """A canonical response as the JSON text that is kept."""
    return json.dumps(response, ensure_ascii=False, separators=(",", ":"))


def has_key(spec: QuestionSpec) -> bool:
    """Whether the question has a right answer, and so can be marked."""
    return KINDS[spec.kind].has_key(spec)


def share(response: dict[str, Any], spec: QuestionSpec) -> float | None:
    """The part of the full mark that a canonical response is worth, from 0 to 1; None where nothing is right or wrong."""
    return KINDS[spec.kind].share(response, spec) if has_key(spec) else None


def mark(response: dict[str, Any] | None, spec: QuestionSpec, *, speed: float | None = None) -> Mark:
    """What a canonical response is worth; None is no answer.

    ``speed``: 1 for an answer at once, 0 for one at the last moment, None where speed does not count
    (:func:`speed_share`). A question without a right answer is worth nothing out of nothing.
    """
    if not has_key(spec):
        return to_points(0.0, 0)
    share = KINDS[spec.kind].share(response, spec) if response is not None else 0.0
    return to_points(share, spec.points, speed)


__all__ = [
    "KINDS",
    "Given",
    "Kind",
    "Malformed",
    "Mark",
    "QuestionSpec",
    "canonical",
    "canonical_text",
    "has_key",
    "mark",
    "share",
    "speed_share",
]
