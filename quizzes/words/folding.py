"""Which spellings are the same text, in six languages: ``docs/rules/marking.md`` has the rules in words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TASHKEEL = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640]")
"""Arabic vowel marks, and the tatweel that stretches a word."""

LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه",
        "ё": "е",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-",
    }
)  # fmt: skip
"""Letters and signs that are written in several ways, in lower case."""

ANYTHING = "\ue000"
"""Stands for the ``*`` of an accepted answer: a letter that nobody can give, because cleaning takes it away."""

_MORE = str.maketrans(
    {
        "Ё": "Е", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE",
        "ی": "ي", "ک": "ك",
        "′": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
        "−": "-", "،": ",", "٬": ",", "؛": ";", "؟": "?", "٫": ".", "٪": "%",
    }
)  # fmt: skip
_AROUND = " .,;:!?…¡¿\"'"
_HYPHEN_WITHIN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_TILDE = "\u0303"
_STRESS = "[\u0300\u0301]"
_ACCENTED = re.compile("(.)([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+)", re.DOTALL)
_DIGIT = re.compile(r"(?![0-9])\d")


def fold(text: str, language: str = "", *, case_matters: bool = False) -> str:
    """``text`` as it is compared with others: two texts are the same answer when they fold to the same.

    ``language`` is that of the accepted answer ("" for all): in Spanish ñ stays apart from n.
    """
    folded = unicodedata.normalize("NFKC", text)
    if not case_matters:
        folded = unicodedata.normalize("NFKC", folded.casefold())
    folded = TASHKEEL.sub("", folded).translate(LETTERS).translate(_MORE)
    if not folded.isprintable():
        folded = "".join(map(_plain, folded))
    if not folded.isascii():
        folded = _without_accents(digits(folded), language)
    folded = " ".join(_HYPHEN_WITHIN.sub(" ", folded).split())
    return folded.strip(_AROUND) or folded


def pattern(text: str, language: str = "", *, case_matters: bool = False) -> tuple[str, ...]:
    """An accepted answer folded, taken apart where ``*`` stands for anything; ``\\*`` is a star itself."""
    marked = text.replace("\\*", "\ue001").replace("*", ANYTHING).replace("\ue001", "*")
    return tuple(fold(marked, language, case_matters=case_matters).split(ANYTHING))


def fits(folded: str, pieces: tuple[str, ...]) -> bool:
    """Whether a folded text has the pieces of a :func:`pattern` in their order, from its start to its end; never slow."""
    if len(pieces) == 1:
        return folded == pieces[0]
    first, *middle, last = pieces
    start, end = len(first), len(folded) - len(last)
    if start > end or not folded.startswith(first) or not folded.endswith(last):
        return False
    for piece in middle:
        found = folded.find(piece, start, end)
        if found < 0:
            return False
        start = found + len(piece)
    return True


def digits(text: str) -> str:
    """With the digits of every script as 0 to 9."""
    return _DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), text)


def _plain(letter: str) -> str:
    """Spaces as spaces, and nothing that cannot be seen."""
    if letter.isspace():
        return " "
    return "" if letter != ANYTHING and unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") else letter


def _without_accents(text: str, language: str) -> str:
    """Latin letters without accents, Cyrillic ones without stress marks; й is a letter of its own, and ñ is in Spanish."""

    def bare(found: re.Match[str]) -> str:
        base, marks = found.groups()
        script = _script(base)
        if script == "LATIN":
            return base + _TILDE if language == "es" and base in "nN" and _TILDE in marks else base
        return base + (re.sub(_STRESS, "", marks) if script == "CYRILLIC" else marks)

    return unicodedata.normalize("NFC", _ACCENTED.sub(bare, unicodedata.normalize("NFD", text)))


@lru_cache(maxsize=1024)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
