"""In which encoding a text is: told by its mark, by its form, and for old eight-bit ones by which reading looks like words.

The order of the rules: a byte-order mark; zeros in every second place (UTF-16 without a mark); valid UTF-8; else the reading
with the best score among :data:`OLD`. The score looks at words that hold a letter outside of ASCII, and knows how such words
are made in the languages that use the encoding: one script in a word, no capital after a small letter, letters that are
common, vowels between consonants. Western European is preferred when nothing speaks against it. Two readings may be equally good:
the person sees which one was taken, and can choose another.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache
from itertools import pairwise

from core.actions import Refused

OLD = ("cp1252", "cp1251", "cp1256", "cp1250", "mac_roman")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", *OLD)
"""What a person can choose. ISO 8859-1 is a part of Windows-1252."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PRIOR = {"cp1252": 0.4, "cp1251": 0.2, "cp1256": 0.2, "cp1250": 0.0, "mac_roman": -0.5}
_MOST_WORDS = 4000

_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœąăęěėīőūůűıаеёиоуыэюяіїє")
_COMMON = {
    "cp1252": frozenset("àáâãäçèéêëíîñóôúûüßø"),
    "cp1250": frozenset("áâäąăćčçéęěíłńóôöőřśšşţúůüűýžż"),
    "mac_roman": frozenset("àáâãäçèéêëíîñóôúûüßø"),
    "cyrillic": frozenset("оеаинтсрвлкмдпуяыьгзі"),
    "arabic": frozenset("المنيوهرتدبعسحفقكأةىخ"),
}
_RARE = {
    "cp1252": frozenset("ïõöùåæœýìò"),
    "cp1250": frozenset("ëîĺľňŕťźđ"),
    "mac_roman": frozenset("ïõöùåæœìò"),
    "cyrillic": frozenset("бчйхжшюцщэфъёїєґ"),
    "arabic": frozenset("إآثجذزشصضطظغئءؤ"),
}
_DIGRAPHS = {("õ", "e"), ("œ", "u")}
"""Rare letters that are common before another: Portuguese, French."""
_ONLY_LAST = frozenset("ةى")
_NEVER_FIRST = frozenset("ъыь")
_JOINING = frozenset("’‘'-‐´`\u00ad\u0640" + "".join(map(chr, range(0x064B, 0x0653))))
_SIGNS = frozenset("ªºƒ")
_WORD = re.compile(r"[^\s,;|\t\"()<>/\\@.:_+=&*!?\d«»“”„…]+")


def decode(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text and the encoding it was read in.

    Refused with ``file.wrong_letters`` when it is in no encoding we know (or not in the one that was asked for), with
    ``file.cut_short`` when it ends inside of a letter, with ``file.not_a_table`` when it is no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name), name
    if encoding:
        return _strictly(data, encoding), encoding
    wide = _wide(data)
    if wide:
        return _strictly(data, wide), wide
    try:
        return _text(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > 0 and not data[: error.start].isascii():
            raise Refused("file.cut_short") from None
    readings = {name: reading for name in OLD if (reading := _read(data, name)) is not None}
    if not readings:
        raise Refused("file.not_a_table")
    best = max(readings, key=lambda name: _score(readings[name], name))
    return readings[best], best


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: nearly all zeros are in the odd places, or in the even ones, and there are many."""
    sample = data[: 64 * 1024]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd < len(sample) // 10 or not even + odd:
        return ""
    if odd > 9 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 9 * odd else ""


def _strictly(data: bytes, encoding: str) -> str:
    if (encoding.startswith("utf-16") and len(data) % 2) or (encoding.startswith("utf-32") and len(data) % 4):
        raise Refused("file.cut_short")
    try:
        return _text(data.decode(encoding))
    except UnicodeDecodeError as error:
        cut = error.reason in ("unexpected end of data", "truncated data") and error.start > 0
        raise Refused("file.cut_short" if cut else "file.wrong_letters") from None


def _text(text: str) -> str:
    """A text holds hardly any control signs; a program or a picture does."""
    controls = Counter(letter for letter in text[: 64 * 1024] if letter < " " and letter not in "\t\r\n\x0b\x0c")
    if "\x00" in text or controls.total() > 2 + len(text) // 500:
        raise Refused("file.not_a_table")
    return text


def _read(data: bytes, encoding: str) -> str | None:
    try:
        return _text(data.decode(encoding))
    except (UnicodeDecodeError, Refused):
        return None


def _score(text: str, encoding: str) -> float:
    words = Counter(word for word in _WORD.findall(text) if not word.isascii())
    if not words:
        return _PRIOR[encoding]
    most = words.most_common(_MOST_WORDS)
    return sum(min(count, 3) * _word_score(word, encoding) for word, count in most) + _PRIOR[encoding]


@cache
def _script(letter: str) -> str:
    if letter < "\u0250":
        return "latin"
    if "\u0400" <= letter < "\u0530":
        return "cyrillic"
    return "arabic" if "\u0600" <= letter < "\u0700" else "other"


def _word_score(word: str, encoding: str) -> float:
    """How much a word looks like one of the languages that use the encoding; below zero when it is hardly one."""
    letters = [letter for letter in word if letter.isalpha() and letter not in _SIGNS]
    strange = sum(not letter.isascii() and letter not in _JOINING for letter in word) - sum(
        not letter.isascii() for letter in letters
    )
    score = -2.0 * strange
    if not letters:
        return score
    scripts = {_script(letter) for letter in letters}
    if len(scripts) > 1 or "other" in scripts:
        return score - 3.0
    pairs = list(pairwise(word))
    score -= 2.0 * sum(one.islower() and two.isupper() for one, two in pairs)
    script, small = scripts.pop(), [letter.lower() for letter in letters]
    if script == "latin":
        return score + _latin(small, encoding)
    score += _weight(small, script) + 0.3
    if script == "cyrillic":
        return score + _alternation(small) - 0.3 - (1.0 if small[0] in _NEVER_FIRST else 0.0)
    return score - 1.5 * sum(letter in _ONLY_LAST for letter in small[:-1]) + (0.3 if word.startswith("ال") else 0.0)


def _weight(letters: list[str], alphabet: str) -> float:
    """From -1, nothing is at home in the alphabet, to 1, everything is and often."""
    common, rare = _COMMON[alphabet], _RARE[alphabet]
    return sum(1.0 if one in common else 0.4 if one in rare else -1.0 for one in letters) / max(len(letters), 1)


def _alternation(letters: list[str]) -> float:
    """The share of neighbours outside of ASCII of which one is a vowel and the other is none."""
    pairs = [(one, two) for one, two in pairwise(letters) if not (one.isascii() and two.isascii())]
    return sum((one in _VOWELS) != (two in _VOWELS) for one, two in pairs) / len(pairs) if pairs else 0.3


def _latin(letters: list[str], encoding: str) -> float:
    """Few letters of a Latin word are outside of ASCII; those that are should be at home in the encoding's languages."""
    if encoding in ("cp1251", "cp1256"):
        return -1.0
    special = ["é" if pair in _DIGRAPHS else pair[0] for pair in zip(letters, [*letters[1:], ""], strict=True)]
    special = [letter for letter in special if not letter.isascii()]
    many = 3.0 if len(letters) >= 3 and len(special) > 0.5 * len(letters) else 0.0
    return _weight(special, encoding) + 0.6 * _alternation(letters) - many
