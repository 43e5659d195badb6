"""Where files of lessons lie, and which of them a person may put into a lesson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Q

from courses.models import CourseFile, Lesson, LessonRevision
from people.models import Person

FOLDER = "courses"


def file_path(key: str) -> str:
    """The file's name in the storage; the folder of all files for no key."""
    return f"{FOLDER}/{key[:2]}/{key}" if key else FOLDER


def file_of_key(key: str) -> CourseFile:
    """Raises FileNotFoundError."""
    row = CourseFile.objects.filter(key=key).first()
    if row is None:
        raise FileNotFoundError(key)
    return row


def file_bytes(row: CourseFile) -> bytes:
    """The file whole. Raises FileNotFoundError."""
    with default_storage.open(file_path(row.key)) as file:
        content: bytes = file.read()
    return content


def named_files(content: Mapping[str, Any]) -> Iterator[int]:
    """Ids of the files that a revision's content names."""
    if content.get("file"):
        yield content["file"]
    yield from (content.get("captions") or {}).values()
    yield from (block["file"] for block in content.get("blocks", ()) if block.get("file"))


def files_at_hand(person: Person, lesson: Lesson, ids: Iterable[int]) -> dict[int, CourseFile]:
    """Those of ``ids`` that ``person`` may put into ``lesson``: what it names now or named once, and what the person brought.

    One query, and another where some are not the person's own.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    own = {row.pk: row for row in CourseFile.objects.filter(created_by=person, pk__in=wanted)}
    if own.keys() == wanted:
        return own
    revisions = LessonRevision.objects.filter(lesson=lesson).values_list("content", flat=True)
    named = {file for content in revisions for file in named_files(content)}
    return {row.pk: row for row in CourseFile.objects.filter(Q(pk__in=named) | Q(created_by=person), pk__in=wanted)}


def files_on_page(person: Person, ids: Iterable[int], *, named: Iterable[int]) -> dict[int, CourseFile]:
    """Those of ``ids`` that a form of ``person`` may show: what the lesson has ``named``, and their own. One query, or none."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = CourseFile.objects.filter(Q(pk__in=set(named)) | Q(created_by=person), pk__in=wanted)
    return {row.pk: row for row in rows}
