"""Where packages lie."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from courses.models import ScormPackage

FOLDER = "scorm"


def folder_of(key: str) -> str:
    """Where a package's files lie in the storage."""
    return f"{FOLDER}/{key[:2]}/{key}"


def with_uses(packages: QuerySet[ScormPackage]) -> QuerySet[ScormPackage]:
    """The newest first, each with the number of lessons that play it as ``used``."""
    in_lessons = Count("lessons", filter=Q(lessons__removed_at__isnull=True))
    return packages.select_related("created_by").annotate(used=in_lessons).order_by("-pk")
