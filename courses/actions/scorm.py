"""SCORM packages: taking them in, and putting them into lessons."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core import audit
from core.actions import Refused, action
from courses.actions.writing import lock_lesson, write_lesson
from courses.choices import LessonKind
from courses.models import Lesson, ScormPackage
from courses.queries.contents import content_of, whole
from courses.queries.scorm import folder_of, uses_of
from people.models import Person

Part = tuple[str, Iterator[bytes]]


def unpack(parts: Iterable[Part]) -> str:
    """Write the files of a checked package under a new key, which cannot be guessed. Refused as the parts refuse."""
    key = secrets.token_hex(20)
    try:
        for name, pieces in parts:
            _write(f"{folder_of(key)}/{name}", pieces)
    except BaseException:
        remove(key)
        raise
    return key


def _write(path: str, pieces: Iterator[bytes]) -> None:
    saved = default_storage.save(path, ContentFile(next(pieces, b"")))
    if saved != path:
        raise Refused("scorm.unsafe_name", name=path.rpartition("/")[2][:100])
    with default_storage.open(path, "ab") as file:
        for piece in pieces:
            file.write(piece)


def remove(key: str) -> None:
    """Delete what was unpacked under ``key``."""
    _remove_folder(folder_of(key))


def _remove_folder(path: str) -> None:
    if not default_storage.exists(path):
        return
    folders, files = default_storage.listdir(path)
    for name in files:
        default_storage.delete(f"{path}/{name}")
    for name in folders:
        _remove_folder(f"{path}/{name}")
    default_storage.delete(path)


@action
def keep_package(
    *,
    name: str,
    key: str,
    version: str,
    title: str,
    items: list[dict[str, Any]],
    sequencing: dict[str, Any],
    size: int,
    by: Person,
) -> ScormPackage:
    """Keep a package that was unpacked under ``key``."""
    package = ScormPackage.objects.create(
        name=name[:200],
        key=key,
        version=version,
        title=title[:200],
        items=items,
        sequencing=sequencing,
        size=size,
        created_by=by,
    )
    audit.record("scorm.uploaded", actor_id=by.pk, subject=f"scorm:{package.pk}", items=len(items), size=size)
    return package


def delete_package(package: ScormPackage, *, by: Person) -> None:
    """Delete a package that nobody needs; its files go when that is certain. Refused: ``scorm.in_use``."""
    remove(_delete(package, by=by))


@action
def _delete(package: ScormPackage, *, by: Person) -> str:
    """The key of what is left to remove. The row's lock keeps a lesson from choosing the package meanwhile."""
    locked = ScormPackage.objects.select_for_update().filter(pk=package.pk).first()
    if locked is None:
        return package.key
    uses = uses_of(locked)
    if not uses.is_free:
        raise Refused("scorm.in_use", lessons=len(uses.lessons), versions=len(uses.versions), learners=uses.learners)
    Lesson.objects.filter(scorm=locked, removed_at__isnull=False).update(scorm=None)
    locked.delete()
    audit.record("scorm.deleted", actor_id=by.pk, subject=f"scorm:{package.pk}", size=package.size)
    return package.key


@action
def choose_package(lesson: Lesson, *, package: ScormPackage, by: Person) -> Lesson:
    """Let the lesson play ``package``; it becomes a SCORM lesson. All else of it stays as it is now."""
    locked = lock_lesson(lesson)
    content = content_of(whole(Lesson.objects.filter(pk=locked.pk)).get())
    write_lesson(locked, replace(content, kind=LessonKind.SCORM.value, scorm=package.pk), by=by)
    audit.record("lesson.package_chosen", actor_id=by.pk, subject=f"lesson:{locked.pk}", package=package.pk)
    return locked
