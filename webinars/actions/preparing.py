"""Polls and discussion points made on the spot, in the language of the one who makes them."""

from __future__ import annotations

from core.actions import Refused, action
from people.models import Person
from quizzes.choices import CHOICE_KINDS, QuestionKind
from quizzes.models import Choice, Question
from webinars.actions.activities import announce_activities
from webinars.actions.locking import locked_room
from webinars.choices import ActivityKind
from webinars.models import Activity, Room

MOST_STEPS = 20
"""Steps of a scale that still fit a phone."""


@action
def prepare_activity(
    room: Room,
    *,
    by: Person,
    language: str,
    kind: str,
    question_kind: str,
    text: str,
    choices: list[str],
    low: int = 1,
    high: int = 5,
    anonymous: bool = False,
    live_results: bool = False,
    seconds: int | None = None,
) -> Activity:
    """Make a poll or discussion point after the others, ready to open. Its texts are in ``language`` alone.

    A discussion point is answered in open text. ``low`` and ``high`` are for scales. Refusals: ``text.empty``,
    ``question.too_few_choices``, ``question.scale_ends``.
    """
    room = locked_room(room)
    if kind == ActivityKind.DISCUSSION:
        question_kind = QuestionKind.OPEN_TEXT
    question = Question(kind=question_kind, created_by=by)
    setattr(question, f"text_{language}", _filled(text))
    if question_kind == QuestionKind.SCALE:
        if not low < high <= low + MOST_STEPS:
            raise Refused("question.scale_ends", steps=MOST_STEPS)
        question.low, question.high = low, high
    question.save()
    if question_kind in CHOICE_KINDS:
        _add_choices(question, choices, language)
    last = room.activities.order_by("-position").values_list("position", flat=True).first()
    activity = Activity.objects.create(
        room=room,
        agenda_item=room.current_item,
        kind=kind,
        question=question,
        position=(last or 0) + 1,
        anonymous=anonymous,
        live_results=live_results,
        seconds=seconds,
    )
    announce_activities([activity])
    return activity


def _filled(text: str) -> str:
    if not text.strip():
        raise Refused("text.empty")
    return text.strip()


def _add_choices(question: Question, texts: list[str], language: str) -> None:
    different = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if len(different) < 2:
        raise Refused("question.too_few_choices")
    for position, text in enumerate(different, 1):
        choice = Choice(question=question, position=position)
        setattr(choice, f"text_{language}", text)
        choice.save()
