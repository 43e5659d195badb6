"""Lessons that replay what is kept outside of the curriculum."""

from __future__ import annotations

from courses.choices import LessonKind
from courses.models import Lesson


def replaying(source: str) -> list[int]:
    """Ids of the lessons that replay ``source``, those that only older versions have included."""
    rows = Lesson.objects.filter(source=source, kind=LessonKind.REPLAY)
    return list(rows.order_by("pk").values_list("pk", flat=True))
