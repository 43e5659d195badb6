"""What courses are called, as they were published: in the viewer's language, else in that in which they were written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.languages import active
from courses.models import CourseText


@dataclass(frozen=True)
class Words:
    """A course's own words. ``language`` is theirs, which may not be the page's."""

    title: str
    summary: str
    language: str


def words_of(versions: Iterable[int], language: str = "") -> dict[int, Words]:
    """By the version's id; one query. ``language``: instead of the page's."""
    wanted = language or active()
    rows = CourseText.objects.filter(version__in=list(versions)).values_list(
        "version_id", "language", "title", "summary", "version__course__source_language"
    )
    found: dict[int, tuple[int, Words]] = {}
    for version, own, title, summary, source in rows:
        rank = 0 if own == wanted else 1 if own == source else 2
        if version not in found or rank < found[version][0]:
            found[version] = (rank, Words(title, summary, own))
    return {version: words for version, (_rank, words) in found.items()}
