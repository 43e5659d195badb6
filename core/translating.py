"""How far the translation of a text has come, passage by passage.

A *subject* is what the passages belong to, e.g. ``quizzes.question:12``; a *passage* is one text of it, under a key that stays. A
translation remembers the source that it was made from: when the source changes, it is stale until somebody looks at it again.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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


UNFIT = (State.MISSING, State.STALE)
"""What keeps a language from being published: readers would see a gap, or what is no longer so."""


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


@dataclass(frozen=True)
class Written:
    """Texts of a subject by key before and after they were written. ``reviewed``: keys by language that were found right."""

    subject: str
    before: Mapping[str, Texts]
    after: Mapping[str, Texts]
    source_language: str
    reviewed: Mapping[str, Iterable[str]] = field(default_factory=dict)


def keep_states(
    subject: str,
    *,
    before: Mapping[str, Texts],
    after: Mapping[str, Texts],
    source_language: str,
    by_id: int | None,
    reviewed: Mapping[str, Iterable[str]] | None = None,
) -> None:
    """:func:`keep_many_states` of one subject."""
    keep_many_states([Written(subject, before, after, source_language, reviewed or {})], by_id=by_id)


def keep_many_states(written: Iterable[Written], *, by_id: int | None) -> None:
    """Remember, within a running action, what translations were made from: two queries at most.

    A translation that was written is a draft of the source as it is now. One whose source changed under it keeps the source
    that it was made from.
    """
    now = timezone.now()
    rows: list[Translation] = []
    unwritten: list[Translation] = []
    for one in written:
        checked = {(key, language) for language, keys in one.reviewed.items() for key in keys}
        for key, texts in one.after.items():
            source, old = texts.get(one.source_language, ""), one.before.get(key, {})
            for language, text in texts.items():
                if language == one.source_language or not text:
                    continue
                row = Translation(subject=one.subject, key=key, language=language, source=source, at=now)
                is_reviewed = (key, language) in checked
                if is_reviewed or text != old.get(language, ""):
                    row.is_reviewed, row.by_id = is_reviewed, by_id
                    rows.append(row)
                elif old.get(one.source_language) and source != old[one.source_language]:
                    row.source = old[one.source_language]
                    unwritten.append(row)
    if unwritten:
        known = Translation.objects.filter(subject__in={row.subject for row in unwritten})
        held = set(known.values_list("subject", "key", "language"))
        rows += [row for row in unwritten if (row.subject, row.key, row.language) not in held]
    if rows:
        Translation.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["subject", "key", "language"],
            update_fields=["source", "is_reviewed", "by", "at"],
        )
