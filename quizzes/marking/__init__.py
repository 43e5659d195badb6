"""Arithmetic of questions, without Django: what a response may be, how it is written, and what it is worth.

One module per kind of question, each with ``canonical`` and ``share``; :data:`KINDS` is the list of them. The rules in
words are in ``docs/rules/marking.md``.
"""

from __future__ import annotations

import json
from typing import Any

from quizzes.marking import (
    cloze,
    essay,
    hotspot,
    hs,
    matching,
    multiple,
    numeric,
    open_text,
    ordering,
    ranking,
    scale,
    short_text,
    single,
    word_cloud,
)
from quizzes.marking.essay import rubric_share
from quizzes.marking.points import Mark, speed_share, to_points
from quizzes.marking.responses import from_stored
from quizzes.marking.spec import Given, Kind, Malformed, QuestionSpec, Response

KINDS: dict[str, Kind] = {
    "single": single,
    "multiple": multiple,
    "true_false": single,
    "matching": matching,
    "ordering": ordering,
    "numeric": numeric,
    "short_text": short_text,
    "cloze": cloze,
    "hotspot": hotspot,
    "hs": hs,
    "essay": essay,
    "scale": scale,
    "ranking": ranking,
    "word_cloud": word_cloud,
    "open_text": open_text,
}

WHOLE = 1 - 1e-4
"""From here on a share is the whole: three thirds of 33.333 % are."""


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    """The response in its one way of being written: equal answers become equal. Raises :class:`Malformed`."""
    return KINDS[spec.kind].canonical(given, spec)


def canonical_text(given: Given, spec: QuestionSpec) -> str:
    """The canonical response as JSON text, so that equal answers can be counted by comparing texts."""
    return written(canonical(given, spec))


def written(response: dict[str, Any]) -> str:
    """A canonical response as the JSON text that is kept."""
    return json.dumps(response, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def has_key(spec: QuestionSpec) -> bool:
    """Whether the question has a right answer, and so can be marked."""
    return KINDS[spec.kind].has_key(spec)


def waits_for_person(spec: QuestionSpec) -> bool:
    """Whether an answer is marked by a person, and worth nothing before."""
    return spec.kind == "essay"


def share(response: dict[str, Any], spec: QuestionSpec) -> float | None:
    """The part of the full mark that a canonical response is worth, from 0 to 1; None where nothing is right or wrong.

    Under the rule "all", all or nothing, whatever the kind.
    """
    if not has_key(spec):
        return None
    worth = min(max(KINDS[spec.kind].share(response, spec), 0.0), 1.0)
    if worth >= WHOLE:
        return 1.0
    return 0.0 if spec.mark_rule == "all" else worth


def mark(response: dict[str, Any] | None, spec: QuestionSpec, *, speed: float | None = None) -> Mark:
    """What a canonical response is worth; None is no answer.

    ``speed``: 1 for an answer at once, 0 for one at the last moment, None where speed does not count
    (:func:`speed_share`). A question without a right answer is worth nothing out of nothing.
    """
    if not has_key(spec):
        return to_points(0.0, 0)
    worth = share(response, spec) if response is not None else 0.0
    return to_points(worth or 0.0, spec.points, speed)


__all__ = [
    "KINDS",
    "Given",
    "Kind",
    "Malformed",
    "Mark",
    "QuestionSpec",
    "Response",
    "canonical",
    "canonical_text",
    "from_stored",
    "has_key",
    "mark",
    "rubric_share",
    "share",
    "speed_share",
    "to_points",
    "waits_for_person",
]
