"""Answers that wait for a person to mark them, and those that were marked."""

from __future__ import annotations

from django.db.models import QuerySet

from quizzes.choices import AttemptState
from quizzes.models import Attempt, AttemptAnswer, Quiz


def _answers(quiz: Quiz) -> QuerySet[AttemptAnswer]:
    """Of submitted attempts, in earnest; with their attempt and question, never with the person."""
    own = AttemptAnswer.objects.filter(
        attempt__quiz=quiz, attempt__state=AttemptState.SUBMITTED, attempt__is_preview=False
    )
    return own.select_related("attempt", "question")


def waiting_answers(quiz: Quiz) -> QuerySet[AttemptAnswer]:
    """Those whose person has waited longest come first."""
    return _answers(quiz).filter(needs_marking=True).order_by("attempt__finished_at", "pk")


def marked_answers(quiz: Quiz) -> QuerySet[AttemptAnswer]:
    """Marked by hand, the newest first."""
    return _answers(quiz).filter(marked_at__isnull=False, needs_marking=False).order_by("-marked_at", "-pk")


def next_waiting(answer: AttemptAnswer) -> AttemptAnswer | None:
    """The answer to mark after this one: the next of the queue, else its first."""
    waiting = waiting_answers(answer.attempt.quiz).exclude(pk=answer.pk)
    finished = answer.attempt.finished_at
    later = waiting.filter(attempt__finished_at__gt=finished) | waiting.filter(
        attempt__finished_at=finished, pk__gt=answer.pk
    )
    return later.first() or waiting.first()


def attempts_of(quiz: Quiz, *, state: str = "") -> QuerySet[Attempt]:
    """Attempts taken alone, in earnest, with their persons: the newest first. ``state``: one of them, or ``waiting``."""
    attempts = Attempt.objects.filter(quiz=quiz, is_preview=False).exclude(state=AttemptState.LIVE)
    if state == WAITING:
        attempts = attempts.filter(needs_marking=True)
    elif state:
        attempts = attempts.filter(state=state)
    return attempts.select_related("person").order_by("-started_at", "-pk")


WAITING = "waiting"
"""Submitted, with an answer that waits for its mark."""
