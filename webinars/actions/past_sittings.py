"""A sitting that was held without this system, or before it: recorded whole, afterwards, as if it had been live here."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.actions import Refused, action
from courses.models import Deck
from people.models import Administration, Person
from webinars.actions.outcomes import order_attendance
from webinars.actions.quiz_marks import store_marks
from webinars.actions.replay import order_replay
from webinars.choices import ActivityKind, ActivityState, AskedState, RoomState
from webinars.intervals import Interval
from webinars.models import (
    Activity,
    AgendaItem,
    Answer,
    AskedQuestion,
    ChatMessage,
    Companion,
    Connection,
    Participation,
    QuestionVote,
    Replay,
    Room,
    Sitting,
)

PROCESS = "recorded"
"""The process of connections that no process of ours held."""


@dataclass(frozen=True)
class WasThere:
    """A person's screen, connected over an interval, reading ``language``."""

    person: Person
    time: Interval
    language: str


@dataclass(frozen=True)
class SatBeside:
    """A guest of an administration at a person's screen."""

    host: Person
    guest_name: str
    administration: Administration
    since: datetime


@dataclass(frozen=True)
class WasOpen:
    """An activity's opening: ``answers`` are a person, the canonical response, and when it came."""

    activity: Activity
    time: Interval
    answers: Sequence[tuple[Person, str, datetime]]


@dataclass(frozen=True)
class WasShown:
    """A page of a deck that came on stage."""

    deck: Deck
    page: int
    at: datetime


@dataclass(frozen=True)
class WasSaid:
    """A question to the trainers, or a line of chat, in ``language``."""

    author: Person
    text: str
    language: str
    at: datetime
    voters: Sequence[Person] = ()


@dataclass(frozen=True)
class Record:
    """All that is known of a sitting. ``items`` is when each part of the agenda ran, by its id."""

    live: Interval
    items: dict[int, Interval]
    screens: Sequence[WasThere]
    guests: Sequence[SatBeside] = ()
    turns: Sequence[WasShown] = ()
    openings: Sequence[WasOpen] = ()
    questions: Sequence[WasSaid] = ()
    chat: Sequence[WasSaid] = field(default=())


@action
def record_past_sitting(sitting: Sitting, *, record: Record, by: Person) -> None:
    """Write the record and end the room. Refuses ``sitting.already_live``.

    Answers keep the rules of live ones: those to an anonymous activity hold no person and no time, quizzes are marked.
    """
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if sitting.live_from is not None:
        raise Refused("sitting.already_live")
    room = Room.objects.select_for_update().get(sitting=sitting)
    sitting.live_from, sitting.live_until = record.live.start, record.live.end
    sitting.save(update_fields=["live_from", "live_until"])
    for item_id, time in record.items.items():
        AgendaItem.objects.filter(pk=item_id, sitting=sitting).update(started_at=time.start, ended_at=time.end)
    _write_screens(room, record)
    for opening in record.openings:
        _write_opening(room, opening)
    _write_words(room, record, by)
    if record.turns:
        start = record.live.start
        slides = [[(turn.at - start).total_seconds(), turn.deck.pk, turn.page] for turn in record.turns]
        Replay.objects.create(sitting=sitting, slides=slides)
    room.state = RoomState.ENDED
    room.controller = by
    room.save(update_fields=["state", "controller"])
    order_replay(sitting)
    order_attendance(sitting)


def _write_screens(room: Room, record: Record) -> None:
    Connection.objects.bulk_create(
        Connection(
            room=room,
            person=screen.person,
            language=screen.language,
            opened_at=screen.time.start,
            last_seen_at=screen.time.end,
            closed_at=screen.time.end,
            process=PROCESS,
        )
        for screen in record.screens
    )
    Companion.objects.bulk_create(
        Companion(
            room=room,
            host=guest.host,
            guest_name=guest.guest_name,
            administration=guest.administration,
            since=guest.since,
            until=record.live.end,
        )
        for guest in record.guests
    )


def _write_opening(room: Room, opening: WasOpen) -> None:
    activity, anonymous = opening.activity, opening.activity.anonymous
    answers = list(opening.answers)
    Participation.objects.bulk_create(
        Participation(activity=activity, person=person) for person, _, _ in sorted(answers, key=lambda one: one[0].pk)
    )
    if anonymous:
        secrets.SystemRandom().shuffle(answers)
    Answer.objects.bulk_create(
        Answer(
            activity=activity,
            voter=secrets.token_hex(32) if anonymous else f"p{person.pk}",
            person=None if anonymous else person,
            response=response,
            language=person.language if not anonymous or activity.question.kind == "open_text" else "",
            answered_at=None if anonymous else at,
        )
        for person, response, at in answers
    )
    activity.state = ActivityState.REVEALED
    activity.opened_at, activity.closed_at = opening.time
    activity.revealed_at = opening.time.end
    activity.save(update_fields=["state", "opened_at", "closed_at", "revealed_at"])
    if activity.kind == ActivityKind.QUIZ:
        store_marks(room, activity, opening.time.end)


def _write_words(room: Room, record: Record, by: Person) -> None:
    for said in record.questions:
        asked = AskedQuestion.objects.create(
            room=room,
            author=said.author,
            text=said.text,
            language=said.language,
            state=AskedState.ANSWERED,
            votes=len(said.voters),
            decided_by=by,
        )
        AskedQuestion.objects.filter(pk=asked.pk).update(asked_at=said.at)
        QuestionVote.objects.bulk_create(QuestionVote(question=asked, person=person) for person in said.voters)
    for said in record.chat:
        line = ChatMessage.objects.create(room=room, author=said.author, text=said.text, language=said.language)
        ChatMessage.objects.filter(pk=line.pk).update(sent_at=said.at)
