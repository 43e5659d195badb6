"""Words as the search compares them, what somebody looks for, and the piece of a text that shows why it was found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizzes.words.folding import fold
from quizzes.words.stop_words import STOP_WORDS

LONGEST = 200
"""Characters of a search."""
MOST_WORDS = 12
MOST_LETTERS = 60_000
"""Of one text's words: what is longer is indexed up to here (a page or a chapter is far below)."""
AROUND = 32
"""Words of a snippet."""

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"(?<![\w.])([0-9]{4}|[0-9]{2})\.([0-9]{2})(?:\.([0-9]{2}))?(?![\w.]*[0-9])")
_PARTED_CODE = re.compile(r"([0-9]{4}) ([0-9]{2})(?: ([0-9]{2}))?")
_QUOTES = re.compile('["“”„«»″]')
_WITH_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=.{3})")
_ARTICLE = re.compile(rf"{_WITH_ARTICLE.pattern}|^و(?=.{{3}})")
"""What Arabic writes together with the next word: *and*, *so*, *with*, *as*, *for*, and the article."""
_STRETCH = re.compile(r"\S+")


def words_of(text: str) -> list[str]:
    """The folded words of ``text`` in order: no capitals, accents, vowel marks, signs. ``8481.10`` is one word, ``848110``."""
    return _WORD.findall(_CODE.sub(_joined, fold(text)))


def _joined(code: re.Match[str]) -> str:
    return "".join(filter(None, code.groups()))


def indexed(text: str) -> str:
    """What is kept of ``text`` for the index: its words, and after them Arabic ones once more without article and *wa*."""
    words = words_of(text)
    bare = dict.fromkeys(short for word in words if (short := _ARTICLE.sub("", word)) != word)
    return " ".join([*words, *bare])[:MOST_LETTERS]


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for, folded: ``words`` that must all be there, the last perhaps not typed to its end
    (``prefix``), and ``phrases`` in this order."""

    words: tuple[str, ...] = ()
    prefix: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.prefix or self.phrases)

    @property
    def all_words(self) -> frozenset[str]:
        return frozenset([*self.words, *filter(None, [self.prefix]), *(word for each in self.phrases for word in each)])


def wanted(typed: str, language: str) -> Wanted:
    """Every input is something to look for, or nothing: signs and operators are words or spaces.

    Words of the reader's ``language`` that say nothing (*the*, *de*) and single letters (*l'*, *d'*) are left out beside others.
    """
    if parted := _PARTED_CODE.fullmatch(fold(typed[:LONGEST])):
        typed = _joined(parted)
    pieces = _QUOTES.split(typed[:LONGEST])
    is_closed = len(pieces) % 2 == 1
    phrases, loose = [], []
    for number, piece in enumerate(pieces):
        words = words_of(piece)
        if number % 2 and (is_closed or number < len(pieces) - 1) and len(words) > 1:
            phrases.append(tuple(words[:MOST_WORDS]))
        else:
            loose += words
    is_typing = bool(loose) and not (
        typed.rstrip() != typed or (is_closed and len(pieces) > 1 and not pieces[-1].strip())
    )
    stops = _stop_words(language)
    telling = [word for word in loose if word not in stops and not (len(word) == 1 and word.isalpha())]
    if not telling and not phrases:
        telling = loose
    is_typing = is_typing and bool(telling) and telling[-1] == loose[-1]
    chosen = list(dict.fromkeys(_WITH_ARTICLE.sub("", word) for word in telling))
    chosen = chosen[:MOST_WORDS]
    prefix = chosen.pop() if is_typing and chosen else ""
    return Wanted(tuple(chosen), prefix, tuple(phrases[:MOST_WORDS]))


@lru_cache(maxsize=20_000)
def _words_within(stretch: str) -> tuple[str, ...]:
    """Of texts that are shown again and again, many words are the same."""
    return tuple(words_of(stretch[:LONGEST]))


@lru_cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(words_of(STOP_WORDS.get(language, "")))


def digits_of(typed: str) -> str:
    """What was typed, where it is nothing but the two to ten digits of a code of the nomenclature; else ""."""
    digits = "".join(fold(typed[:LONGEST]).replace(".", " ").split())
    return digits if digits.isdecimal() and 2 <= len(digits) <= 10 else ""


def stem(word: str) -> str:
    """A longer word without the end that changes: valves finds valve. Numbers stay whole."""
    if len(word) < 5 or not word.isalpha():
        return word
    return word[: -2 if len(word) >= (8 if word.isascii() else 6) else -1]


def may_go_on(word: str) -> bool:
    """Whether words that only begin like this one count too: a longer word, a heading of the nomenclature, whose subheadings do,
    and a Russian word of four letters, whose endings are letters more."""
    is_short = len(word) == 4 and (word.isdigit() or "\u0400" <= word[0] <= "\u04ff")
    return is_short or stem(word) != word


def snippet(text: str, sought: Wanted) -> tuple[tuple[str, bool], ...]:
    """About :data:`AROUND` words of ``text`` where most of what is sought stands: pieces with whether they are to be marked.

    Joined, the pieces are the text itself, with … where it was cut.
    """
    stretches = list(_STRETCH.finditer(text[:MOST_LETTERS]))
    if not stretches:
        return ()
    test = _Test(sought)
    hits = [at for at, stretch in enumerate(stretches) if test(stretch.group())]
    start = max(0, _densest(hits) - 6)
    end = min(len(stretches), start + AROUND)
    start = max(0, end - AROUND)
    found = set(hits)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    pieces += _marked(text, stretches, found, start, end)
    if end < len(stretches):
        pieces.append((" …", False))
    return tuple(pieces)


def _marked(
    text: str, stretches: list[re.Match[str]], found: Collection[int], start: int, end: int
) -> Iterator[tuple[str, bool]]:
    at = stretches[start].start()
    for number in range(start, end):
        if number in found:
            yield text[at : stretches[number].start()], False
            yield stretches[number].group(), True
            at = stretches[number].end()
    yield text[at : stretches[end - 1].end()], False


def _densest(hits: list[int]) -> int:
    """The first hit of the window that holds most of them."""
    best, most, first = 0, 0, 0
    for last, hit in enumerate(hits):
        while hit - hits[first] >= AROUND - 6:
            first += 1
        if last - first + 1 > most:
            best, most = hits[first], last - first + 1
    return best


class _Test:
    """Whether a stretch of a text has a sought word in it, near enough as the databases see it."""

    def __init__(self, sought: Wanted) -> None:
        self.exact = sought.all_words
        begun = {stem(word) for word in sought.words if may_go_on(word)}
        self.starts = tuple(begun | {stem(word) for word in [sought.prefix] if word})
        self.known: dict[str, bool] = {}

    def __call__(self, stretch: str) -> bool:
        if stretch not in self.known:
            self.known[stretch] = any(self._fits(word) for word in _words_within(stretch))
        return self.known[stretch]

    def _fits(self, word: str) -> bool:
        return any(each in self.exact or each.startswith(self.starts) for each in {word, _ARTICLE.sub("", word)})
