"""Who may give which command: every command has a row here, and every row is tried by everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args

import pytest
from django.utils import timezone

from core.access import Insufficient, Unknown
from core.actions import Refused
from courses.models import Deck
from people.choices import Role
from people.models import Person
from tests.factories import make_activity, make_person, make_question, make_quiz, make_room, make_webinar
from webinars.access import PLANNER, TEAM, Right
from webinars.choices import AskedState, ChatChannel, WebinarRole
from webinars.consumers import handlers
from webinars.consumers.registry import Door, entry_for
from webinars.models import AgendaItem, AskedQuestion, ChatMessage, Companion, Hand, Registration, Room, TeamMember
from webinars.protocol import from_client
from webinars.protocol.from_client import COMMAND, AnyCommand, Command

pytestmark = pytest.mark.django_db
assert handlers

EVERYBODY = ("stranger", "attendee", "interpreter", "moderator", "presenter", "co_host", "host", "planner")
RIGHTS: dict[str, frozenset[Right]] = {
    "stranger": frozenset(),
    "attendee": frozenset({Right.ENTER}),
    **{str(role): rights for role, rights in TEAM.items()},
    "planner": PLANNER,
}


@dataclass
class Cast:
    """A live room with one of everything in it, and a person of each kind at its door."""

    room: Room = field(init=False)
    people: dict[str, Person] = field(init=False)

    def __post_init__(self) -> None:
        other = make_person()
        webinar = make_webinar(attendees=[other])
        self.room = make_room(webinar)
        self.people = {kind: make_person() for kind in EVERYBODY if kind != "planner"}
        self.people["planner"] = make_person(Role.PROGRAMME_MANAGER)
        Registration.objects.create(webinar=webinar, person=self.people["attendee"])
        for role in WebinarRole:
            TeamMember.objects.create(webinar=webinar, person=self.people[role], role=role)
        self.item = AgendaItem.objects.filter(sitting=self.room.sitting).earliest("position")
        self.item.deck = Deck.objects.create(title_en="Slides", page_count=3)
        self.item.save()
        self.other = other
        self.question = AskedQuestion.objects.create(
            room=self.room, author=other, text="Why?", language="en", state=AskedState.PUBLISHED
        )
        self.line = ChatMessage.objects.create(room=self.room, author=other, text="Hello", language="en")
        self.team_line = ChatMessage.objects.create(
            room=self.room, channel=ChatChannel.BACKSTAGE, author=other, text="Hush", language="en"
        )
        Hand.objects.create(room=self.room, person=other)
        self.companion = Companion.objects.create(room=self.room, host=other, guest_name="Guest", since=timezone.now())
        self.activity = make_activity(self.room, make_question())
        self.quiz = make_quiz()
        make_activity(self.room, make_question(), kind="quiz", quiz=self.quiz, seconds=30)


Fields = Callable[[Cast], dict[str, Any]]


def nothing(cast: Cast) -> dict[str, Any]:
    return {}


TABLE: list[tuple[type[Command], Right, Fields]] = [
    (from_client.GetStanding, Right.ENTER, lambda cast: {"quiz": cast.quiz.pk}),
    (from_client.Ask, Right.ENTER, lambda cast: {"text": "Which heading?"}),
    (from_client.VoteQuestion, Right.ENTER, lambda cast: {"question": cast.question.pk, "up": True}),
    (from_client.DecideQuestion, Right.MODERATE, lambda cast: {"question": cast.question.pk, "state": "answered"}),
    (from_client.Say, Right.ENTER, lambda cast: {"text": "Hello"}),
    (from_client.Say, Right.BACKSTAGE, lambda cast: {"text": "Hello", "channel": "backstage"}),
    (from_client.RemoveMessage, Right.MODERATE, lambda cast: {"message": cast.line.pk}),
    (from_client.MutePerson, Right.MODERATE, lambda cast: {"person": cast.other.pk, "muted": True}),
    (
        from_client.SetChat,
        Right.MODERATE,
        lambda cast: {"open": True, "slow_mode_seconds": 5, "moderate_questions": True},
    ),
    (from_client.RaiseHand, Right.ENTER, nothing),
    (from_client.LowerHand, Right.ENTER, nothing),
    (from_client.LowerHand, Right.MODERATE, lambda cast: {"person": cast.other.pk}),
    (from_client.LowerAllHands, Right.MODERATE, nothing),
    (from_client.GiveFloor, Right.MODERATE, lambda cast: {"person": cast.other.pk}),
    (from_client.React, Right.ENTER, lambda cast: {"reaction": "agree"}),
    (from_client.StartSitting, Right.HOST, nothing),
    (from_client.EndSitting, Right.HOST, nothing),
    (from_client.StartItem, Right.PRESENT, lambda cast: {"item": cast.item.pk}),
    (from_client.TurnPage, Right.PRESENT, lambda cast: {"page": 2, "deck": cast.item.deck_id}),
    (
        from_client.PrepareActivity,
        Right.PRESENT,
        lambda cast: {"kind": "poll", "question_kind": "single", "text": "Clear?", "choices": ["Yes", "No"]},
    ),
    (from_client.OpenActivity, Right.PRESENT, lambda cast: {"activity": cast.activity.pk}),
    (from_client.CloseActivity, Right.PRESENT, lambda cast: {"activity": cast.activity.pk}),
    (from_client.RevealActivity, Right.PRESENT, lambda cast: {"activity": cast.activity.pk}),
    (from_client.HideActivity, Right.PRESENT, lambda cast: {"activity": cast.activity.pk}),
    (from_client.TakeControls, Right.PRESENT, nothing),
    (from_client.HandControls, Right.PRESENT, lambda cast: {"person": cast.people["presenter"].pk}),
    (from_client.GiveExtraTime, Right.HOST, lambda cast: {"person": cast.other.pk, "percent": 25}),
    (from_client.AddCompanion, Right.ENTER, lambda cast: {"name": "Guest", "country": "KE"}),
    (from_client.RemoveCompanion, Right.ENTER, lambda cast: {"companion": cast.companion.pk}),
    (from_client.ListPeople, Right.BACKSTAGE, nothing),
]
NAMES = [f"{command.__name__} {right}" for command, right, _ in TABLE]
ENGINE: frozenset[type[Command]] = frozenset(
    {from_client.Join, from_client.Heartbeat, from_client.SetLanguage, from_client.GiveAnswer}
)
"""Carried out by the socket itself, for whom it admitted with the right to enter: see the tests of the socket."""


def build(command: type[Command], fields: dict[str, Any]) -> Command:
    name = get_args(command.model_fields["type"].annotation)[0]
    return COMMAND.validate_python({"type": name, "id": "c1", **fields})


def outcome(cast: Cast, kind: str, command: Command) -> str:
    entry = entry_for(command)
    assert entry is not None, f"{type(command).__name__} has no handler"
    door = Door(person=Person.objects.get(pk=cast.people[kind].pk), room_id=cast.room.pk, language="en")
    try:
        entry.handler(door, command)
    except Insufficient:
        return "403"
    except Unknown:
        return "404"
    except Refused as refused:
        return {"right.missing": "403", "person.not_here": "404", "companion.unknown": "404"}.get(
            refused.code, "allowed"
        )
    return "allowed"


def test_every_command_has_a_row() -> None:
    union = get_args(get_args(AnyCommand)[0])
    assert {command for command, _, _ in TABLE} | ENGINE == set(union)


@pytest.mark.parametrize(("command", "right", "fields"), TABLE, ids=NAMES)
def test_a_command_is_for_those_with_its_right(command: type[Command], right: Right, fields: Fields) -> None:
    cast = Cast()
    found = {kind: outcome(cast, kind, build(command, fields(cast))) for kind in EVERYBODY}
    if command is from_client.RemoveCompanion:  # only at one's own screen
        found = {kind: "allowed" if how == "404" and kind != "stranger" else how for kind, how in found.items()}
    assert found == {
        kind: "allowed" if right in RIGHTS[kind] else "403" if RIGHTS[kind] else "404" for kind in EVERYBODY
    }


@pytest.mark.parametrize(("command", "right", "fields"), TABLE, ids=NAMES)
def test_a_thing_of_another_room_is_unknown(command: type[Command], right: Right, fields: Fields) -> None:
    here, there = Cast(), Cast()
    theirs = fields(there)
    if not set(theirs) & {"question", "message", "item", "activity", "deck", "person", "companion"}:
        return
    if command is from_client.HandControls:
        theirs = {"person": there.people["attendee"].pk}
    assert outcome(here, "host", build(command, theirs)) == "404"


def test_a_line_of_the_team_does_not_exist_for_attendees() -> None:
    cast = Cast()
    command = build(from_client.RemoveMessage, {"message": cast.team_line.pk})
    assert outcome(cast, "attendee", command) == "404"
    assert outcome(cast, "interpreter", command) == "403"
    assert outcome(cast, "moderator", command) == "allowed"
