from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from quizzes import marking
from quizzes.actions.writing import write_content
from quizzes.choices import AttemptState, QuestionKind
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.marking.contents import spec_of_content
from quizzes.models import Attempt, AttemptAnswer, Choice, Question, Quiz, QuizQuestion
from quizzes.queries.contents import content_of
from tests.factories.people import make_person


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


def make_written_quiz(questions: int = 2, **fields: Any) -> Quiz:
    """A quiz whose questions have versions: single choice of four, the second right."""
    quiz = Quiz.objects.create(title_en="Quiz", title_fr="Quiz", **fields)
    for position in range(1, questions + 1):
        choices = tuple(ChoiceContent({"en": f"Choice {each}"}, is_right=each == 2) for each in range(1, 5))
        question = Question(created_by=fields.get("created_by"))
        write_content(question, QuestionContent("single", {"en": f"Question {position}"}, choices), by=None)
        QuizQuestion.objects.create(quiz=quiz, question=question, position=position)
    return quiz


def make_attempt(quiz: Quiz, given: Sequence[int | dict[str, Any] | None], **fields: Any) -> Attempt:
    """An attempt, submitted unless ``fields`` say otherwise, that was ``given`` an answer for each question of the quiz: the
    position of a choice from 1, a response, or None. It is marked by the questions as they are."""
    fields.setdefault("person", None)
    fields["person"] = fields["person"] or make_person()
    fields.setdefault("state", AttemptState.SUBMITTED)
    fields.setdefault("language", "en")
    now = timezone.now()
    attempt = Attempt.objects.create(quiz=quiz, started_at=now, finished_at=now, **fields)
    for entry, each in zip(quiz.entries.order_by("position"), given, strict=False):
        content = content_of(entry.question)
        spec = spec_of_content(content)
        response = {"choices": [spec.choices[each - 1]]} if isinstance(each, int) else each
        marked = marking.mark(response, spec)
        waits = marking.waits_for_person(spec)
        AttemptAnswer.objects.create(
            attempt=attempt,
            question=entry.question,
            version=entry.question.versions.first(),
            position=entry.position,
            response=response,
            language=attempt.language,
            mark=marked.points,
            max_mark=spec.points if waits else marked.max_points,
            is_right=marked.is_right,
            needs_marking=waits and response is not None,
        )
    answers = list(AttemptAnswer.objects.filter(attempt=attempt))
    attempt.mark = sum((answer.mark for answer in answers), Decimal())
    attempt.max_mark = sum((answer.max_mark for answer in answers), Decimal())
    attempt.needs_marking = any(answer.needs_marking for answer in answers)
    attempt.save()
    return attempt
