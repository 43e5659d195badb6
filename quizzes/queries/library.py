"""Reading questions and quizzes."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from quizzes.choices import ROOM_KINDS
from quizzes.models import AttemptAnswer, Question, Quiz, QuizDraw, QuizQuestion, QuizSection

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


def for_rooms(quizzes: QuerySet[Quiz]) -> QuerySet[Quiz]:
    """Those that a room, or a form of a webinar, can ask: of kinds that it knows, without sections and random draws."""
    other = QuizQuestion.objects.filter(quiz=OuterRef("pk")).exclude(question__kind__in=ROOM_KINDS)
    return quizzes.exclude(
        Exists(other)
        | Exists(QuizDraw.objects.filter(quiz=OuterRef("pk")))
        | Exists(QuizSection.objects.filter(quiz=OuterRef("pk")))
    )


def suits_rooms(quiz: Quiz) -> bool:
    """Whether a room can ask it."""
    return for_rooms(Quiz.objects.filter(pk=quiz.pk)).exists()


def with_counts(quizzes: QuerySet[Quiz]) -> QuerySet[Quiz]:
    """Newest first, with how many questions they name and draw: one query whatever their number."""
    named = QuizQuestion.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz").annotate(n=Count("pk"))
    drawn = QuizDraw.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz").annotate(n=Sum("count"))
    questions = Coalesce(Subquery(named.values("n")), 0) + Coalesce(Subquery(drawn.values("n")), 0)
    return quizzes.annotate(questions=questions).order_by("-created_at", "-id")
