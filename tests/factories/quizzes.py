from __future__ import annotations

from typing import Any

from quizzes.choices import QuestionKind
from quizzes.models import Choice, Question, Quiz, QuizQuestion


def make_question(
    kind: str = QuestionKind.SINGLE, *, choices: int = 4, right: tuple[int, ...] = (2,), **fields: Any
) -> Question:
    """A question in English and French; choices number 1…n, those in ``right`` are right."""
    fields.setdefault("text_en", "What do you check first?")
    fields.setdefault("text_fr", "Que vérifiez-vous d’abord ?")
    if kind == QuestionKind.SCALE:
        fields.setdefault("low", 1)
        fields.setdefault("high", 5)
    question = Question.objects.create(kind=kind, **fields)
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING):
        for position in range(1, choices + 1):
            Choice.objects.create(
                question=question,
                position=position,
                text_en=f"Choice {position}",
                text_fr=f"Choix {position}",
                is_right=position in right,
            )
    return question


def make_quiz(questions: int = 3, *, seconds: int = 30, **fields: Any) -> Quiz:
    quiz = Quiz.objects.create(title_en="Quiz", title_fr="Quiz", **fields)
    for position in range(1, questions + 1):
        QuizQuestion.objects.create(quiz=quiz, question=make_question(), position=position, seconds=seconds)
    return quiz
