"""People to be put into a course, found by name, address, or administration, by those who may see persons."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from courses.choices import EnrolmentState
from courses.models import Course, Enrolment
from courses.queries.course_page import fits
from people import access as people_access
from people.countries import country_name, sort_key
from people.models import Person
from quizzes.words.folding import fold


@dataclass(frozen=True)
class Candidate:
    """Somebody to be ticked. ``standing``: their state in the course, "" without one; ``is_meant``: the course is for such."""

    person: Person
    standing: str
    is_meant: bool

    @property
    def standing_label(self) -> str:
        return str(EnrolmentState(self.standing).label) if self.standing else ""


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    return fold(text)


def found_people(viewer: Person, *, words: str, region: str) -> list[int]:
    """Ids of those whom ``viewer`` may see, who can have a place, and in whose name, address or country every word is; by name.

    Words are compared as the search compares them: without capitals, accents, vowel marks and forms of letters. One query
    beside the viewer's rights. Nobody without words or region.
    """
    wanted = _folded(words).split()
    if not wanted and not region:
        return []
    people = people_access.visible_people(viewer).filter(is_active=True, erased_at__isnull=True)
    if region:
        people = people.filter(administration__region=region)
    rows = people.values_list("pk", "full_name", "email", "administration__country")
    found = [
        (sort_key(name or email), pk)
        for pk, name, email, country in rows
        if _has_all(wanted, (name, email, country_name(country) if country else ""))
    ]
    return [pk for _key, pk in sorted(found)]


def _has_all(wanted: Collection[str], texts: Iterable[str]) -> bool:
    folded = [_folded(text) for text in texts if text]
    return all(any(word in text for text in folded) for word in wanted)


def candidates(course: Course, ids: Collection[int]) -> list[Candidate]:
    """In the order of ``ids``: two queries."""
    people = Person.objects.select_related("administration").in_bulk(list(ids))
    states = dict(Enrolment.objects.filter(course=course, person__in=ids).values_list("person", "state"))
    return [
        Candidate(person, states.get(pk, ""), fits(person, course))
        for pk in ids
        if (person := people.get(pk)) is not None
    ]
