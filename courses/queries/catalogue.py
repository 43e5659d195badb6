"""The catalogue: published courses in one language, and how far the viewer is in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import F, Q

from core.languages import LANGUAGES, active
from courses.access.learning import listed_courses
from courses.choices import EnrolmentMode, EnrolmentState
from courses.models import CourseText, Enrolment
from courses.queries.texts import Words
from people.choices import Audience
from people.countries import sort_key
from people.models import Person
from quizzes.choices import TagKind
from quizzes.models import Tag
from quizzes.words.searching import folded

MINE = "mine"

LENGTHS = {"short": (-1, 60), "middle": (60, 180), "long": (180, 10**9)}
"""Minutes of a course: more than the first, at most the second."""

FILTERED = (TagKind.TOPIC, TagKind.MATURITY)

_folded = lru_cache(maxsize=4096)(folded)
"""The catalogue's texts are the same for everybody and change rarely."""


@dataclass(frozen=True)
class Standing:
    """Where a person is with a course. ``total``: lessons that the course needs."""

    state: str
    done: int
    total: int
    due_on: date | None
    is_overdue: bool

    @property
    def label(self) -> str:
        return str(EnrolmentState(self.state).label)

    @property
    def is_learning(self) -> bool:
        return self.state == EnrolmentState.ACTIVE


@dataclass(frozen=True)
class Card:
    """A course as the catalogue lists it. ``languages``: in which it is published."""

    id: int
    slug: str
    version_id: int
    words: Words
    mode: str
    audiences: tuple[str, ...]
    minutes: int
    lessons: int
    standing: Standing | None
    languages: tuple[str, ...] = ()

    @property
    def audience_labels(self) -> list[str]:
        return [str(Audience(code).label) for code in self.audiences if code in Audience.values]

    @property
    def mode_label(self) -> str:
        return str(EnrolmentMode(self.mode).label)


def standings(person: Person, today: date) -> dict[int, Standing]:
    """The person's courses by id: one query."""
    rows = Enrolment.objects.filter(person=person).values_list(
        "course_id", "state", "lessons_done", "version__lesson_count", "due_on"
    )
    return {
        course: Standing(
            state,
            done,
            total or 0,
            due_on,
            state == EnrolmentState.ACTIVE and due_on is not None and due_on < today,
        )
        for course, state, done, total, due_on in rows
    }


def find_courses(
    person: Person,
    today: date,
    *,
    words: str = "",
    audience: str = "",
    tag: int | None = None,
    level: int | None = None,
    language: str = "",
    region: str = "",
    mode: str = "",
    length: str = "",
    whose: str = "",
) -> list[Card]:
    """The courses of the catalogue that fit, by title: three queries. What is empty does not matter.

    ``words`` are looked for in what the viewer would read; ``tag`` and ``level``: of one of its modules; ``language``: published
    in it; ``audience``, ``region``: for them or for everybody; ``length`` is one of :data:`LENGTHS`. Without their languages.
    """
    rows = listed_courses(person)
    for each in (tag, level):
        if each is not None:
            rows = rows.filter(published__modules__module_version__module__tags=each).distinct()
    if mode:
        rows = rows.filter(enrolment_mode=mode)
    if length:
        least, most = LENGTHS[length]
        rows = rows.filter(published__minutes__gt=least, published__minutes__lte=most)
    if language:
        rows = rows.filter(published__texts__language=language)
    listed = list(
        rows.values_list(
            "pk",
            "slug",
            "published_id",
            "enrolment_mode",
            "audiences",
            "regions",
            "published__minutes",
            "published__lesson_count",
        )
    )
    shown = _shown_words(person)
    mine = standings(person, today)
    wanted = folded(words).split()
    found = []
    for pk, slug, version, way_in, audiences, regions, minutes, lessons in listed:
        text = shown.get(version, Words(slug, "", ""))
        standing = mine.get(pk)
        if audience and audiences and audience not in audiences:
            continue
        if region and regions and region not in regions:
            continue
        if whose == MINE and (standing is None or standing.state == EnrolmentState.WITHDRAWN):
            continue
        if wanted and not _holds(text, wanted):
            continue
        found.append(Card(pk, slug, version, text, way_in, tuple(audiences), minutes, lessons, standing))
    return sorted(found, key=lambda card: (sort_key(card.words.title), card.id))


def _shown_words(person: Person) -> dict[int, Words]:
    """What the viewer reads of each listed course: rows of two languages at most."""
    language = active()
    rows = CourseText.objects.filter(
        Q(language=language) | Q(language=F("version__course__source_language")),
        version__course__published=F("version"),
        version__course__in=listed_courses(person).values("pk"),
    ).values_list("version_id", "language", "title", "summary")
    found: dict[int, Words] = {}
    for version, own, title, summary in rows:
        if version not in found or own == language:
            found[version] = Words(title, summary, own)
    return found


def _holds(text: Words, wanted: list[str]) -> bool:
    held = _folded(f"{text.title} {text.summary}")
    return all(word in held for word in wanted)


def languages_of(versions: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """In which languages versions of courses are published, in the order of the languages: one query."""
    held: dict[int, set[str]] = defaultdict(set)
    for version, language in CourseText.objects.filter(version__in=list(versions)).values_list(
        "version_id", "language"
    ):
        held[version].add(language)
    return {version: tuple(one for one in LANGUAGES if one in own) for version, own in held.items()}


def tags_taught() -> dict[str, list[Tag]]:
    """Topics and maturity levels of modules that are published, for the filters, by kind: one query."""
    rows = Tag.objects.filter(kind__in=FILTERED, modules__published__isnull=False).distinct()
    found: dict[str, list[Tag]] = {kind: [] for kind in FILTERED}
    for tag in sorted(rows, key=lambda tag: sort_key(str(tag.name))):
        found[tag.kind].append(tag)
    return found
