"""Making and changing questions. Texts are given by language: ``{"en": "…", "ar": "…"}``."""

from __future__ import annotations

from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from people.models import Person
from quizzes.actions.texts import has_text
from quizzes.actions.writing import write_content
from quizzes.choices import CHOICE_KINDS, QuestionKind
from quizzes.content import QuestionContent, to_json
from quizzes.models import Question
from quizzes.queries.contents import content_of
from quizzes.queries.library import is_answered

MOST_CHOICES = 12
MOST_STEPS = 20


def _check(draft: QuestionContent) -> None:
    if draft.kind not in QuestionKind.values:
        raise Refused("question.kind_unknown")
    if not has_text(draft.text):
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


def _check_choices(draft: QuestionContent) -> None:
    if len(draft.choices) < 2:
        raise Refused("question.too_few_choices")
    if len(draft.choices) > MOST_CHOICES:
        raise Refused("question.too_many_choices", limit=MOST_CHOICES)
    for position, choice in enumerate(draft.choices, start=1):
        if not has_text(choice.text):
            raise Refused("question.choice_without_text", position=position)
    if draft.kind == QuestionKind.SINGLE and sum(choice.is_right for choice in draft.choices) > 1:
        raise Refused("question.one_right_choice")


def add_question(draft: QuestionContent, by: Person | None) -> Question:
    """Make a question within a running action: for rules that make one as part of something larger."""
    _check(draft)
    question = Question(created_by=by)
    write_content(question, draft, by=by)
    return question


@action
def create_question(draft: QuestionContent, *, by: Person | None) -> Question:
    return add_question(draft, by)


def seen_question(question: Question) -> str:
    return fingerprint(to_json(content_of(question)))


@action
def update_question(
    question: Question, draft: QuestionContent, *, by: Person | None = None, seen: str = ""
) -> Question:
    """Change a question as it was ``seen``. Attempts keep the version that they saw.

    Once answered in a room or a form, its kind, bounds and choices stay; wording, feedback and explanation may change.
    """
    _check(draft)
    question = Question.objects.select_for_update().get(pk=question.pk)
    before = content_of(question)
    if is_answered(question) and _structure(draft) != _structure(before):
        raise Refused("question.answered")
    write_content(question, draft, by=by)
    now = Question.objects.get(pk=question.pk)
    refuse_if_changed(seen=seen, before=fingerprint(to_json(before)), after=seen_question(now))
    return question


def _structure(content: QuestionContent) -> object:
    """What answers refer to."""
    choices = [(choice.id, choice.is_right and content.kind != QuestionKind.RANKING) for choice in content.choices]
    return content.kind, content.low, content.high, content.max_choices, choices
