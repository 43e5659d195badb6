"""Word clouds in six languages, without Django: which spellings are the same word, and how it is shown.

Words are merged by a key that nobody sees, and shown in their most frequent spelling. The rules, with their reasons, are in
``docs/rules/marking.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

from quizzes.words.folding import LETTERS, TASHKEEL
from quizzes.words.stop_words import ELISIONS, STOP_WORDS

LONGEST = 60
"""Characters of a word or phrase."""

_ARTICLE = "ال"
_SHORTEST_STEM = 3


def clean(word: str) -> str:
    """A word as its writer meant it: composed, one space between words, no punctuation around it."""
    composed = unicodedata.normalize("NFC", word)
    visible = "".join(" " if letter.isspace() else letter for letter in composed if _visible(letter))
    text = " ".join(visible.split())
    start, end = 0, len(text)
    while start < end and not _wordlike(text[start]):
        start += 1
    while end > start and not _wordlike(text[end - 1]):
        end -= 1
    return text[start:end]


def key(word: str, language: str) -> str:
    """What ``word`` is counted under; empty for one that is nothing but stop words of ``language``."""
    folded = unicodedata.normalize("NFKC", clean(word)).casefold()
    folded = TASHKEEL.sub("", unicodedata.normalize("NFC", folded)).translate(LETTERS)
    parts = [_stem(part, language) for part in re.split(r"[\s-]+", folded)]
    parts = [part for part in (clean(part) for part in parts) if part]
    stops = _stops(language)
    while parts and parts[0] in stops:
        parts.pop(0)
    while parts and parts[-1] in stops:
        parts.pop()
    return " ".join(parts)


def count(entries: Iterable[tuple[Iterable[str], str, int]], most: int = 60) -> list[tuple[str, int]]:
    """The ``most`` frequent words with the number of people who gave them, the most frequent first.

    ``entries``: the words of a response, the language of its writer, how many people gave exactly this response. A person
    counts once for a word, however often and in whatever spelling they wrote it.
    """
    keyed = [([(key(word, language), clean(word)) for word in words], people) for words, language, people in entries]
    same = _same_spelling(pair for pairs, _ in keyed for pair in pairs)
    counted: Counter[str] = Counter()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pairs, people in keyed:
        own: dict[str, str] = {}
        for word_key, spelling in pairs:
            if word_key:
                own.setdefault(same[word_key], spelling)
        for word_key, spelling in own.items():
            counted[word_key] += people
            spellings[word_key][spelling] += people
    ranked = sorted(counted, key=lambda word_key: (-counted[word_key], word_key))[:most]
    return [(_most_frequent(spellings[word_key]), counted[word_key]) for word_key in ranked]


def _same_spelling(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Under which key each key is counted: “the risk” is one word, though it has another key in each language."""
    root: dict[str, str] = {}
    first: dict[str, str] = {}

    def find(word_key: str) -> str:
        while root.setdefault(word_key, word_key) != word_key:
            word_key = root[word_key]
        return word_key

    for word_key, spelling in pairs:
        if word_key:
            root[find(word_key)] = find(first.setdefault(spelling.casefold(), word_key))
    return {word_key: find(word_key) for word_key in list(root)}


def _most_frequent(spellings: Counter[str]) -> str:
    """The usual spelling; of equally usual ones the one without capitals, then the first by code point."""
    return min(spellings, key=lambda word: (-spellings[word], sum(map(str.isupper, word)), word))


def _stem(part: str, language: str) -> str:
    """Without what a language glues to a word's front: the Arabic article, French and Portuguese elisions."""
    if part.startswith(_ARTICLE) and len(part) - len(_ARTICLE) >= _SHORTEST_STEM:
        return part[len(_ARTICLE) :]
    for elision in ELISIONS.get(language, ()):
        if part.startswith(elision) and len(part) > len(elision):
            return part[len(elision) :]
    return part


_stops_by_language: dict[str, frozenset[str]] = {}


def _stops(language: str) -> frozenset[str]:
    """The stop words of a language, spelled as keys are."""
    if language not in _stops_by_language:
        words = [TASHKEEL.sub("", word).translate(LETTERS) for word in STOP_WORDS.get(language, "").split()]
        _stops_by_language[language] = frozenset(words) | {_stem(word, language) for word in words}
    return _stops_by_language[language]


def _visible(letter: str) -> bool:
    """Not a control character, a lone surrogate, or a mark of direction; joiners inside Arabic words may go too."""
    return letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _wordlike(letter: str) -> bool:
    """Letters, marks and digits of any script, and signs that words end on: C++, 5 %, €."""
    return unicodedata.category(letter)[0] in "LMN" or letter in "+%€$£°"
