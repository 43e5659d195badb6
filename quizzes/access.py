"""Questions and quizzes are shared by everybody who teaches; the person who made one, and those who plan, change it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from django.db.models import Q, QuerySet

from core.access import Insufficient, Unknown
from people import access as people_access
from people.models import Person
from quizzes.choices import AttemptState, BankState
from quizzes.models import (
    Allowance,
    Attempt,
    AttemptAnswer,
    Category,
    Question,
    QuestionImport,
    Quiz,
    QuizDraw,
    QuizSection,
    Regrade,
    Tag,
)

Shelf = TypeVar("Shelf", Category, Tag)


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


def editable_questions(person: Person) -> QuerySet[Question]:
    """Those that the person may change: one's own, and all for those who plan."""
    mine = visible_questions(person)
    return mine if people_access.has_right(person, people_access.Right.PLAN) else mine.filter(created_by=person)


def visible_quizzes(person: Person) -> QuerySet[Quiz]:
    if people_access.has_right(person, people_access.Right.TEACH):
        return Quiz.objects.all()
    return Quiz.objects.none()


def editable_quizzes(person: Person) -> QuerySet[Quiz]:
    """Those that the person may change: one's own, and all for those who plan."""
    mine = visible_quizzes(person)
    return mine if people_access.has_right(person, people_access.Right.PLAN) else mine.filter(created_by=person)


def find_category(person: Person, word: str) -> Category | None:
    """The category of this id, to put questions into; None for an empty word."""
    people_access.require(person, people_access.Right.TEACH)
    found = Category.objects.filter(pk=int(word)).first() if word.isascii() and word.isdigit() else None
    if word and found is None:
        raise Unknown
    return found


def find_tag(person: Person, word: str) -> Tag:
    """The tag of this id, to be put on questions."""
    people_access.require(person, people_access.Right.TEACH)
    found = Tag.objects.filter(pk=int(word)).first() if word.isascii() and word.isdigit() else None
    if found is None:
        raise Unknown
    return found


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


Admission = Callable[[Person], frozenset[int]]
"""Which quizzes something above asks of a person, by id."""

_admissions: list[Admission] = []


def admits(admission: Admission) -> Admission:
    """Let people take quizzes that are not offered to everybody: a higher app says whom it asks which of them."""
    _admissions.append(admission)
    return admission


def admitted(person: Person) -> frozenset[int]:
    """Ids of the quizzes that are asked of the person, whether they are offered to everybody or not."""
    return frozenset().union(*(admission(person) for admission in _admissions))


def quizzes_to_take(person: Person, asked: frozenset[int]) -> QuerySet[Quiz]:
    """Quizzes that are offered, those that are ``asked`` of the person, and those of which they took one before."""
    taken = Attempt.objects.filter(person=person, is_preview=False).exclude(state=AttemptState.LIVE)
    return Quiz.objects.filter(Q(is_open=True) | Q(pk__in=asked) | Q(pk__in=taken.values("quiz")))


def get_quiz_to_take(person: Person, quiz_id: int, asked: frozenset[int]) -> tuple[Quiz, bool]:
    """A quiz that is offered, or ``asked`` of the person, or that they took or may change; and whether they may change it.
    Else 404."""
    quiz = Quiz.objects.filter(pk=quiz_id).first()
    may_change = quiz is not None and may_edit(person, quiz)
    if quiz is None or not (quiz.is_open or may_change or quizzes_to_take(person, asked).filter(pk=quiz_id).exists()):
        raise Unknown
    return quiz, may_change


def get_open_quiz(person: Person, quiz_id: int) -> Quiz:
    """A quiz that is offered to everybody, or asked of the person, so that an attempt may begin; else 404."""
    quiz = Quiz.objects.filter(pk=quiz_id).first()
    if quiz is None or not (quiz.is_open or quiz_id in admitted(person)):
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


def get_answer_to_mark(person: Person, answer_id: int) -> AttemptAnswer:
    """An answer of a submitted attempt, with its version and quiz, for whoever may change the quiz."""
    answers = AttemptAnswer.objects.filter(attempt__state=AttemptState.SUBMITTED, attempt__is_preview=False)
    answer = answers.select_related("attempt__quiz", "version").filter(pk=answer_id).first()
    _check(person, answer.attempt.quiz if answer else None, Right.EDIT)
    assert answer is not None
    return answer


def get_regrade(person: Person, regrade_id: int) -> Regrade:
    """A regrade of a quiz that the person may change, with the quiz."""
    regrade = Regrade.objects.select_related("quiz").filter(pk=regrade_id).first()
    _check(person, regrade.quiz if regrade else None, Right.EDIT)
    assert regrade is not None
    return regrade


def get_section(person: Person, section_id: int) -> QuizSection:
    """A section of a quiz that the person may change."""
    found = QuizSection.objects.select_related("quiz").filter(pk=section_id).first()
    _check(person, found.quiz if found else None, Right.EDIT)
    assert found is not None
    return found


def get_draw(person: Person, draw_id: int) -> QuizDraw:
    """A random draw of a quiz that the person may change."""
    found = QuizDraw.objects.select_related("quiz").filter(pk=draw_id).first()
    _check(person, found.quiz if found else None, Right.EDIT)
    assert found is not None
    return found


def get_allowance(person: Person, allowance_id: int) -> Allowance:
    """What somebody was given in a quiz that the person may change."""
    found = Allowance.objects.select_related("quiz").filter(pk=allowance_id).first()
    _check(person, found.quiz if found else None, Right.EDIT)
    assert found is not None
    return found


def find_section(quiz: Quiz, word: str) -> QuizSection | None:
    """The section of a quiz that a form names; None for no section."""
    return QuizSection.objects.filter(quiz=quiz, pk=int(word)).first() if word.isascii() and word.isdigit() else None


def get_category(person: Person, category_id: int) -> Category:
    """A category that the person may rename, move or remove."""
    return _of_the_bank(person, Category.objects.filter(pk=category_id).first())


def get_tag(person: Person, tag_id: int) -> Tag:
    """A tag that the person may rename or remove."""
    return _of_the_bank(person, Tag.objects.filter(pk=tag_id).first())


def _of_the_bank(person: Person, found: Shelf | None) -> Shelf:
    """Everybody who teaches adds categories and tags; those who plan change them, as they are everybody's."""
    rights = people_access.rights_of(person)
    if found is None or people_access.Right.TEACH not in rights:
        raise Unknown
    if people_access.Right.PLAN not in rights:
        raise Insufficient(Right.EDIT)
    return found


def state_steps(person: Person, question: Question) -> list[str]:
    """To which states the person may bring the question from its present one (``docs/rules/question-bank.md``)."""
    rights = people_access.rights_of(person)
    if people_access.Right.TEACH not in rights:
        return []
    plans = people_access.Right.PLAN in rights
    wrote = question.created_by_id == person.pk
    return [
        after for before, after, who in STATE_STEPS if before == question.state and who.allows(plans=plans, wrote=wrote)
    ]


class _Who(StrEnum):
    """Who takes a step."""

    MAKER = "maker"
    REVIEWER = "reviewer"
    ANY = "any"
    PLANNER = "planner"

    def allows(self, *, plans: bool, wrote: bool) -> bool:
        return plans or (self == _Who.MAKER and wrote) or (self == _Who.REVIEWER and not wrote) or self == _Who.ANY


STATE_STEPS = (
    (BankState.DRAFT, BankState.IN_REVIEW, _Who.MAKER),
    (BankState.DRAFT, BankState.APPROVED, _Who.PLANNER),
    (BankState.DRAFT, BankState.RETIRED, _Who.MAKER),
    (BankState.IN_REVIEW, BankState.APPROVED, _Who.REVIEWER),
    (BankState.IN_REVIEW, BankState.DRAFT, _Who.ANY),
    (BankState.IN_REVIEW, BankState.RETIRED, _Who.MAKER),
    (BankState.APPROVED, BankState.IN_REVIEW, _Who.MAKER),
    (BankState.APPROVED, BankState.RETIRED, _Who.MAKER),
    (BankState.RETIRED, BankState.DRAFT, _Who.MAKER),
)
"""From which state to which, and by whom; those who plan take each."""


def visible_imports(person: Person) -> QuerySet[QuestionImport]:
    """Those that the person brought; all for those who plan."""
    if not people_access.has_right(person, people_access.Right.TEACH):
        return QuestionImport.objects.none()
    if people_access.has_right(person, people_access.Right.PLAN):
        return QuestionImport.objects.all()
    return QuestionImport.objects.filter(created_by=person)


def get_import(person: Person, import_id: int) -> QuestionImport:
    """An imported file, to look at and to take in: a colleague's does not exist for others."""
    imported = visible_imports(person).select_related("category", "created_by").filter(pk=import_id).first()
    if imported is None:
        raise Unknown
    return imported
