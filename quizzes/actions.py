"""Making and changing questions and quizzes. Texts are given by language: ``{"en": "…", "ar": "…"}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from core.languages import LANGUAGES
from people.models import Person
from quizzes.choices import CHOICE_KINDS, QuestionKind
from quizzes.models import Choice, Question, Quiz, QuizQuestion
from quizzes.queries.library import is_answered, is_filled_in

MOST_CHOICES = 12
MOST_STEPS = 20
Texts = Mapping[str, str]


@dataclass(frozen=True)
class ChoiceDraft:
    """A choice to be. ``id`` names the one to change; a new one has none."""

    text: Texts
    feedback: Texts = field(default_factory=dict)
    is_right: bool = False
    id: int | None = None


@dataclass(frozen=True)
class QuestionDraft:
    """A question to be; the fields are those of :class:`quizzes.models.Question`."""

    kind: str
    text: Texts
    choices: Sequence[ChoiceDraft] = ()
    explanation: Texts = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)
    key_number: float | None = None
    tolerance: float = 0
    max_choices: int | None = None
    points: int = 1


def _columns(name: str, texts: Texts) -> dict[str, str]:
    return {f"{name}_{language}": texts.get(language, "").strip() for language in LANGUAGES}


def _check(draft: QuestionDraft) -> None:
    if draft.kind not in QuestionKind.values:
        raise Refused("question.kind_unknown")
    if not any(_columns("text", draft.text).values()):
        raise Refused("question.no_text")
    if draft.kind in CHOICE_KINDS:
        _check_choices(draft)
    if draft.kind == QuestionKind.SCALE:
        low, high = draft.low, draft.high
        whole = low is not None and high is not None and low == int(low) and high == int(high)
        if not whole or not 0 < high - low <= MOST_STEPS:  # type: ignore[operator]
            raise Refused("question.scale_ends", steps=MOST_STEPS)
    if draft.kind == QuestionKind.NUMERIC:
        low = float("-inf") if draft.low is None else draft.low
        high = float("inf") if draft.high is None else draft.high
        if low >= high or not low <= (low if draft.key_number is None else draft.key_number) <= high:
            raise Refused("question.number_range")


def _check_choices(draft: QuestionDraft) -> None:
    if len(draft.choices) < 2:
        raise Refused("question.too_few_choices")
    if len(draft.choices) > MOST_CHOICES:
        raise Refused("question.too_many_choices", limit=MOST_CHOICES)
    for position, choice in enumerate(draft.choices, start=1):
        if not any(_columns("text", choice.text).values()):
            raise Refused("question.choice_without_text", position=position)
    if draft.kind == QuestionKind.SINGLE and sum(choice.is_right for choice in draft.choices) > 1:
        raise Refused("question.one_right_choice")


def _fill(question: Question, draft: QuestionDraft) -> None:
    numbers = draft.kind in (QuestionKind.SCALE, QuestionKind.NUMERIC)
    values: dict[str, object] = {
        "kind": draft.kind,
        "low": draft.low if numbers else None,
        "high": draft.high if numbers else None,
        "key_number": draft.key_number if draft.kind == QuestionKind.NUMERIC else None,
        "tolerance": max(0.0, draft.tolerance),
        "max_choices": draft.max_choices,
        "points": draft.points,
        **_columns("text", draft.text),
        **_columns("explanation", draft.explanation),
        **_columns("low_label", draft.low_label),
        **_columns("high_label", draft.high_label),
    }
    for name, value in values.items():
        setattr(question, name, value)
    question.save()


def add_question(draft: QuestionDraft, by: Person | None) -> Question:
    """Make a question within a running action: for rules that make one as part of something larger."""
    _check(draft)
    question = Question(created_by=by)
    _fill(question, draft)
    if draft.kind in CHOICE_KINDS:
        for position, choice in enumerate(draft.choices, start=1):
            _add_choice(question, position, choice)
    return question


def _add_choice(question: Question, position: int, draft: ChoiceDraft) -> None:
    Choice.objects.create(
        question=question,
        position=position,
        is_right=draft.is_right and question.kind != QuestionKind.RANKING,
        **_columns("text", draft.text),
        **_columns("feedback", draft.feedback),
    )


@action
def create_question(draft: QuestionDraft, *, by: Person | None) -> Question:
    return add_question(draft, by)


def seen_question(question: Question) -> str:
    names = ("text", "explanation", "low_label", "high_label")
    values = [getattr(question, name) for name in ("low", "high", "key_number", "tolerance", "max_choices", "points")]
    choices = [[row.is_right, _texts(row, "text", "feedback")] for row in _choices(question)]
    return fingerprint(question.kind, values, _texts(question, *names), choices)


def _choices(question: Question) -> list[Choice]:
    return list(Choice.objects.filter(question=question).order_by("position"))


def _texts(row: Question | Choice | Quiz, *names: str) -> list[str]:
    return [getattr(row, f"{name}_{language}") or "" for name in names for language in LANGUAGES]


@action
def update_question(question: Question, draft: QuestionDraft, *, seen: str = "") -> Question:
    """Change a question as it was ``seen``.

    Once answered, its kind, bounds and choices stay; wording, feedback and explanation may change.
    """
    _check(draft)
    question = Question.objects.select_for_update().get(pk=question.pk)
    before_it = seen_question(question)
    choices = {choice.pk: choice for choice in Choice.objects.filter(question=question)}
    if is_answered(question):
        before = (question.kind, question.low, question.high, question.max_choices)
        same = [choice.id for choice in draft.choices] == list(choices)
        rights = [choice.is_right for choice in draft.choices] == [choice.is_right for choice in choices.values()]
        if before != (draft.kind, draft.low, draft.high, draft.max_choices) or not same or not rights:
            raise Refused("question.answered")
    _fill(question, draft)
    wanted = list(draft.choices) if draft.kind in CHOICE_KINDS else []
    kept = {choice.id for choice in wanted}
    Choice.objects.filter(question=question).exclude(pk__in=[pk for pk in kept if pk is not None]).delete()
    for choice in choices.values():  # out of the way, so that two may change places
        if choice.pk in kept:
            Choice.objects.filter(pk=choice.pk).update(position=1000 + choice.position)
    for position, change in enumerate(wanted, start=1):
        held = choices.get(change.id or 0)
        if held is None:
            _add_choice(question, position, change)
            continue
        held.position = position
        held.is_right = change.is_right and question.kind != QuestionKind.RANKING
        for name, value in {**_columns("text", change.text), **_columns("feedback", change.feedback)}.items():
            setattr(held, name, value)
        held.save()
    refuse_if_changed(seen=seen, before=before_it, after=seen_question(question))
    return question


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
    columns = _columns("title", title)
    if not any(columns.values()):
        raise Refused("quiz.untitled")
    return columns


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
    return fingerprint(_texts(quiz, "title"), quiz.speed_points, list(entries))


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
