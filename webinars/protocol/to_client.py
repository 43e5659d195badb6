"""What the server says: the welcome, recorded events, ephemeral updates, and answers to commands.

Recorded events carry ``topic`` and a gapless ``seq`` within it, and replace a view whole, so that a repeat is harmless.
Ephemeral updates carry ``tick``; only the latest counts.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from webinars.protocol.values import Id, Instant, Language, PersonView, ReactionCode, Strict
from webinars.protocol.views import (
    ActivityView,
    AgendaItemView,
    AskedView,
    CompanionView,
    DeckView,
    HandView,
    MessageView,
    MineView,
    ResultsView,
    RoomView,
    StageView,
    TeamRoomView,
    YouView,
)


class Event(Strict):
    """Base of the recorded events."""


class StageChanged(Event):
    type: Literal["stage.changed"] = "stage.changed"
    stage: StageView


class AgendaChanged(Event):
    type: Literal["agenda.changed"] = "agenda.changed"
    item: AgendaItemView


class DeckChanged(Event):
    """Another language version of a deck became ready."""

    type: Literal["deck.changed"] = "deck.changed"
    deck: DeckView


class ActivityChanged(Event):
    """To the room once it was opened; to the team in every state. ``by``: who did it, for the team only."""

    type: Literal["activity.changed"] = "activity.changed"
    activity: ActivityView
    by: PersonView | None = None


class QuestionChanged(Event):
    type: Literal["question.changed"] = "question.changed"
    question: AskedView


class QuestionRemoved(Event):
    """It was declined, or sent back to wait: the room no longer sees it."""

    type: Literal["question.removed"] = "question.removed"
    question: Id


class MessageChanged(Event):
    type: Literal["message.changed"] = "message.changed"
    message: MessageView


class HandChanged(Event):
    """To the team, and to the person whose hand it is."""

    type: Literal["hand.changed"] = "hand.changed"
    hand: HandView


class Muted(Event):
    """To the person."""

    type: Literal["muted"] = "muted"
    muted: bool


class ExtraTimeGiven(Event):
    """To the person."""

    type: Literal["extra_time.given"] = "extra_time.given"
    percent: int


class CompanionsChanged(Event):
    """To the person at whose screen they are."""

    type: Literal["companions.changed"] = "companions.changed"
    companions: list[CompanionView]


AnyEvent = Annotated[
    StageChanged
    | AgendaChanged
    | DeckChanged
    | ActivityChanged
    | QuestionChanged
    | QuestionRemoved
    | MessageChanged
    | HandChanged
    | Muted
    | ExtraTimeGiven
    | CompanionsChanged,
    Field(discriminator="type"),
]


class Recorded(Strict):
    """The envelope of a recorded event."""

    topic: Literal["room", "team", "me"]
    seq: int
    event: AnyEvent


class Tally(Strict):
    """How many answered, of how many ``present`` without the team; ``results`` for those who may see them now."""

    type: Literal["tally"] = "tally"
    activity: Id
    answered: int
    present: int
    results: ResultsView | None


class Presence(Strict):
    """How many people are connected, by the language they read."""

    type: Literal["presence"] = "presence"
    people: int
    languages: dict[Language, int]


class Hands(Strict):
    """Persons in the order of the queue, the first 100; ``waiting`` counts all."""

    type: Literal["hands"] = "hands"
    queue: list[Id]
    waiting: int


class Votes(Strict):
    """Support of published questions that changed."""

    type: Literal["votes"] = "votes"
    votes: dict[int, int]


class Reactions(Strict):
    """Reactions of the last tick, to the team."""

    type: Literal["reactions"] = "reactions"
    counts: dict[ReactionCode, int]


class Tick(Strict):
    """The envelope of ephemeral updates: what changed since the last one."""

    type: Literal["tick"] = "tick"
    tick: int
    updates: list[Annotated[Tally | Presence | Hands | Votes | Reactions, Field(discriminator="type")]]


class Welcome(Strict):
    """The answer to ``join``. With ``missed`` set, the client keeps its state and applies those events; else it takes
    ``room``, ``team`` and ``mine`` as the whole state. ``now`` is the server's clock."""

    type: Literal["welcome"] = "welcome"
    id: str
    now: Instant
    you: YouView
    seqs: dict[Literal["room", "team", "me"], int]
    people: int
    hand_queue: list[Id]
    room: RoomView | None = None
    team: TeamRoomView | None = None
    mine: MineView | None = None
    missed: list[Recorded] | None = None


class Wait(Strict):
    """Admission is paced: the welcome comes in about ``seconds``. Nothing needs doing."""

    type: Literal["wait"] = "wait"
    seconds: float


class Pulse(Strict):
    """The answer to ``heartbeat``."""

    type: Literal["pulse"] = "pulse"
    id: str
    now: Instant


class Done(Strict):
    """The command was carried out, and what it changed is on disk."""

    type: Literal["done"] = "done"
    id: str
    data: dict[str, Any] | None = None


class Refused(Strict):
    """The command was not carried out. ``code`` says why; the list of codes is below. ``data`` has its numbers."""

    type: Literal["refused"] = "refused"
    id: str | None
    code: str
    data: dict[str, Any] = {}
