"""Moodle's two ways of writing several languages into one text, taken apart into languages and put together again.

``<span lang="fr" class="multilang">…</span>`` (filter_multilang) and ``{mlang fr}…{mlang}`` (filter_multilang2; several codes
``{mlang fr,fr_ca}``, ``{mlang other}`` for everybody else). What stands outside is common to all languages. Runs that stand
side by side are one group; a language that a group lacks gets the group's ``other`` run, else its first one, and a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from core.languages import LANGUAGES
from quizzes.content import Texts
from quizzes.importers.reading import Note

_OTHER = "other"
_SPAN = re.compile(r"<(/?)span\b([^<>]*)>", re.IGNORECASE)
_MLANG = re.compile(r"\{\s*mlang(?:\s+([^{}]*))?\}", re.IGNORECASE)
_LANG = re.compile(r"""\blang\s*=\s*["']?([A-Za-z0-9_-]+)""", re.IGNORECASE)
_CLASS = re.compile(
    r"""\bclass\s*=\s*(?:"[^"]*\bmultilang\b[^"]*"|'[^']*\bmultilang\b[^']*'|multilang\b)""", re.IGNORECASE
)


@dataclass(frozen=True)
class Run:
    """A piece of a text: in the languages of ``codes``, or common to all when there are none."""

    text: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Split:
    """The text of each language that it has, and what could not be kept."""

    texts: dict[str, str]
    notes: tuple[Note, ...] = ()


def is_multilingual(text: str) -> bool:
    return any(run.codes for run in runs_of(text))


def split(text: str, language: str) -> Split:
    """The languages of ``text``; ``language`` is that of a text which names none, and of ``other`` where free."""
    runs = runs_of(text)
    if not any(run.codes for run in runs):
        return Split({language: text} if text.strip() else {})
    groups = list(_groups(runs))
    named = {code for group in groups for run in group for code in run.codes}
    known = [each for each in LANGUAGES if each in {_base(code) for code in named}]
    if _OTHER in named and language not in known:
        known.append(language)
    texts, partial = {}, set()
    for each in known:
        pieces = []
        for group in groups:
            run = _run_for(group, each)
            if run is None:
                run = group[0]
                partial.add(each)
            pieces.append(run.text)
        texts[each] = "".join(pieces)
    notes = [
        Note("import.note.language_unknown", {"language": code})
        for code in sorted(named - {_OTHER})
        if _base(code) not in LANGUAGES
    ]
    notes += [Note("import.note.language_partial", {"language": each}) for each in known if each in partial]
    return Split({each: texts[each] for each in LANGUAGES if texts.get(each, "").strip()}, tuple(notes))


def join(texts: Texts, language: str) -> str:
    """One HTML text of the texts in HTML: as it is when there is only that of ``language``, else a span for each."""
    if set(texts) <= {language}:
        return texts.get(language, "")
    return "".join(
        f'<span lang="{escape(each)}" class="multilang">{texts[each]}</span>' for each in LANGUAGES if each in texts
    )


def runs_of(text: str) -> list[Run]:
    """The pieces of ``text`` in their order. Time grows with its length alone, however its marks are nested."""
    if _MLANG.search(text):
        return _mlang_runs(text)
    if "multilang" in text.lower():
        return _span_runs(text)
    return [Run(text)]


def _mlang_runs(text: str) -> list[Run]:
    runs, at = [], 0
    codes: tuple[str, ...] = ()
    for mark in _MLANG.finditer(text):
        runs.append(Run(text[at : mark.start()], codes))
        codes = _codes(mark.group(1) or "")
        at = mark.end()
    runs.append(Run(text[at:]))
    return [run for run in runs if run.text or run.codes]


def _span_runs(text: str) -> list[Run]:
    """``depth`` counts the spans that are open within the one of a language."""
    runs, at, depth = [], 0, 0
    codes: tuple[str, ...] = ()
    for tag in _SPAN.finditer(text):
        closes, attributes = bool(tag.group(1)), tag.group(2)
        if not codes:
            found = _LANG.search(attributes) if not closes and _CLASS.search(attributes) else None
            if found:
                runs.append(Run(text[at : tag.start()]))
                codes, depth, at = _codes(found.group(1)), 0, tag.end()
        elif not closes:
            depth += 1
        elif depth:
            depth -= 1
        else:
            runs.append(Run(text[at : tag.start()], codes))
            codes, at = (), tag.end()
    runs.append(Run(text[at:], codes))
    return [run for run in runs if run.text or run.codes]


def _groups(runs: list[Run]) -> Iterator[list[Run]]:
    """Each common piece alone; pieces of languages with those beside them, where only space stands between."""
    group: list[Run] = []
    for number, run in enumerate(runs):
        if run.codes:
            group.append(run)
            continue
        between = group and not unescape(run.text).strip() and number + 1 < len(runs)
        if not between:
            if group:
                yield group
                group = []
            yield [run]
    if group:
        yield group


def _run_for(group: list[Run], language: str) -> Run | None:
    if not group[0].codes:
        return group[0]
    for wanted in ({language}, None):
        for run in group:
            if (wanted and wanted & set(run.codes)) or (not wanted and language in map(_base, run.codes)):
                return run
    return next((run for run in group if _OTHER in run.codes), None)


def _codes(written: str) -> tuple[str, ...]:
    return tuple(code for each in written.replace(",", " ").split() if (code := each.strip().lower().replace("-", "_")))


def _base(code: str) -> str:
    return code.split("_")[0]
