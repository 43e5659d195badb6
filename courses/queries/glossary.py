"""The programme's glossary: the same terms in six languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from core.languages import LANGUAGES
from courses.markup import plain_text
from courses.models import Term

ENDING = r"\w{0,2}"
"""A term is found with so many letters more at its end: items, items'."""


@dataclass(frozen=True)
class FoundTerm:
    """A term of a passage, with its translation and what is noted of it in the translation's language."""

    source: str
    target: str
    note: str


def terms(words: str = "") -> QuerySet[Term]:
    """All of them, or those that hold ``words`` in any language, by their English text."""
    rows = Term.objects.order_by("text_en", "pk")
    if not words:
        return rows
    return rows.filter(reduce(or_, (Q(**{f"text_{language}__icontains": words}) for language in LANGUAGES)))


def terms_in(texts: Mapping[str, str], source_language: str, language: str) -> dict[str, list[FoundTerm]]:
    """The terms of each of ``texts``, by its key, that have a translation: one query, the longest terms first."""
    source, target, note = f"text_{source_language}", f"text_{language}", f"note_{language}"
    rows = Term.objects.exclude(**{f"{source}__isnull": True}).exclude(**{source: ""})
    rows = rows.exclude(**{f"{target}__isnull": True}).exclude(**{target: ""}).order_by("pk")
    known = sorted(rows.values_list(source, target, note), key=lambda row: -len(row[0]))
    return {key: list(_found(plain_text(text).casefold(), known)) for key, text in texts.items()}


def _found(text: str, known: list[tuple[str, str, str | None]]) -> list[FoundTerm]:
    found = []
    for source, target, note in known:
        folded = source.casefold()
        if folded in text and re.search(rf"(?<!\w){re.escape(folded)}{ENDING}(?!\w)", text):
            found.append(FoundTerm(source, target, note or ""))
    return found
