"""Activities prepared before a sitting: polls, discussion points and live quizzes of an agenda item."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from core.actions import Refused, action
from people.models import Person
from quizzes.actions.questions import add_question
from quizzes.choices import ROOM_KINDS, QuestionKind
from quizzes.content import QuestionContent
from quizzes.models import Question, Quiz, QuizQuestion
from quizzes.queries.library import suits_rooms
from webinars.actions.activities import announce_activities
from webinars.choices import ActivityKind, ActivityState, RoomState
from webinars.models import Activity, AgendaItem, Answer, Room

SHORTEST = 5
LONGEST = 3600


def _room(item: AgendaItem) -> Room:
    room = Room.objects.select_for_update().filter(sitting_id=item.sitting_id).first()
    if room is None:
        raise Refused("room.ended")
    if room.state == RoomState.ENDED:
        raise Refused("room.ended")
    return room


def next_position(room: Room) -> int:
    return (Activity.objects.filter(room=room).aggregate(last=Max("position"))["last"] or 0) + 1


@action
def plan_activity(
    item: AgendaItem,
    *,
    kind: str,
    draft: QuestionContent | None = None,
    question: Question | None = None,
    anonymous: bool = False,
    live_results: bool = False,
    seconds: int | None = None,
    by: Person | None,
) -> Activity:
    """Prepare a poll or discussion point with a new question (``draft``) or one that exists.

    A discussion point is answered in open text.
    """
    if kind not in (ActivityKind.POLL, ActivityKind.DISCUSSION):
        raise Refused("activity.kind_unknown")
    if seconds is not None and not SHORTEST <= seconds <= LONGEST:
        raise Refused("quiz.seconds")
    room = _room(item)
    if question is None:
        if draft is None:
            raise Refused("question.no_text")
        if kind == ActivityKind.DISCUSSION and draft.kind != QuestionKind.OPEN_TEXT:
            raise Refused("activity.discussion_is_open_text")
        question = add_question(draft, by)
    if question.kind not in ROOM_KINDS:
        raise Refused("activity.kind_unknown")
    activity = Activity.objects.create(
        room=room,
        agenda_item=item,
        kind=kind,
        question=question,
        position=next_position(room),
        anonymous=anonymous,
        live_results=live_results,
        seconds=seconds,
    )
    announce_activities([activity])
    return activity


@action
def plan_quiz(item: AgendaItem, *, quiz: Quiz) -> list[Activity]:
    """Prepare a live quiz: one activity per question, in order. The same quiz is played once in a room."""
    room = _room(item)
    if Activity.objects.filter(room=room, quiz=quiz).exists():
        raise Refused("activity.quiz_already_there")
    if not suits_rooms(quiz):
        raise Refused("quiz.not_for_rooms")
    entries = list(quiz.entries.select_related("question"))
    if not entries:
        raise Refused("quiz.no_questions")
    made = prepare_quiz(room, item, quiz, entries)
    announce_activities(made)
    return made


def prepare_quiz(room: Room, item: AgendaItem, quiz: Quiz, entries: Iterable[QuizQuestion]) -> list[Activity]:
    """An activity for each of these ``entries``, in a room that the running action has locked."""
    first = next_position(room)
    return [
        Activity.objects.create(
            room=room,
            agenda_item=item,
            kind=ActivityKind.QUIZ,
            question=entry.question,
            quiz=quiz,
            position=first + number,
            speed_points=quiz.speed_points,
            seconds=entry.seconds,
        )
        for number, entry in enumerate(entries)
    ]


@action
def remove_activity(activity: Activity) -> None:
    """Take back what was prepared; of a live quiz, all of its questions. Not once the sitting has begun."""
    room = Room.objects.select_for_update().get(pk=activity.room_id)
    together = Activity.objects.filter(room=room)
    together = together.filter(quiz=activity.quiz_id) if activity.quiz_id else together.filter(pk=activity.pk)
    begun = together.exclude(state=ActivityState.PREPARED).exists()
    if room.state != RoomState.LOBBY or begun or Answer.objects.filter(activity__in=together).exists():
        raise Refused("agenda.room_has_begun")
    together.delete()
