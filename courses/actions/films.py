"""Films of lessons and their captions."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from core import audit
from core.actions import action
from courses.actions.writing import lock_lesson, write_lesson
from courses.choices import LessonKind
from courses.content import LessonContent
from courses.models import CourseFile, Lesson
from courses.queries.contents import content_of, whole
from courses.queries.files import file_path
from people.models import Person

MEDIA_TYPES = {"mp4": "video/mp4", "webm": "video/webm", "vtt": "text/vtt"}


def store(pieces: Iterable[bytes], *, ending: str) -> str:
    """Write a file under a new key, which cannot be guessed, piece by piece. Outside of any action."""
    key = f"{secrets.token_hex(20)}-{secrets.token_hex(10)}.{ending}"
    try:
        default_storage.save(file_path(key), ContentFile(b""))
        with default_storage.open(file_path(key), "ab") as file:
            for piece in pieces:
                file.write(piece)
    except BaseException:
        forget(key)
        raise
    return key


def store_film(film: File[bytes], *, ending: str) -> str:
    film.seek(0)
    return store(film.chunks(), ending=ending)


def forget(key: str) -> None:
    """Delete what was stored under ``key`` and came to nothing."""
    default_storage.delete(file_path(key))


def _keep(key: str, name: str, size: int, by: Person) -> CourseFile:
    media_type = MEDIA_TYPES[key.rpartition(".")[2]]
    return CourseFile.objects.create(name=name, key=key, media_type=media_type, size=size, created_by=by)


def _content(lesson: Lesson) -> LessonContent:
    return content_of(whole(Lesson.objects.filter(pk=lesson.pk)).get())


@action
def choose_film(lesson: Lesson, *, key: str, name: str, size: int, by: Person) -> CourseFile:
    """Let the lesson show the film stored under ``key``; it becomes a video lesson, a replay one with a recording. Its captions
    stay."""
    locked = lock_lesson(lesson)
    row = _keep(key, name, size, by)
    kind = LessonKind.REPLAY if locked.kind == LessonKind.REPLAY else LessonKind.VIDEO
    write_lesson(locked, replace(_content(locked), kind=kind.value, file=row.pk), by=by)
    audit.record("lesson.film_chosen", actor_id=by.pk, subject=f"lesson:{locked.pk}", file=row.pk, size=size)
    return row


@action
def choose_caption(lesson: Lesson, *, language: str, key: str, name: str, size: int, by: Person) -> CourseFile:
    """Let the film have the captions stored under ``key``, in place of those that it had in ``language``."""
    locked = lock_lesson(lesson)
    content = _content(locked)
    row = _keep(key, name, size, by)
    write_lesson(locked, replace(content, captions={**content.captions, language: row.pk}), by=by)
    audit.record("lesson.caption_chosen", actor_id=by.pk, subject=f"lesson:{locked.pk}", language=language)
    return row


@action
def remove_caption(lesson: Lesson, *, language: str, by: Person) -> None:
    """Take the captions in ``language`` away; the lesson's history keeps them."""
    locked = lock_lesson(lesson)
    content = _content(locked)
    rest = {each: file for each, file in content.captions.items() if each != language}
    write_lesson(locked, replace(content, captions=rest), by=by)
    audit.record("lesson.caption_removed", actor_id=by.pk, subject=f"lesson:{locked.pk}", language=language)
