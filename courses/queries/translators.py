"""Who translates what."""

from __future__ import annotations

from django.db.models import QuerySet

from courses.choices import FileState
from courses.models import Course, TranslatedFile, TranslationTask


def my_tasks(tasks: QuerySet[TranslationTask]) -> QuerySet[TranslationTask]:
    """With their courses: one query."""
    return tasks.select_related("course").order_by("course", "language")


def translators_of(course: Course) -> QuerySet[TranslationTask]:
    """The tasks of a course with who has them: one query."""
    return TranslationTask.objects.filter(course=course).select_related("person").order_by("language", "pk")


def newest_files(course: Course, languages: tuple[str, ...]) -> list[TranslatedFile]:
    """The last files that came for these languages, without what is in them: one query."""
    rows = TranslatedFile.objects.filter(course=course, language__in=languages).select_related("created_by")
    return list(rows.defer("units", "report").order_by("-created_at", "-pk")[:10])


def unfinished_files() -> list[int]:
    """Files whose job is not at its end."""
    return list(TranslatedFile.objects.filter(state=FileState.TAKING).order_by("pk").values_list("pk", flat=True))
