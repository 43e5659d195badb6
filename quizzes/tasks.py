"""Jobs of quizzes: by name, with ids only, and harmless when run twice."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.core.files.storage import default_storage
from django.utils import timezone

from core.jobs import enqueue_after_commit
from quizzes.actions.attempts.submitting import submit_due_attempts
from quizzes.actions.files import forget_files, orphans
from quizzes.actions.imports import APPLY, READ, forget_imports
from quizzes.actions.regrading import REGRADE, fail_regrade, mark_next
from quizzes.importers import running
from quizzes.queries.imports import unfinished_imports
from quizzes.queries.regrades import unfinished_regrades

FILES_KEPT = timedelta(days=7)
"""A file that was brought for a question which was never saved."""
IMPORTS_KEPT = timedelta(days=365)
"""The report of what an imported file did."""


@shared_task(name="quizzes.submit_due_attempts")
def submit_due() -> None:
    """Every 30 s: submit the attempts whose time is up."""
    submit_due_attempts()


@shared_task(name="quizzes.let_go")
def let_go() -> None:
    """Every night: files that no question has, no version names, and nobody brought this week; reports of old imports."""
    before = timezone.now() - FILES_KEPT
    for path in [*forget_files(before=before), *orphans(before=before)]:
        default_storage.delete(path)
    for key in forget_imports(before=timezone.now() - IMPORTS_KEPT):
        default_storage.delete(key)


@shared_task(name=REGRADE)
def regrade(regrade_id: int) -> None:
    """Mark what is left of a regrade, slice by slice."""
    try:
        key = mark_next(regrade_id)
        while key is not None:
            key = mark_next(regrade_id, key)
    except Exception:
        fail_regrade(regrade_id)
        raise


@shared_task(name="quizzes.go_on_regrading")
def go_on_regrading() -> None:
    """Every minute: take up regrades whose worker died."""
    for regrade_id in unfinished_regrades():
        enqueue_after_commit(REGRADE, regrade_id=regrade_id)


@shared_task(name=READ)
def read_import(import_id: int) -> None:
    """Read an imported file into its dry run, from where an earlier worker stopped."""
    running.read_import(import_id)


@shared_task(name=APPLY)
def apply_import(import_id: int) -> None:
    """Take a dry run into the bank, from where an earlier worker stopped."""
    running.apply_import(import_id)


@shared_task(name="quizzes.sweep_imports")
def sweep_imports() -> None:
    """Every minute: go on with imports whose worker died."""
    for import_id, name in unfinished_imports():
        if not running.is_alive(import_id):
            running.show_life(import_id)
            enqueue_after_commit(name, import_id=import_id)
