"""Making and changing quizzes. Texts are given by language: ``{"en": "…", "ar": "…"}``."""

from __future__ import annotations

from collections.abc import Sequence

from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from people.models import Person
from quizzes.actions.texts import columns, texts_of
from quizzes.content import Texts
from quizzes.models import Question, Quiz, QuizQuestion
from quizzes.queries.library import is_filled_in


def _entries(quiz: Quiz, questions: Sequence[tuple[Question, int]]) -> None:
    if not questions:
        raise Refused("quiz.no_questions")
    if len({question.pk for question, _ in questions}) < len(questions):
        raise Refused("quiz.question_twice")
    if any(not 5 <= seconds <= 3600 for _, seconds in questions):
        raise Refused("quiz.seconds")
    for position, (question, seconds) in enumerate(questions, start=1):
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position, seconds=seconds)


def _title(title: Texts) -> dict[str, str]:
    titles = columns("title", title)
    if not any(titles.values()):
        raise Refused("quiz.untitled")
    return titles


def add_quiz(
    *, title: Texts, questions: Sequence[tuple[Question, int]], speed_points: bool = False, by: Person | None
) -> Quiz:
    """Make a quiz within a running action, as :func:`create_quiz` does."""
    quiz = Quiz.objects.create(created_by=by, speed_points=speed_points, **_title(title))
    _entries(quiz, questions)
    return quiz


@action
def create_quiz(
    *, title: Texts, questions: Sequence[tuple[Question, int]], speed_points: bool = False, by: Person | None
) -> Quiz:
    """A quiz of ``questions`` in order, each with the seconds that it takes when played live."""
    return add_quiz(title=title, questions=questions, speed_points=speed_points, by=by)


def seen_quiz(quiz: Quiz) -> str:
    entries = QuizQuestion.objects.filter(quiz=quiz).order_by("position").values_list("question_id", "seconds")
    return fingerprint(texts_of(quiz, "title"), quiz.speed_points, list(entries))


@action
def update_quiz(
    quiz: Quiz, *, title: Texts, questions: Sequence[tuple[Question, int]], speed_points: bool, seen: str = ""
) -> Quiz:
    """Change a quiz as it was ``seen``. Rooms in which it is already prepared keep the questions they have.

    A form that somebody filled in keeps its questions (``quiz.filled_in``); its title may change.
    """
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    before = seen_quiz(quiz)
    kept = QuizQuestion.objects.filter(quiz=quiz).order_by("position").values_list("question_id", flat=True)
    if [question.pk for question, _ in questions] != list(kept) and is_filled_in(quiz):
        raise Refused("quiz.filled_in")
    for name, value in _title(title).items():
        setattr(quiz, name, value)
    quiz.speed_points = speed_points
    quiz.save()
    QuizQuestion.objects.filter(quiz=quiz).delete()
    _entries(quiz, questions)
    refuse_if_changed(seen=seen, before=before, after=seen_quiz(quiz))
    return quiz
