"""HS classification: a code of two, four or six digits: chapter, heading or subheading of the Harmonized System.

Worth how deep it is right. ``docs/rules/marking.md`` has the shares.
"""

from __future__ import annotations

import re
from typing import Any

from quizzes.marking.spec import Given, Malformed, QuestionSpec, only
from quizzes.words.folding import digits

SHARES = {2: {2: 1.0}, 4: {2: 0.5, 4: 1.0}, 6: {2: 0.25, 4: 0.5, 6: 1.0}}
"""By digits of the key: what its first two, four and six digits are worth."""
_BETWEEN = re.compile(r"[\s.\-]")


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    code = plain_code(only(given, "code"))
    if code is None:
        raise Malformed("answer.not_a_code")
    return {"code": code}


def plain_code(text: str) -> str | None:
    """``8481.10`` and its like as digits alone; None where it is no chapter, heading or subheading."""
    if len(text) > 20:
        return None
    code = _BETWEEN.sub("", digits(text))
    return code if re.fullmatch(r"[0-9]{2}|[0-9]{4}|[0-9]{6}", code) else None


def has_key(spec: QuestionSpec) -> bool:
    return len(spec.hs_code) in SHARES


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    """A code that goes deeper than the key is right when the key is how it begins."""
    key, code = spec.hs_code, response["code"]
    steps = [
        worth for digits, worth in SHARES[len(key)].items() if len(code) >= digits and code[:digits] == key[:digits]
    ]
    return max(steps, default=0.0)
