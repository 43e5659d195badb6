"""Questions and quizzes are shared by everybody who teaches; the person who made one, and those who plan, change it."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet

from core.access import Insufficient, Unknown
from people import access as people_access
from people.models import Person
from quizzes.models import Question, Quiz


class Right(StrEnum):
    """What a person may do with one question or quiz."""

    SEE = "see"
    """Read it with its right answers, and use it in a webinar: everybody who teaches."""

    EDIT = "edit"
    """Change it: the person who made it, and those who plan."""


def _check(person: Person, made: Question | Quiz | None, right: Right) -> None:
    rights = people_access.rights_of(person) if person.is_authenticated and person.is_active else frozenset()
    if made is None or people_access.Right.TEACH not in rights:
        raise Unknown
    if right == Right.EDIT and people_access.Right.PLAN not in rights and made.created_by_id != person.pk:
        raise Insufficient(right)


def visible_questions(person: Person) -> QuerySet[Question]:
    if people_access.has_right(person, people_access.Right.TEACH):
        return Question.objects.all()
    return Question.objects.none()


def visible_quizzes(person: Person) -> QuerySet[Quiz]:
    if people_access.has_right(person, people_access.Right.TEACH):
        return Quiz.objects.all()
    return Quiz.objects.none()


def get_question(person: Person, question_id: int, right: Right) -> Question:
    question = Question.objects.filter(pk=question_id).first()
    _check(person, question, right)
    assert question is not None
    return question


def get_quiz(person: Person, quiz_id: int, right: Right) -> Quiz:
    quiz = Quiz.objects.filter(pk=quiz_id).first()
    _check(person, quiz, right)
    assert quiz is not None
    return quiz
