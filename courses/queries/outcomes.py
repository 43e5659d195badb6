"""What rules of completion may ask of other parts of the house: webinars attended, surveys filled in. They tell of it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from courses.choices import OutcomeKind
from people.models import Person


@dataclass(frozen=True)
class Named:
    """An outcome by its key, e.g. ``webinar:12``, as it is called in the page's language."""

    key: str
    title: str


@dataclass(frozen=True)
class Source:
    """``offered``: what a person may ask for, found by words of its title, the newest first where there are none.
    ``named``: those of the given keys that there are."""

    offered: Callable[[Person, str], list[Named]]
    named: Callable[[Iterable[str]], list[Named]]


_sources: dict[OutcomeKind, Source] = {}


def register_outcomes(kind: OutcomeKind, source: Source) -> None:
    """For apps above: how outcomes of this kind are found and called."""
    _sources[kind] = source


def offered(kind: OutcomeKind, person: Person, words: str, keys: Iterable[str]) -> list[Named]:
    """Those of ``keys`` first, then what the person may ask for; nothing where no app above knows the kind."""
    source = _sources.get(kind)
    if source is None:
        return []
    known = source.named(keys)
    held = {each.key for each in known}
    return [*known, *(each for each in source.offered(person, words) if each.key not in held)]


def titles_of(keys: Iterable[str]) -> dict[str, str]:
    """What outcomes of any kind are called, by key: a query for each kind that is asked for."""
    wanted = list(keys)
    return {each.key: each.title for source in _sources.values() for each in (source.named(wanted) if wanted else ())}
