"""Where files of lessons lie, and which of them a person may put into a lesson."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from courses.models import CourseFile, FilePage, Lesson, LessonRevision, LessonText, ModuleVersion
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

    One query, and another where some are not the person's own. Within a running action: the rows are locked, so that none goes
    before the lesson names it.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    rows = CourseFile.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    own = {row.pk: row for row in rows.filter(created_by=person)}
    if own.keys() == wanted:
        return own
    revisions = LessonRevision.objects.filter(lesson=lesson).values_list("content", flat=True)
    named = {file for content in revisions for file in named_files(content)}
    return {row.pk: row for row in rows.filter(Q(pk__in=named) | Q(created_by=person))}


def files_on_page(person: Person, ids: Iterable[int], *, named: Iterable[int]) -> dict[int, CourseFile]:
    """Those of ``ids`` that a form of ``person`` may show: what the lesson has ``named``, and their own. One query, or none."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = CourseFile.objects.filter(Q(pk__in=set(named)) | Q(created_by=person), pk__in=wanted)
    return {row.pk: row for row in rows}


_KEY = re.compile(r"[0-9a-f]{40}-[0-9a-f]{20}\.[a-z0-9]{1,5}")


def files_in_rows(files: QuerySet[CourseFile]) -> Q:
    """Those that a row of any table names, whatever tables there will be: lessons, blocks, captions, editions."""
    named = Q()
    for relation in files.model._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.related_model is not FilePage:
            field = relation.field.name  # type: ignore[union-attr]
            rows = relation.related_model._base_manager.filter(**{f"{field}__isnull": False})  # type: ignore[union-attr]
            named |= Q(pk__in=rows.values(field))
    return named


def files_in_revisions() -> set[int]:
    """Ids of all files that some kept revision of a lesson names."""
    rows = LessonRevision.objects.annotate(written=Cast("content", TextField()))
    naming = rows.filter(Q(written__contains='"file":') | Q(written__contains='"captions":'))
    return {file for content in naming.values_list("content", flat=True).iterator() for file in named_files(content)}


def keys_in_versions() -> set[str]:
    """Keys of all files that some published version of a module names, in its lessons or their blocks."""
    structures = ModuleVersion.objects.annotate(written=Cast("structure", TextField()))
    pages = LessonText.objects.annotate(written=Cast("blocks", TextField())).filter(written__contains='"file":')
    return {
        key
        for rows in (structures, pages)
        for written in rows.values_list("written", flat=True).iterator()
        for key in _KEY.findall(written)
    }


def stored_without_row(*, before: datetime) -> Iterator[str]:
    """Stored files older than ``before`` without a row: what brought them was undone, or their row has gone."""
    folders, _ = default_storage.listdir(file_path("")) if default_storage.exists(file_path("")) else ([], [])
    for folder in folders:
        _, names = default_storage.listdir(f"{file_path('')}/{folder}")
        known = set(CourseFile.objects.filter(key__startswith=folder).values_list("key", flat=True))
        for name in sorted(set(names) - known):
            path = file_path(name)
            if default_storage.get_modified_time(path) < before:
                yield path
