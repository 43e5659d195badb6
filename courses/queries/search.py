"""The search through courses, lessons and documents: what a person may see, in their language first.

The rule in words: ``docs/rules/search.md``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from core.languages import choose
from courses.access.learning import listed_courses, meant_for
from courses.choices import LEARNING, EnrolmentMode, FoundKind, FoundPart
from courses.models import (
    Course,
    CourseText,
    CourseVersion,
    Document,
    Enrolment,
    ModuleText,
    SearchEntry,
    VersionModule,
)
from courses.queries.contents import texts_of
from courses.queries.decks import languages_for
from courses.queries.search_index import match
from courses.words import Wanted, snippet, wanted
from people import access as people_access
from people.models import Person

MOST = 2_000
"""So many entries are ranked; words that find more say too little."""
OTHERS = 5
"""Of a lesson in which something is found more than once, so many further places are named."""
PER_PAGE = 20
Found = tuple[int, str, str, int]


@dataclass(frozen=True)
class Place:
    """Where in a lesson: ``kind`` of :class:`courses.choices.FoundPart`; ``at`` the number of a slide or page, or a second."""

    kind: str
    at: int

    @property
    def label(self) -> str:
        """As people name it: *Slide 3*, *12:05*."""
        if self.kind == FoundPart.SLIDE:
            return _("Slide %(number)d") % {"number": self.at}
        if self.kind == FoundPart.PAGE:
            return _("Page %(number)d of a file") % {"number": self.at}
        if self.kind == FoundPart.FILM:
            hours, minutes = divmod(self.at // 60, 60)
            clock = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
            return _("Film, at %(time)s") % {"time": f"{clock}:{self.at % 60:02d}"}
        return _("In a file") if self.kind == FoundPart.FILE else _("Text")

    @property
    def anchor(self) -> str:
        """What leads to it on the lesson's page."""
        return {FoundPart.SLIDE.value: f"#page-{self.at}", FoundPart.FILM.value: f"#second-{self.at}"}.get(
            self.kind, ""
        )


@dataclass(frozen=True)
class Result:
    """A text that was found. ``pieces``: words around, each with whether it is to be marked. ``within``: the titles of what it
    stands in, each with its language.

    ``slug`` is the course's or the document's. ``lesson`` is there when the person may open it in the course; a document's
    section stands at ``position`` in its ``edition``. ``place``: in a lesson, where beside its text. ``others``: further
    places of the same lesson, the best first, ``more`` besides.
    """

    kind: str
    language: str
    title: tuple[tuple[str, bool], ...]
    pieces: tuple[tuple[str, bool], ...]
    subject_id: int
    slug: str = ""
    lesson: int | None = None
    edition: int | None = None
    position: int = 0
    within: tuple[tuple[str, str], ...] = ()
    place: Place | None = None
    others: tuple[Place, ...] = ()
    more: int = 0

    @property
    def label(self) -> str:
        return str(FoundKind(self.kind).label)


@dataclass(frozen=True)
class Results:
    """A page of results, a lesson once. ``count`` is at most :data:`MOST`; ``is_cut``: there are more."""

    count: int
    results: tuple[Result, ...]
    is_cut: bool = False


def search(
    person: Person, typed: str, language: str, *, kind: str = "", only: str = "", offset: int = 0, limit: int = PER_PAGE
) -> Results:
    """What ``person`` may see of what was ``typed``; own ``language`` first, then how well it fits. Ten queries at most.

    ``kind`` and ``only`` (a language) narrow it. An ``offset`` beyond the end gives the last page.
    """
    sought = wanted(typed, language)
    if not sought:
        return Results(0, ())
    taken = _ranked(person, sought, language, kind=kind, only=only)
    groups = _grouped(taken[:MOST])
    offset = min(offset, max(len(groups) - 1, 0) // limit * limit)
    shown = groups[offset : offset + limit]
    chosen = [first for first, _others in shown]
    rows = SearchEntry.objects.select_related("edition").in_bulk(chosen)
    entries = [rows[pk] for pk in chosen if pk in rows]
    others = dict(shown)
    found = {entry.pk: _result(entry, sought, others[entry.pk]) for entry in entries}
    _place_lessons(person, language, entries, found)
    _place_courses(entries, found)
    _place_documents(language, entries, found)
    return Results(len(groups), tuple(found[entry.pk] for entry in entries), len(taken) > MOST)


def _grouped(taken: Iterable[Found]) -> list[tuple[int, list[Place]]]:
    """The best entry of each lesson and language, with the places of the others; anything else by itself. In their order."""
    firsts: dict[tuple[str, str], int] = {}
    others: dict[int, list[Place]] = {}
    for pk, subject, language, part in taken:
        kind, _colon, whose = subject.partition(":")
        is_of_lesson = kind in FoundPart
        key = (f"lesson:{whose.partition('.')[0]}" if is_of_lesson else f"{subject}#{part}", language)
        first = firsts.setdefault(key, pk)
        if first == pk:
            others[pk] = []
        elif is_of_lesson:
            others[first].append(Place(kind, part))
    return list(others.items())


def _ranked(person: Person, sought: Wanted, language: str, *, kind: str, only: str) -> list[Found]:
    """Entries by id, subject, language and part, the best first, one more than :data:`MOST` at most: one query, which ranks
    no more than it takes.

    Own language before others, all words in the title before others; within each, how well they fit. The database takes the
    four in this order and stops when it has enough.
    """
    parts: list[str] = []
    params: list[Any] = []
    courses, values = _courses(person)
    visible, own = _visible(person)
    for is_own in (True,) if only else (True, False):
        for in_title in (True, False):
            found = match(sought, connection.vendor, only or language, is_own=is_own, in_title=in_title)
            parts.append(
                "SELECT e.id, e.subject, e.language, e.part AS at, "  # noqa: S608  our own
                f"{len(parts)} AS part, {found.rank} AS score FROM {found.source} "
                f"WHERE {found.condition} AND {visible}{' AND e.kind = %s' if kind else ''}"
            )
            params += [*found.source_params, *found.condition_params, *own, *filter(None, [kind])]
    sql = (
        f"WITH {courses} SELECT id, subject, language, at FROM ({' UNION ALL '.join(parts)} LIMIT {MOST + 1}) AS taken "  # noqa: S608
        "ORDER BY part, score, id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *params])
        return list(cursor.fetchall())


def _courses(person: Person) -> tuple[str, list[Any]]:
    """The published versions that the catalogue shows the person, and those of them whose lessons they may read."""
    listed = listed_courses(person)
    learned = Enrolment.objects.filter(person=person, state__in=LEARNING).values("course")
    readable = meant_for(person, listed).filter(
        Q(enrolment_mode=EnrolmentMode.OPEN, is_for_audience=True, is_for_region=True) | Q(pk__in=learned)
    )
    seen, seen_params = listed.values("published").query.sql_with_params()
    read, read_params = readable.values("published").query.sql_with_params()
    sql = f"seen(version) AS MATERIALIZED ({seen}), readable(version) AS MATERIALIZED ({read})"
    return sql, [*seen_params, *read_params]


def _visible(person: Person) -> tuple[str, list[str]]:
    """What the person may find. Everything that is published for those who teach; for others, what is listed in the catalogue
    or what they learn, lessons only where they learn or may begin at once, and what is meant for their audience."""
    if people_access.has_right(person, people_access.Right.TEACH):
        return "1 = 1", []
    audience, params = "e.audiences = ''", []
    if person.audience:
        audience, params = "(e.audiences = '' OR e.audiences LIKE %s)", [f"% {person.audience} %"] * 2
    held = (
        "EXISTS (SELECT 1 FROM courses_versionmodule m WHERE m.module_version_id = e.module_version_id "
        "AND m.version_id IN (SELECT version FROM {}))"
    )
    cases = (
        "e.kind = 'course' AND e.course_version_id IN (SELECT version FROM seen)",
        f"e.kind = 'module' AND {held.format('seen')}",
        f"e.kind = 'lesson' AND {audience} AND {held.format('readable')}",
        f"e.kind = 'document' AND {audience}",
    )
    return f"({' OR '.join(f'({case})' for case in cases)})", params


def _result(entry: SearchEntry, sought: Wanted, others: list[Place]) -> Result:
    number = re.findall(r"\d+", entry.subject)
    part = entry.subject.partition(":")[0]
    return Result(
        kind=entry.kind,
        language=entry.language,
        title=snippet(entry.title, sought),
        pieces=snippet(entry.text, sought),
        subject_id=int(number[0]),
        edition=entry.edition_id,
        position=entry.part,
        place=Place(part, entry.part) if part in FoundPart and part != FoundPart.TEXT else None,
        others=tuple(others[:OTHERS]),
        more=max(0, len(others) - OTHERS),
    )


def _place_lessons(person: Person, language: str, entries: Iterable[SearchEntry], found: dict[int, Result]) -> None:
    """Modules and lessons in a course: one that the person learns before others that they see."""
    held = {entry.pk: entry.module_version_id for entry in entries if entry.module_version_id}
    own = VersionModule.objects.filter(
        version__enrolments__person=person,
        version__enrolments__state__in=LEARNING,
    )
    if not people_access.has_right(person, people_access.Right.TEACH):
        seen = VersionModule.objects.filter(version__in=listed_courses(person).values("published"))
    else:
        seen = VersionModule.objects.filter(
            version__in=Course.objects.filter(published__isnull=False).values("published")
        )
    columns = ("module_version", "version", "version__course__slug")
    mine = {row[0]: row[1:] for row in own.filter(module_version__in=held.values()).values_list(*columns)}
    others = {row[0]: row[1:] for row in seen.filter(module_version__in=held.values()).values_list(*columns)}
    places = {**others, **mine}
    titles = _titles(CourseText, {version for version, _slug in places.values()}, language)
    names = _titles(ModuleText, {entry.module_version_id for entry in entries if entry.lesson_id}, language)
    for entry in entries:
        place = places.get(entry.module_version_id or 0)
        if place is None:
            continue
        within = [titles.get(place[0])]
        if entry.lesson_id:
            within.append(names.get(entry.module_version_id or 0))
        found[entry.pk] = replace(
            found[entry.pk],
            slug=place[1],
            lesson=entry.lesson_id if entry.module_version_id in mine else None,
            within=tuple(each for each in within if each),
        )


def _titles(
    model: type[CourseText] | type[ModuleText], versions: set[Any], language: str
) -> dict[int, tuple[str, str]]:
    """Titles with their language, by version: in ``language``, else as it falls back."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for version, code, title in model.objects.filter(version__in=versions).values_list("version", "language", "title"):
        found[version][code] = title
    return {
        version: next((titles[code], code) for code in languages_for(language) if code in titles)
        for version, titles in found.items()
    }


def _place_courses(entries: Iterable[SearchEntry], found: dict[int, Result]) -> None:
    ids = {entry.pk: entry.course_version_id for entry in entries if entry.course_version_id}
    slugs = dict(CourseVersion.objects.filter(pk__in=ids.values()).values_list("pk", "course__slug"))
    for pk, version in ids.items():
        found[pk] = replace(found[pk], slug=slugs[version])


def _place_documents(language: str, entries: Iterable[SearchEntry], found: dict[int, Result]) -> None:
    """The document's title beside that of its section."""
    ids = {entry.pk: entry.edition.document_id for entry in entries if entry.edition is not None}
    documents = Document.objects.in_bulk(set(ids.values()))
    for pk, document_id in ids.items():
        document = documents[document_id]
        title = choose(dict(texts_of(document, "title")), language)
        found[pk] = replace(found[pk], slug=document.slug, within=(title,))
