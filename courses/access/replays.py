"""Who learns from something that is kept outside of the curriculum, and played again in a lesson."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from courses.access.writing import visible_courses, visible_modules
from courses.choices import LEARNING, LessonKind
from courses.models import Course, Enrolment, Module
from people import access as people_access
from people.models import Person


@dataclass(frozen=True)
class Learned:
    """Where a learner meets a replay: the lesson of a course."""

    course: str
    lesson: int


def learned_at(person: Person, source: str) -> Learned | None:
    """The lesson that replays ``source`` in a course that the person learns, in their version of it; the course that they were
    in last where there are several. None where there is none."""
    if not person.is_authenticated or not person.is_active:
        return None
    lesson = "version__modules__module_version__lesson_texts__lesson"
    rows = Enrolment.objects.filter(
        person=person, state__in=LEARNING, **{f"{lesson}__source": source, f"{lesson}__kind": LessonKind.REPLAY}
    )
    newest = rows.order_by(F("last_seen_at").desc(nulls_last=True), "-pk")
    found = newest.values_list("course__slug", f"{lesson}__pk").first()
    return Learned(*found) if found is not None else None


def module_replaying(person: Person, source: str) -> Module | None:
    """The module with the lesson that replays ``source``, for those who teach; None for others, and where it was removed."""
    held = visible_modules(person).filter(lessons__source=source, lessons__removed_at__isnull=True)
    return held.order_by("pk").first()


def courses_to_add_to(person: Person) -> QuerySet[Course]:
    """The courses that the person may change, the newest first."""
    courses = visible_courses(person).order_by("-pk")
    if people_access.has_right(person, people_access.Right.PLAN):
        return courses
    return courses.filter(created_by=person)
