"""Which of a person's attempts count in an analysis, as Moodle's report offers it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FIRST, LAST, HIGHEST, ALL = "first", "last", "highest", "all"
WAYS = (FIRST, LAST, HIGHEST, ALL)


@dataclass(frozen=True, slots=True)
class Taking:
    """A finished attempt: ``number`` counts the person's, ``total`` and ``full`` are points."""

    attempt: int
    person: int
    number: int
    total: float
    full: float
    language: str


def counted(takings: Iterable[Taking], which: str = FIRST) -> list[Taking]:
    """One attempt for each person, or all. Of equally good ones the earlier counts.

    The first is the default: later ones build on it, and are not independent of it.
    """
    takings = sorted(takings, key=lambda each: (each.person, each.number, each.attempt))
    if which == ALL:
        return takings
    chosen: dict[int, Taking] = {}
    for each in takings:
        held = chosen.get(each.person)
        if held is None or which == LAST or (which == HIGHEST and each.total > held.total):
            chosen[each.person] = each
    return list(chosen.values())
