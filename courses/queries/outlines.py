"""The curriculum as it is being written: lists of courses and modules, a course's modules, a module's lessons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.fingerprint import fingerprint
from core.languages import LANGUAGES
from courses.models import Course, CourseModule, Lesson, Module
from people.models import Person

MOST_WORDS = 6
MOST_FOUND = 12

Made = TypeVar("Made", Course, Module)


def found(rows: QuerySet[Made], words: str) -> QuerySet[Made]:
    """Those whose title has each of the words, in whatever language; capitals do not matter."""
    parts = words.split()[:MOST_WORDS]
    if not parts:
        return rows
    return rows.filter(reduce(and_, (_says(part) for part in parts)))


def _says(word: str) -> Q:
    """SQLite knows capitals of Latin letters only, hence the word in several forms."""
    forms = dict.fromkeys((word, word.lower(), word.capitalize(), word.upper()))
    return reduce(or_, (Q(**{f"title_{language}__icontains": form}) for language in LANGUAGES for form in forms))


def candidates(rows: QuerySet[Made], words: str, ticked: Collection[str]) -> list[tuple[str, str]]:
    """Choices of a field that ticks some of ``rows``: those that are ticked, and the newest that the words find. Two queries."""
    ids = [int(key) for key in ticked if key.isdecimal()]
    held: list[Made] = list(rows.filter(pk__in=ids).order_by("pk"))
    others: list[Made] = list(found(rows, words).exclude(pk__in=ids).order_by("-created_at", "-pk")[:MOST_FOUND])
    return [(str(row.pk), str(row)) for row in [*held, *others]]


def rows_of(rows: QuerySet[Made], ids: Collection[int]) -> list[Made]:
    return list(rows.filter(pk__in=ids).order_by("pk"))


def made_by(rows: QuerySet[Made], person: Person) -> QuerySet[Made]:
    return rows.filter(created_by=person)


def listed_courses(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Newest first, with how many modules they have and who made them: one query whatever their number."""
    modules = CourseModule.objects.filter(course=OuterRef("pk")).order_by().values("course").annotate(n=Count("pk"))
    return (
        courses.annotate(module_count=Coalesce(Subquery(modules.values("n")), 0))
        .select_related("published", "created_by")
        .order_by("-created_at", "-pk")
    )


def listed_modules(modules: QuerySet[Module]) -> QuerySet[Module]:
    """Newest first, with how many lessons they have and in how many courses they stand: one query."""
    lessons = (
        Lesson.objects.filter(module=OuterRef("pk"), removed_at__isnull=True)
        .order_by()
        .values("module")
        .annotate(n=Count("pk"))
    )
    places = CourseModule.objects.filter(module=OuterRef("pk")).order_by().values("module").annotate(n=Count("pk"))
    return (
        modules.annotate(
            lesson_count=Coalesce(Subquery(lessons.values("n")), 0),
            course_count=Coalesce(Subquery(places.values("n")), 0),
        )
        .select_related("published", "created_by")
        .order_by("-created_at", "-pk")
    )


def outside(modules: QuerySet[Module], course: Course) -> QuerySet[Module]:
    """Those that do not stand in the course."""
    return modules.exclude(places__course=course)


@dataclass(frozen=True)
class Outline:
    """A course's modules in order, each with ``lesson_count``, and their minutes together."""

    modules: Sequence[Module]
    minutes: int


def outline_of(course: Course) -> Outline:
    """One query."""
    modules = list(
        listed_modules(Module.objects.filter(places__course=course))
        .annotate(place=F("places__position"))
        .order_by("places__position")
    )
    return Outline(modules, sum(module.minutes for module in modules))


def lessons_of(module: Module) -> QuerySet[Lesson]:
    """Those that it has, in order."""
    return Lesson.objects.filter(module=module, removed_at__isnull=True).order_by("position")


def seen_modules(course: Course) -> str:
    """Stands for which modules the course has, in which order."""
    return fingerprint(
        list(CourseModule.objects.filter(course=course).order_by("position").values_list("module", flat=True))
    )


def seen_lessons(module: Module) -> str:
    """Stands for which lessons the module has, in which order."""
    return fingerprint(list(lessons_of(module).values_list("pk", flat=True)))
