"""Who learns from something that is kept outside of the curriculum, and played again in a lesson."""

from __future__ import annotations

from django.db.models import QuerySet

from courses.access.writing import visible_courses, visible_modules
from courses.choices import LEARNING, LessonKind
from courses.models import Course, Enrolment, Module
from people import access as people_access
from people.models import Person


def learns_from(person: Person, source: str) -> bool:
    """Whether a course that the person learns holds, in their version of it, a lesson that replays ``source``."""
    if not person.is_authenticated or not person.is_active:
        return False
    lesson = "version__modules__module_version__lesson_texts__lesson"
    return Enrolment.objects.filter(
        person=person, state__in=LEARNING, **{f"{lesson}__source": source, f"{lesson}__kind": LessonKind.REPLAY}
    ).exists()


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
