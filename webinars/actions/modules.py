"""A module of the curriculum becomes a part of an agenda, with its slides, polls and quizzes. ``docs/rules/agenda.md``."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max

from core.actions import Refused, action
from core.events import announce
from core.languages import LANGUAGES
from courses.models import Module
from people.models import Person
from quizzes.actions.checks import LONGEST_TEXT
from quizzes.actions.questions import add_question
from quizzes.choices import QuestionKind
from quizzes.content import QuestionContent
from quizzes.markup import escaped
from quizzes.models import Question, Quiz
from webinars import topics
from webinars.actions.activities import announce_activities
from webinars.actions.agenda import LONGEST_MINUTES
from webinars.actions.locking import locked_room
from webinars.actions.planned_activities import next_position, prepare_quiz
from webinars.choices import ActivityKind, AgendaKind
from webinars.models import Activity, AgendaItem, Room, Sitting
from webinars.protocol.to_client import AgendaChanged
from webinars.queries.modules import QuizBrought, brought_by
from webinars.queries.stage import agenda_item_view


@dataclass(frozen=True)
class Added:
    """What a module brought. ``unknown``: questions of kinds that rooms do not ask; ``drawn``: how many random ones were
    left out; ``there``: quizzes that the room has already; ``long``: discussions whose text is too long for a question."""

    item: AgendaItem
    activities: list[Activity]
    unknown: list[Question]
    drawn: int
    there: list[Quiz]
    long: int


@action
def add_module(sitting: Sitting, *, module: Module, by: Person) -> Added:
    """Put the module at the end of the agenda, as it is written now; nothing of it follows the module afterwards.

    The item has its title in every language, its minutes, and the slides of its first slides lesson. A quiz becomes a live quiz
    of the questions that rooms know; one without any right answer, polls; a discussion lesson, a discussion point. Refuses
    ``agenda.untitled``, ``room.ended``.
    """
    brought = brought_by(module)
    if not brought.title:
        raise Refused("agenda.untitled")
    room = locked_room(Room.objects.get(sitting=sitting))
    last = AgendaItem.objects.filter(sitting=sitting).aggregate(last=Max("position"))["last"]
    item = AgendaItem.objects.create(
        sitting=sitting,
        position=(last or 0) + 1,
        kind=AgendaKind.MODULE,
        planned_minutes=min(brought.minutes, LONGEST_MINUTES),
        deck_id=brought.deck,
        module=module,
        **{f"title_{language}": brought.title.get(language, "") for language in LANGUAGES},
    )
    made: list[Activity] = []
    there = [each.quiz for each in brought.quizzes if Activity.objects.filter(room=room, quiz=each.quiz).exists()]
    for each in brought.quizzes:
        if each.quiz not in there:
            made += _prepare(room, item, each)
    texts = [{language: escaped(text) for language, text in each.items()} for each in brought.discussions]
    short = [each for each in texts if all(len(text) <= LONGEST_TEXT for text in each.values())]
    for text in short:
        question = add_question(QuestionContent(QuestionKind.OPEN_TEXT, text), by)
        made.append(_ask(room, item, question, ActivityKind.DISCUSSION))
    announce(AgendaChanged(item=agenda_item_view(item)), to=topics.room(room.pk))
    announce_activities(made)
    return Added(
        item=item,
        activities=made,
        unknown=[question for each in brought.quizzes for question in each.unknown],
        drawn=sum(each.drawn for each in brought.quizzes),
        there=there,
        long=len(texts) - len(short),
    )


def _prepare(room: Room, item: AgendaItem, brought: QuizBrought) -> list[Activity]:
    if brought.is_marked:
        return prepare_quiz(room, item, brought.quiz, brought.entries)
    return [_ask(room, item, entry.question, ActivityKind.POLL) for entry in brought.entries]


def _ask(room: Room, item: AgendaItem, question: Question, kind: str) -> Activity:
    return Activity.objects.create(
        room=room, agenda_item=item, kind=kind, question=question, position=next_position(room)
    )
