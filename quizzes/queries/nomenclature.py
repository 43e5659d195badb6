"""Finding headings and subheadings by code or by words. ``docs/rules/nomenclature.md`` has the rules in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from core.languages import LANGUAGES
from quizzes.models import HSCode
from quizzes.words.folding import digits
from quizzes.words.searching import folded
from quizzes.words.stop_words import STOP_WORDS

MOST = 1000
"""Codes that are ranked; words that find more say too little."""
MOST_WORDS = 8
LONGEST = 100
"""Characters of a search."""

_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"[0-9][0-9 .\-]*")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_BEFORE = re.compile(r"^(?:و?ال|و)(?=.{3})")
"""What Arabic writes together with the next word: *and*, and the article."""
_AFTER = re.compile(r"(?<=[\u0621-\u064a]{3})(?:ات|ين|ون|ان|ه)$")
"""Ends of an Arabic word, folded: one, two, several."""


@dataclass(frozen=True)
class Found:
    """A code with its titles by language, and the codes above it with theirs, the chapter first."""

    code: str
    titles: Mapping[str, str]
    above: tuple[tuple[str, Mapping[str, str]], ...]


@dataclass(frozen=True)
class FoundCodes:
    """Some of the codes that were found, the best first, and how many there are (at most :data:`MOST`)."""

    count: int
    codes: tuple[Found, ...]


def searchable(titles: Mapping[str, str]) -> str:
    """What the search compares: a line for each language, each word with a space before it.

    What has a hyphen is also there as one word, and an Arabic word without what is written together with it.
    """
    lines = []
    for language in LANGUAGES:
        title = titles.get(language, "")
        if not title:
            continue
        joined = [each.replace("-", "") for each in _HYPHENATED.findall(title)]
        words = _words(" ".join([title, *joined]))
        words += [bare for word in words if (bare := _BEFORE.sub("", word)) != word]
        lines.append(f"{language} {' '.join(words)} ")
    return "\n".join(lines)


def search_codes(words: str, language: str, limit: int = 20, offset: int = 0) -> FoundCodes:
    """Codes that begin with the digits in ``words``, or are called so in any language; four queries at most.

    All words must be there; where nothing has them all, any of them counts. First what is called so in ``language``, whole
    words before parts of words, headings before subheadings.
    """
    typed = digits(words[:LONGEST]).strip()
    if _CODE.fullmatch(typed):
        codes = list(
            HSCode.objects.filter(code__startswith=re.sub(r"[^0-9]", "", typed)[:6]).values_list("code", flat=True)[
                :MOST
            ]
        )
    else:
        codes = _called(typed, language)
    shown = codes[offset : offset + limit]
    titles = titles_of({each[:length] for each in shown for length in (2, 4, 6)})
    return FoundCodes(
        len(codes),
        tuple(
            Found(
                code,
                titles[code],
                tuple((code[:length], titles.get(code[:length], {})) for length in (2, 4) if length < len(code)),
            )
            for code in shown
        ),
    )


def titles_of(codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """What the codes are called, by language; unknown ones are left out. One query."""
    return {
        row.code: {language: text for language in LANGUAGES if (text := getattr(row, f"title_{language}"))}
        for row in HSCode.objects.filter(code__in=set(codes))
    }


def _called(typed: str, language: str) -> list[str]:
    words = [_BEFORE.sub("", word) if word.startswith("ال") else word for word in _words(typed)][:MOST_WORDS]
    stops = set(_words(STOP_WORDS.get(language, "")))
    words = [word for word in words if word not in stops] or words
    stems = [_stem(word) for word in words]
    if not stems:
        return []
    rows = _with(stems, all_of_them=True) or (_with(stems, all_of_them=False) if len(stems) > 1 else [])
    return [code for _, code in sorted((_rank(code, folded, words, stems, language), code) for code, folded in rows)]


def _with(stems: Sequence[str], *, all_of_them: bool) -> list[tuple[str, str]]:
    wanted = Q()
    for stem in stems:
        wanted = wanted & Q(folded__contains=stem) if all_of_them else wanted | Q(folded__contains=stem)
    return list(HSCode.objects.filter(wanted).order_by("code").values_list("code", "folded")[:MOST])


def _rank(code: str, folded: str, words: Sequence[str], stems: Sequence[str], language: str) -> tuple[int, ...]:
    own = next((line for line in folded.split("\n") if line.startswith(f"{language} ")), "")
    return (
        -sum(f" {word} " in own for word in words),
        -sum(f" {stem}" in own for stem in stems),
        -sum(f" {word} " in folded for word in words),
        -sum(stem in folded for stem in stems),
        len(code),
        min((place for stem in stems if (place := own.find(f" {stem}")) >= 0), default=len(own)),
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _stem(word: str) -> str:
    """A longer word without the end that changes: valves finds valve, and in Arabic one pump finds pumps."""
    bare = _AFTER.sub("", word)
    if bare != word:
        return bare
    return word[: max(4, len(word) - 2)] if len(word) > 4 else word
