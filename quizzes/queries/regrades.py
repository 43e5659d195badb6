"""Regrades of a quiz, and what they changed."""

from __future__ import annotations

from django.db.models import QuerySet

from quizzes.choices import AttemptState, JobState
from quizzes.models import Attempt, Quiz, Regrade, RegradeChange

UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


def attempts_to_mark(quiz_id: int) -> QuerySet[Attempt]:
    """Attempts that a regrade marks: given in, alone and in earnest; a quiz played in a room is not marked again."""
    return Attempt.objects.filter(quiz=quiz_id, state=AttemptState.SUBMITTED, is_preview=False)


def unfinished_regrades() -> list[int]:
    """Ids of those that a job should be working at."""
    return list(Regrade.objects.filter(state__in=UNFINISHED).order_by("pk").values_list("pk", flat=True))


def regrades_of(quiz: Quiz) -> QuerySet[Regrade]:
    """Newest first."""
    return Regrade.objects.filter(quiz=quiz).order_by("-pk")


def changes_of(regrade: Regrade) -> QuerySet[RegradeChange]:
    """Attempts whose mark changed, those that gained or lost first by the attempt's age, with their persons."""
    return RegradeChange.objects.filter(regrade=regrade).select_related("attempt__person").order_by("attempt_id")
