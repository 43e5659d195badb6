"""A lesson made what a whole content says, in six languages at once: for what is written elsewhere and brought here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.actions import action
from courses.actions.writing import lock_lesson, write_lesson
from courses.content import LessonContent
from courses.models import Lesson, LessonRevision
from people.models import Person


@action
def rewrite_lesson(
    lesson: Lesson, content: LessonContent, *, by: Person, reviewed: Mapping[str, Iterable[str]] | None = None
) -> LessonRevision:
    """As :func:`courses.actions.writing.write_lesson`, of a lesson as it is now."""
    return write_lesson(lock_lesson(lesson), content, by=by, reviewed=reviewed)
