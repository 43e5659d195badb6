"""Open text: a few sentences. Never marked by itself."""

from __future__ import annotations

import unicodedata
from typing import Any

from quizzes.marking.spec import Given, Malformed, QuestionSpec, only

LONGEST = 1000
"""Characters of an open answer."""


def canonical(given: Given, spec: QuestionSpec) -> dict[str, Any]:
    text = clean(only(given, "text"))
    if not text:
        raise Malformed("answer.empty")
    if len(text) > LONGEST:
        raise Malformed("answer.too_long", most=LONGEST)
    return {"text": text}


def clean(text: str) -> str:
    """Composed, trimmed, and without control characters, lone surrogates and marks that turn the direction about.

    Empty when nothing of it could be seen.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = "".join(letter for letter in composed if _belongs(letter)).strip()
    return text if any(unicodedata.category(letter)[0] in "LMNPS" for letter in text) else ""


def _belongs(letter: str) -> bool:
    if letter in "\n\t":
        return True
    return unicodedata.category(letter) not in ("Cc", "Cs", "Co", "Cn") and letter not in _TURNS


_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def has_key(spec: QuestionSpec) -> bool:
    return False


def share(response: dict[str, Any], spec: QuestionSpec) -> float:
    return 0.0
