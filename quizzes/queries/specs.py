"""Questions as the arithmetic of :mod:`quizzes.marking` sees them."""

from __future__ import annotations

from collections.abc import Iterable

from quizzes.marking import QuestionSpec
from quizzes.models import Choice, Question


def spec_of(question: Question) -> QuestionSpec:
    """The spec of one question; no query when its choices are prefetched."""
    return _spec(question, sorted(question.choices.all(), key=lambda choice: choice.position))


def specs_of(question_ids: Iterable[int]) -> dict[int, QuestionSpec]:
    """The specs of many questions by id, in two queries."""
    ids = set(question_ids)
    choices: dict[int, list[Choice]] = {question_id: [] for question_id in ids}
    for choice in Choice.objects.filter(question_id__in=ids).order_by("question_id", "position"):
        choices[choice.question_id].append(choice)
    return {question.pk: _spec(question, choices[question.pk]) for question in Question.objects.filter(pk__in=ids)}


def _spec(question: Question, choices: list[Choice]) -> QuestionSpec:
    return QuestionSpec(
        kind=question.kind,
        choices=tuple(choice.pk for choice in choices),
        right=frozenset(choice.pk for choice in choices if choice.is_right),
        low=question.low,
        high=question.high,
        key_number=question.key_number,
        tolerance=question.tolerance,
        max_choices=question.max_choices,
        points=question.points,
        mark_rule=question.mark_rule,
        shares={choice.pk: choice.share for choice in choices if choice.share is not None},
    )
