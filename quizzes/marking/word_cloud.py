"""Word cloud: a few words or short phrases. Counted by :mod:`quizzes.words`, never marked."""

from __future__ import annotations

from typing import Any

from quizzes import words
from quizzes.marking.spec import Given, Malformed, QuestionSpec, only

AT_MOST = 3
"""Words of one person when the question does not say."""


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    entries = list(dict.fromkeys(filter(None, (words.clean(word) for word in only(given, "words")))))
    if not entries:
        raise Malformed("answer.empty")
    most = spec.max_choices or AT_MOST
    if len(entries) > most:
        raise Malformed("answer.too_many", most=most)
    if any(len(entry) > words.LONGEST for entry in entries):
        raise Malformed("answer.too_long", most=words.LONGEST)
    return {"words": entries}


def has_key(spec: QuestionSpec) -> bool:
    return False


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    return 0.0
