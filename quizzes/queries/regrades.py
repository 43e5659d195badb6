"""Regrades of a quiz, and what they changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from quizzes.choices import AttemptState, JobState
from quizzes.models import Attempt, Question, Quiz, Regrade, RegradeChange

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


@dataclass(frozen=True)
class QuestionChange:
    """How many marks of a question changed, and how many answers that no longer fit kept theirs."""

    question: Question
    changed: int
    kept: int


def question_changes(regrade: Regrade) -> list[QuestionChange]:
    """Questions of which anything is to be said, most changes first."""
    questions = Question.objects.in_bulk([int(pk) for pk in regrade.questions])
    found = [
        QuestionChange(questions[int(pk)], counts["changed"], counts["kept"])
        for pk, counts in regrade.questions.items()
        if int(pk) in questions
    ]
    return sorted(found, key=lambda each: (-each.changed, -each.kept, each.question.pk))


def people_whose_mark_changed(regrade_id: int) -> list[tuple[int, int]]:
    """Quiz and person, by id, of each person one of whose attempts counts otherwise after a regrade."""
    changes = RegradeChange.objects.filter(regrade=regrade_id)
    return list(changes.order_by("attempt__person").values_list("attempt__quiz", "attempt__person").distinct())
