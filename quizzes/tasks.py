"""Jobs of quizzes: by name, with ids only, and harmless when run twice."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.core.files.storage import default_storage
from django.utils import timezone

from quizzes.actions.attempts.submitting import submit_due_attempts
from quizzes.actions.files import forget_files, orphans

FILES_KEPT = timedelta(days=7)
"""A file that was brought for a question which was never saved."""


@shared_task(name="quizzes.submit_due_attempts")
def submit_due() -> None:
    """Every 30 s: submit the attempts whose time is up."""
    submit_due_attempts()


@shared_task(name="quizzes.let_go")
def let_go() -> None:
    """Every night: files that no question has, no version names, and nobody brought this week."""
    before = timezone.now() - FILES_KEPT
    for path in [*forget_files(before=before), *orphans(before=before)]:
        default_storage.delete(path)
