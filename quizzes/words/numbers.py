"""Numbers as people of six languages type them. One rule that never guesses: ``docs/rules/marking.md``."""

from __future__ import annotations

import math
import re

from quizzes.words.folding import digits

LONGEST = 40
"""Characters of a number."""

_SIGNS = str.maketrans({"−": "-", "–": "-", "＋": "+", "٫": ".", "٬": "'", "’": "'", "،": ","})
_INVISIBLE = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_NUMBER = re.compile(r"([+-]?)(\d+|\d{1,3}(?:([ '.,])\d{3})(?:\3\d{3})*)?(?:([.,])(\d*))?(?:[eE]([+-]?\d{1,3}))?")


def number_of(text: str) -> float | None:
    """The number that ``text`` is, or None where it is none, could be two, or is too large to be counted with.

    Digits of any script. Groups of three may stand apart by a space, an apostrophe, or a point or comma that is not the
    decimal sign. A single point or comma is the decimal sign, so that "1,234" is a little more than one; "1,234,567" and
    "1.234,5" have one meaning each.
    """
    if len(text) > LONGEST:
        return None
    plain = _INVISIBLE.sub("", digits(text)).translate(_SIGNS)
    found = _NUMBER.fullmatch(" ".join(plain.split()))
    if found is None:
        return None
    sign, whole, separator, decimal, fraction, power = found.groups()
    if not whole and not fraction:
        return None
    if separator is not None and separator == decimal:
        return None
    number = float(f"{sign}{re.sub('[^0-9]', '', whole or '0')}.{fraction or '0'}e{power or '0'}")
    return number if math.isfinite(number) else None
