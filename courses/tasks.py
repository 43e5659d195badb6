"""Jobs of the curriculum: by name, with ids only, and harmless when run twice."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from celery import shared_task
from django.core.files.storage import default_storage
from django.utils import timezone

from core.jobs import enqueue_after_commit
from courses.actions import library, progress
from courses.actions import rendering as actions
from courses.actions.files import forget_files
from courses.actions.posting import SEND, queue_reminders, send_letters
from courses.actions.ruling import BATCH, enrol_those_who_fit, enrol_where_it_fits
from courses.actions.texts_of_files import index_deck, keep_words
from courses.actions.translated_files import forget_files as forget_translated
from courses.importers.reading import pages_of
from courses.importers.running import take_file
from courses.queries.decks import forgotten_versions, stuck_versions
from courses.queries.files import file_bytes, stored_without_row
from courses.queries.lesson_parts import unread_file
from courses.queries.library import stuck_editions
from courses.queries.rules import ruled_courses
from courses.queries.translators import unfinished_files
from courses.rendering import BadPdf, read, render
from quizzes.queries.regrades import people_whose_mark_changed

PAGES_AT_ONCE = 20

TRANSLATED_FILES_KEPT = timedelta(days=30)
FILES_KEPT = timedelta(days=30)
"""A file that somebody brought for a lesson and that nothing names."""


@shared_task(name="courses.render_deck")
def render_deck(version_id: int) -> None:
    """Render what is left of a version, a page at a time, and show it when all pages are there."""
    work = actions.begin_rendering(version_id)
    if work is None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source.pdf"
        try:
            with work.version.file.open("rb") as file:
                source.write_bytes(file.read())
        except FileNotFoundError:
            actions.fail_rendering(version_id, code="deck.incomplete")
            return
        try:
            for page in render(source, folder, work.positions) if work.positions else ():
                actions.store_images(work.version, page, folder)
                if not actions.record_page(version_id, page=page):
                    return
        except BadPdf as bad:
            actions.fail_rendering(version_id, code=bad.code, position=bad.data.get("position"))
            return
    actions.finish_rendering(version_id)


@shared_task(name="courses.read_document")
def read_document(edition_id: int) -> None:
    """Read the words of what is left of a PDF, some pages at a time."""
    work = library.begin_reading(edition_id)
    if work is None:
        return
    edition, positions = work
    assert edition.file is not None
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source.pdf"
        try:
            source.write_bytes(file_bytes(edition.file))
            pages: list[tuple[int, str]] = []
            for page in read(source, positions) if positions else ():
                pages.append(page)
                if len(pages) == PAGES_AT_ONCE:
                    if not library.keep_pages(edition_id, pages=pages):
                        return
                    pages = []
        except FileNotFoundError:
            library.fail_reading(edition_id, code="deck.incomplete")
            return
        except BadPdf as bad:
            library.fail_reading(edition_id, code=bad.code)
            return
    if library.keep_pages(edition_id, pages=pages):
        library.finish_reading(edition_id)


@shared_task(name="courses.read_file")
def read_file(file_id: int) -> None:
    """Read the words of a lesson's file for the search."""
    row = unread_file(file_id)
    if row is None:
        return
    try:
        data = file_bytes(row)
    except FileNotFoundError:
        return
    keep_words(file_id, pages=pages_of(row.media_type, data))


@shared_task(name="courses.index_deck")
def index_slides(deck_id: int) -> None:
    """When a deck's pages or their words have changed."""
    index_deck(deck_id)


@shared_task(name="courses.sweep_decks")
def sweep_decks() -> None:
    """Take up versions and translators' files whose worker died, and remove what was replaced a day ago."""
    for file_id in unfinished_files():
        enqueue_after_commit("courses.take_translated_file", file_id=file_id)
    """Take up versions and editions whose worker died, and remove what was replaced a day ago."""
    for edition_id in stuck_editions():
        enqueue_after_commit("courses.read_document", edition_id=edition_id)
    for version_id in stuck_versions():
        enqueue_after_commit("courses.render_deck", version_id=version_id)
    for version_id in forgotten_versions():
        for name in actions.forget_version(version_id):
            default_storage.delete(name)


@shared_task(name="courses.note_quiz")
def note_quiz(quiz_id: int, person_id: int) -> None:
    """Judge a person's courses by a quiz that was submitted or marked anew."""
    progress.note_quiz(quiz_id=quiz_id, person_id=person_id)


@shared_task(name="courses.note_regrade")
def note_regrade(regrade_id: int) -> None:
    """Judge the courses of everybody whose mark a regrade changed."""
    for quiz_id, person_id in people_whose_mark_changed(regrade_id):
        progress.note_quiz(quiz_id=quiz_id, person_id=person_id)


@shared_task(name="courses.enrol_by_rule")
def enrol_by_rule(course_id: int) -> None:
    """When a course is published or its rule changes: put in whom it fits, a batch at a time."""
    if enrol_those_who_fit(course_id) >= BATCH:
        enqueue_after_commit("courses.enrol_by_rule", course_id=course_id)


@shared_task(name="courses.enrol_person_by_rule")
def enrol_person_by_rule(person_id: int) -> None:
    """When a profile changes."""
    enrol_where_it_fits(person_id)


@shared_task(name="courses.enrol_by_rules")
def enrol_by_rules() -> None:
    """Every night: whatever a change did not tell, such as a course completed that comes before another."""
    for course_id in ruled_courses().order_by("pk").values_list("pk", flat=True):
        enqueue_after_commit("courses.enrol_by_rule", course_id=course_id)


@shared_task(name="courses.queue_reminders")
def remind() -> None:
    """Every half hour: what the learners' calendars ask for."""
    queue_reminders(now=timezone.now())


@shared_task(name=SEND)
def send() -> None:
    """When letters were queued, and every five minutes for those whose job was lost."""
    if send_letters():
        enqueue_after_commit(SEND)


@shared_task(name="courses.take_translated_file")
def take_translated_file(file_id: int) -> None:
    """Take in what is left of a file that a translator brought."""
    take_file(file_id)


@shared_task(name="courses.let_go")
def let_go() -> None:
    """Every night: translators' files that came a month ago (what was taken of them stays), and files that nothing names."""
    forget_translated(before=timezone.now() - TRANSLATED_FILES_KEPT)
    before = timezone.now() - FILES_KEPT
    for path in [*forget_files(before=before), *stored_without_row(before=before)]:
        default_storage.delete(path)
