"""Reading questions and quizzes."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from quizzes.models import AttemptAnswer, Question, Quiz

_uses: list[Callable[[Question], bool]] = []


def counts_as_answered(use: Callable[[Question], bool]) -> Callable[[Question], bool]:
    """Register how a higher app knows that people answered a question."""
    _uses.append(use)
    return use


def is_answered(question: Question) -> bool:
    """Whether anybody answered it as it stands: in a room or a form. An attempt that keeps the version it saw does not count."""
    answers = AttemptAnswer.objects.filter(question=question, version=None)
    return answers.exists() or any(use(question) for use in _uses)


_forms: list[Callable[[Quiz], bool]] = []


def counts_as_filled_in(use: Callable[[Quiz], bool]) -> Callable[[Quiz], bool]:
    """Register how a higher app knows that somebody filled in a quiz as a form."""
    _forms.append(use)
    return use


def is_filled_in(quiz: Quiz) -> bool:
    """Whether somebody filled it in as a form: what they left out is known by the questions that there were."""
    return any(use(quiz) for use in _forms)


_asked: list[Callable[[Quiz], bool]] = []


def counts_as_asked(use: Callable[[Quiz], bool]) -> Callable[[Quiz], bool]:
    """Register how a higher app knows that it asks a quiz's questions, as they are at any time."""
    _asked.append(use)
    return use


def is_asked(quiz: Quiz) -> bool:
    """Whether an app above asks its questions: then it must stay one that rooms can ask."""
    return any(use(quiz) for use in _asked)


def with_entries(quizzes: QuerySet[Quiz]) -> QuerySet[Quiz]:
    """Newest first, with their questions: two queries whatever their number."""
    return quizzes.prefetch_related("entries__question").order_by("-created_at", "-id")
