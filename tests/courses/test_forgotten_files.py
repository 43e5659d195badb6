"""Files that nothing names go a month after they were last brought; whatever is named anywhere stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from core.models import AuditEntry
from courses import tasks
from courses.actions.editing import BlockEdit, LessonEdit, save_lesson
from courses.actions.files import forget_files, upload_file
from courses.actions.publishing import publish_course
from courses.actions.writing import write_lesson
from courses.content import BlockContent, LessonContent
from courses.models import CourseFile, Document, DocumentEdition, FilePage, Lesson, LessonRevision, Module
from courses.queries.files import file_path
from people.models import Person
from tests.factories import make_course, make_lesson, make_person
from tests.webinars.test_room_races import at_once

LONG_AGO = timezone.now() - timedelta(days=31)
BARE = LessonContent("text", {"en": "Lesson"})


def keep(by: Person, *, text: bytes = b"words", days: int = 31) -> CourseFile:
    row = upload_file("a.txt", text, by=by)
    CourseFile.objects.filter(pk=row.pk).update(brought_at=timezone.now() - timedelta(days=days))
    FilePage.objects.create(file=row, position=1, text="words")
    return row


def lesson_with(**content: object) -> Lesson:
    return make_lesson(Module.objects.create(title_en="M"), **content)  # type: ignore[arg-type]


def in_lesson(row: CourseFile) -> None:
    lesson_with(kind="file", file=row.pk)


def in_block(row: CourseFile) -> None:
    make_lesson(Module.objects.create(title_en="M"), BlockContent("file", file=row.pk))


def in_caption(row: CourseFile) -> None:
    lesson_with(kind="video", captions={"fr": row.pk})


def in_revision(row: CourseFile) -> None:
    write_lesson(lesson_with(kind="file", file=row.pk), BARE, by=None)


def in_caption_of_a_revision(row: CourseFile) -> None:
    write_lesson(lesson_with(kind="video", captions={"fr": row.pk}), BARE, by=None)


def published(lesson: Lesson) -> None:
    publish_course(make_course([lesson.module]), by=make_person())
    write_lesson(lesson, BARE, by=None)
    LessonRevision.objects.filter(lesson=lesson, number=1).delete()  # as saves by themselves are folded


def in_published_lesson(row: CourseFile) -> None:
    published(lesson_with(kind="file", file=row.pk))


def in_published_block(row: CourseFile) -> None:
    published(make_lesson(Module.objects.create(title_en="M"), BlockContent("file", file=row.pk)))


def in_edition(row: CourseFile) -> None:
    document = Document.objects.create(slug="d", title_en="D")
    DocumentEdition.objects.create(document=document, language="en", number=1, file=row)


def brought_again(row: CourseFile) -> None:
    assert row.created_by is not None
    assert upload_file("b.txt", b"words", by=row.created_by) == row


USES: list[Callable[[CourseFile], None]] = [
    in_lesson, in_block, in_caption, in_revision, in_caption_of_a_revision, in_published_lesson, in_published_block, in_edition,
    brought_again,
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("use", USES)
def test_what_is_named_or_was_brought_lately_stays_and_the_rest_goes(use: Callable[[CourseFile], None]) -> None:
    by = make_person()
    kept, loose, recent = keep(by), keep(by, text=b"loose"), keep(by, text=b"recent", days=29)
    use(kept)
    tasks.let_go()
    assert set(CourseFile.objects.values_list("pk", flat=True)) == {kept.pk, recent.pk}
    assert [default_storage.exists(file_path(row.key)) for row in (kept, loose, recent)] == [True, False, True]
    entry = AuditEntry.objects.get(verb="files.forgotten")
    assert entry.details == {"files": [loose.pk], "bytes": 5}
    tasks.let_go()
    assert AuditEntry.objects.filter(verb="files.forgotten").count() == 1


@pytest.mark.django_db
def test_what_was_stored_and_never_became_a_row_goes_as_late() -> None:
    row = keep(make_person())
    old, new = (f"{digit * 40}-{digit * 20}.mp4" for digit in "ab")
    for key in (old, new):
        default_storage.save(file_path(key), ContentFile(b"film"))
    for path in (file_path(old), file_path(row.key)):
        os.utime(default_storage.path(path), (LONG_AGO.timestamp(),) * 2)
    CourseFile.objects.update(brought_at=timezone.now())
    tasks.let_go()
    assert [default_storage.exists(file_path(key)) for key in (old, new, row.key)] == [False, True, True]


@pytest.mark.django_db(transaction=True)
def test_a_lesson_saved_at_that_moment_has_its_file_or_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs._send", lambda name, ids: None)
    author = make_person()
    row = keep(author)
    lesson = lesson_with()
    edit = LessonEdit("Lesson", "text", 5, blocks=(BlockEdit("file", "The form", file=row.pk),))
    again, saved, gone = at_once(
        lambda: upload_file("b.txt", b"words", by=author),
        lambda: save_lesson(lesson, edit=edit, seen=1, by=author),
        lambda: forget_files(before=LONG_AGO + timedelta(days=1)),
    )
    for path in gone:
        default_storage.delete(path)
    assert (saved == "lesson.not_at_hand") == (not CourseFile.objects.filter(pk=row.pk).exists())
    again.refresh_from_db()
    assert default_storage.exists(file_path(again.key))
