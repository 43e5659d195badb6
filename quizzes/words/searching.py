"""What the bank's search compares: a question's texts in one language, and what somebody looks for, folded alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from quizzes.content import QuestionContent, Texts
from quizzes.words.folding import TASHKEEL

_SIGNS = re.compile(r"[^\w.%]+|\.(?!\d)", re.UNICODE)
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff\ufe20-\ufe2f\u0640]|" + TASHKEEL.pattern)
_LETTERS = str.maketrans(
    {
        "ى": "ي", "ة": "ه", "ٱ": "ا", "ی": "ي", "ک": "ك", "œ": "oe", "æ": "ae",
        **{chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)},
    }
)  # fmt: skip


def folded(text: str) -> str:
    """Without capitals, accents, Arabic vowel marks and forms of letters, and signs; one space between words.

    Wider than what makes two answers the same (:mod:`quizzes.words.folding`): here й finds и, and ñ finds n. Quick, as whole
    banks are folded when they are imported.
    """
    parts = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(_SIGNS.sub(" ", _MARKS.sub("", parts).translate(_LETTERS)).split())


def search_texts(content: QuestionContent) -> dict[str, str]:
    """By language in which anything is written: all of it, with what is the same in each (name, codes, accepted answers)."""
    same = [content.name, content.hs_code, *(unit.text for unit in content.units)]
    accepted = [*content.accepted, *(each for part in content.parts for each in part.accepted)]
    same += [each.text for each in accepted if not each.language]
    choices = [*content.choices, *(choice for part in content.parts for choice in part.choices)]
    texts: Iterable[Texts] = (
        content.text,
        content.explanation,
        content.low_label,
        content.high_label,
        *(text for choice in choices for text in (choice.text, choice.feedback)),
        *(part.text for part in content.parts),
        *(each.feedback for each in accepted),
        *(each.alt for each in content.files),
        *({each.language: each.text} for each in accepted if each.language),
    )
    found: dict[str, list[str]] = {}
    for one in texts:
        _gather(found, one)
    return {language: folded(" ".join([*written, *same])) for language, written in found.items()}


def _gather(found: dict[str, list[str]], texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        if text.strip():
            found.setdefault(language, []).append(text)
