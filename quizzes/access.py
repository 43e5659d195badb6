"""Questions and quizzes are shared by everybody who teaches; the person who made one, and those who plan, change it."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q, QuerySet

from core.access import Insufficient, Unknown
from people import access as people_access
from people.models import Person
from quizzes.choices import AttemptState
from quizzes.models import Attempt, Question, Quiz


class Right(StrEnum):
    """What a person may do with one question or quiz."""

    SEE = "see"
    """Read it with its right answers, and use it in a webinar: everybody who teaches."""

    TRANSLATE = "translate"
    """Write and review it in another language: everybody who teaches."""

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


def may_edit(person: Person, made: Question | Quiz) -> bool:
    try:
        _check(person, made, Right.EDIT)
    except (Unknown, Insufficient):
        return False
    return True


def quizzes_to_take(person: Person) -> QuerySet[Quiz]:
    """Quizzes that are offered, and those of which the person took one before."""
    taken = Attempt.objects.filter(person=person, is_preview=False).exclude(state=AttemptState.LIVE)
    return Quiz.objects.filter(Q(is_open=True) | Q(pk__in=taken.values("quiz")))


def get_quiz_to_take(person: Person, quiz_id: int) -> tuple[Quiz, bool]:
    """A quiz that is offered, or that the person took or may change; and whether they may change it. Else 404."""
    quiz = Quiz.objects.filter(pk=quiz_id).first()
    may_change = quiz is not None and may_edit(person, quiz)
    if quiz is None or not (quiz.is_open or may_change or quizzes_to_take(person).filter(pk=quiz_id).exists()):
        raise Unknown
    return quiz, may_change


def get_open_quiz(person: Person, quiz_id: int) -> Quiz:
    """A quiz that is offered to everybody, so that an attempt may begin; else 404."""
    quiz = Quiz.objects.filter(pk=quiz_id, is_open=True).first()
    if quiz is None or not person.is_active:
        raise Unknown
    return quiz


def get_attempt(person: Person, attempt_id: int) -> Attempt:
    """One's own attempt at a quiz taken alone; 404 for any other, whoever asks."""
    own = Attempt.objects.filter(person=person).exclude(state=AttemptState.LIVE).select_related("quiz")
    attempt = own.filter(pk=attempt_id).first()
    if attempt is None:
        raise Unknown
    return attempt


def get_result(person: Person, attempt_id: int) -> tuple[Attempt, bool]:
    """One's own attempt, or one at a quiz that the person may change: then True beside it. Else 404."""
    attempts = Attempt.objects.exclude(state=AttemptState.LIVE).select_related("quiz", "person")
    attempt = attempts.filter(pk=attempt_id).first()
    if attempt is None or not (attempt.person_id == person.pk or may_edit(person, attempt.quiz)):
        raise Unknown
    return attempt, attempt.person_id != person.pk
