"""Short text: one line. Worth the best of the accepted answers that it is, whatever language its writer reads.

Both are folded by :mod:`quizzes.words.folding` in the language of the accepted answer; a ``*`` in it stands for anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from quizzes.marking.open_text import clean
from quizzes.marking.spec import AcceptedSpec, Given, Malformed, QuestionSpec, only
from quizzes.words import folding

LONGEST = 500
"""Characters of a short answer."""


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    text = line(only(given, "text"))
    if not text:
        raise Malformed("answer.empty")
    return {"text": text}


def line(text: str) -> str:
    """The text clean and on one line, if it is not too long; empty when nothing of it could be seen."""
    if len(text) > 4 * LONGEST:
        raise Malformed("answer.too_long", most=LONGEST)
    cleaned = " ".join(clean(text).split())
    if len(cleaned) > LONGEST:
        raise Malformed("answer.too_long", most=LONGEST)
    return cleaned


def has_key(spec: QuestionSpec) -> bool:
    return any(each.text and each.share > 0 for each in spec.accepted)


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    return worth_of_text(response["text"], spec.accepted, case_matters=spec.case_matters)


def worth_of_text(text: str, accepted: Iterable[AcceptedSpec], *, case_matters: bool) -> float:
    return max((each.share for each in accepted if is_accepted(text, each, case_matters=case_matters)), default=0.0)


def is_accepted(text: str, accepted: AcceptedSpec, *, case_matters: bool) -> bool:
    """Whether ``text`` is what one accepted answer says."""
    if not accepted.text:
        return False
    pieces = _pattern(accepted.text, accepted.language, case_matters)
    return folding.fits(folding.fold(text, accepted.language, case_matters=case_matters), pieces)


@lru_cache(maxsize=4096)
def _pattern(text: str, language: str, case_matters: bool) -> tuple[str, ...]:
    return folding.pattern(text, language, case_matters=case_matters)
