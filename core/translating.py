"""How far the translation of a text has come, passage by passage.

A *subject* is what the passages belong to, e.g. ``quizzes.question:12``; a *passage* is one text of it, under a key that stays. A
translation remembers the source that it was made from: when the source changes, it is stale until somebody looks at it again.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from core.models import Translation

Texts = Mapping[str, str]
"""Of one passage, by language."""


class State(StrEnum):
    """The worst first: that of a whole subject is that of its worst passage."""

    MISSING = "missing"
    STALE = "stale"
    DRAFT = "draft"
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class Passage:
    """A passage in one language. ``made_from``: the source as it was when it was translated, where that is known."""

    key: str
    source: str
    target: str
    state: State
    made_from: str = ""
    by: str = ""
    at: datetime | None = None


def passages_in(
    subjects: Mapping[str, Mapping[str, Texts]], source_languages: Mapping[str, str], languages: Iterable[str]
) -> dict[tuple[str, str], list[Passage]]:
    """The passages by subject and language, in one query. ``subjects``: texts by key by subject. Without a source there is
    none."""
    held: dict[tuple[str, str], dict[str, Translation]] = defaultdict(dict)
    wanted = list(languages)
    rows = Translation.objects.filter(subject__in=list(subjects), language__in=wanted)
    for row in rows.select_related("by"):
        held[row.subject, row.language][row.key] = row
    found = {}
    for subject, passages in subjects.items():
        origin = source_languages[subject]
        for language in wanted:
            known = held[subject, language]
            found[subject, language] = [
                _passage(key, texts[origin], texts.get(language, ""), known.get(key))
                for key, texts in passages.items()
                if texts.get(origin) and language != origin
            ]
    return found


def _passage(key: str, source: str, target: str, row: Translation | None) -> Passage:
    if not target:
        return Passage(key, source, "", State.MISSING)
    if row is None:
        return Passage(key, source, target, State.DRAFT)
    state = State.REVIEWED if row.is_reviewed else State.DRAFT
    state = state if row.source == source else State.STALE
    by = row.by.full_name if row.by is not None else ""
    return Passage(key, source, target, state, made_from=row.source, by=by, at=row.at)


def worst(passages: Iterable[Passage]) -> State:
    """The state of a subject in one language; reviewed where there is nothing to translate."""
    order = list(State)
    return min((passage.state for passage in passages), key=order.index, default=State.REVIEWED)


@dataclass(frozen=True)
class Stretch:
    """Words of a text beside an earlier one: ``kept``, ``added``, or ``removed`` from it."""

    kind: str
    text: str


_WORDS = re.compile(r"\S+\s*|\s+")
MOST_WORDS = 4000
"""Of two texts to be compared word by word; longer ones are shown whole, one after the other."""


def changes(before: str, after: str) -> list[Stretch]:
    """What became of ``before``, word by word: all that is not removed, joined, is ``after``."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [Stretch("removed", before), Stretch("added", after)]
    found = []
    for kind, i, j, m, n in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch("kept", "".join(new[m:n])))
            continue
        found += [
            Stretch(name, "".join(words)) for name, words in (("removed", old[i:j]), ("added", new[m:n])) if words
        ]
    return found


def keep_states(
    subject: str,
    *,
    before: Mapping[str, Texts],
    after: Mapping[str, Texts],
    source_language: str,
    by_id: int | None,
    reviewed: Mapping[str, Iterable[str]] | None = None,
) -> None:
    """Remember, within a running action, what translations were made from. ``reviewed``: keys by language.

    A translation that was written is a draft of the source as it is now. One whose source changed under it keeps the source
    that it was made from.
    """
    checked = {(key, language) for language, keys in (reviewed or {}).items() for key in keys}
    wanted: dict[tuple[str, str], tuple[str, bool]] = {}
    unwritten: dict[tuple[str, str], str] = {}
    for key, texts in after.items():
        source, old = texts.get(source_language, ""), before.get(key, {})
        for language, text in texts.items():
            if language == source_language or not text:
                continue
            if (key, language) in checked:
                wanted[key, language] = (source, True)
            elif text != old.get(language, ""):
                wanted[key, language] = (source, False)
            elif old.get(source_language) and source != old[source_language]:
                unwritten[key, language] = old[source_language]
    if not wanted and not unwritten:
        return
    held = {(row.key, row.language): row for row in Translation.objects.filter(subject=subject)}
    now = timezone.now()
    rows = [
        Translation(
            subject=subject, key=key, language=language, source=source, is_reviewed=is_reviewed, by_id=by_id, at=now
        )
        for (key, language), (source, is_reviewed) in wanted.items()
    ] + [
        Translation(subject=subject, key=key, language=language, source=source, at=now)
        for (key, language), source in unwritten.items()
        if (key, language) not in held
    ]
    Translation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["subject", "key", "language"],
        update_fields=["source", "is_reviewed", "by", "at"],
    )
