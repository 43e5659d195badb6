"""Jobs of the curriculum: by name, with ids only, and harmless when run twice."""

from __future__ import annotations

import tempfile
from pathlib import Path

from celery import shared_task
from django.core.files.storage import default_storage

from core.jobs import enqueue_after_commit
from courses.actions import progress
from courses.actions import rendering as actions
from courses.queries.decks import forgotten_versions, stuck_versions
from courses.rendering import BadPdf, render
from quizzes.queries.regrades import people_whose_mark_changed


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


@shared_task(name="courses.sweep_decks")
def sweep_decks() -> None:
    """Take up versions whose worker died, and remove what was replaced a day ago."""
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
