"""Jobs of quizzes."""

from __future__ import annotations

from celery import shared_task

from quizzes.actions.attempts.submitting import submit_due_attempts


@shared_task(name="quizzes.submit_due_attempts")
def submit_due() -> None:
    """Every 30 s: submit the attempts whose time is up."""
    submit_due_attempts()
