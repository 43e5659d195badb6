"""Commands: what a client may say. Each carries ``id``, a word of the client's own, unique within its sitting.

A command is answered by ``done`` or ``refused`` with the same ``id``; one that was sent again is carried out once.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from webinars.protocol.values import (
    AnswerResponse,
    AskedStateCode,
    Id,
    Language,
    QuestionKindCode,
    ReactionCode,
    Strict,
    Typed,
)

CommandId = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]


class Command(Strict):
    id: CommandId


class Join(Command):
    """The first message of a connection. ``seen`` holds the last ``seq`` of each topic, when coming back."""

    type: Literal["join"]
    language: Language
    seen: dict[Literal["room", "team", "me"], int] = {}


class Heartbeat(Command):
    """Every 10 s. ``tick``: the last tick seen. ``rtt_ms``: measured round trip, for the people list."""

    type: Literal["heartbeat"]
    tick: int = Field(ge=0)
    rtt_ms: int | None = Field(default=None, ge=0, le=600_000)


class SetLanguage(Command):
    """Read the room in another language from now on; answered by a new ``welcome``."""

    type: Literal["set_language"]
    language: Language


class GiveAnswer(Command):
    """Answer an open activity, or change one's answer while it is open.

    A timed one takes answers until ``closes_at`` (later by their percent for people with extra time) and 2 s more for the
    wire; what counts is when the answer reached the server.
    """

    type: Literal["give_answer"]
    activity: Id
    response: AnswerResponse


class GetStanding(Command):
    """One's own standing in a live quiz: ``done.data`` is a ``StandingView``."""

    type: Literal["get_standing"]
    quiz: Id


class Ask(Command):
    """Put a question to the trainers."""

    type: Literal["ask"]
    text: Typed = Field(min_length=1, max_length=1000)
    hide_name: bool = False


class VoteQuestion(Command):
    """Support a published question, or take the support back."""

    type: Literal["vote_question"]
    question: Id
    up: bool


class DecideQuestion(Command):
    """Approve, decline, answer live, or mark answered. Right: moderate."""

    type: Literal["decide_question"]
    question: Id
    state: AskedStateCode


class Say(Command):
    """Write into the chat of the room, or of the team (right: backstage)."""

    type: Literal["say"]
    channel: Literal["room", "backstage"] = "room"
    text: Typed = Field(min_length=1, max_length=1000)


class RemoveMessage(Command):
    """Take a chat message off every screen. One's own, or with the right: moderate."""

    type: Literal["remove_message"]
    message: Id


class MutePerson(Command):
    """Stop a person from writing, or let them again. Right: moderate."""

    type: Literal["mute_person"]
    person: Id
    muted: bool


class SetChat(Command):
    """Open or close the chat; slow mode in seconds; whether questions wait for approval. Right: moderate."""

    type: Literal["set_chat"]
    open: bool
    slow_mode_seconds: int = Field(ge=0, le=600)
    moderate_questions: bool


class RaiseHand(Command):
    type: Literal["raise_hand"]


class LowerHand(Command):
    """One's own; another person's with the right: moderate."""

    type: Literal["lower_hand"]
    person: Id | None = None


class LowerAllHands(Command):
    """Right: moderate."""

    type: Literal["lower_all_hands"]


class GiveFloor(Command):
    """Right: moderate."""

    type: Literal["give_floor"]
    person: Id


class React(Command):
    """Counted, never stored; the team sees the counts."""

    type: Literal["react"]
    reaction: ReactionCode


class StartSitting(Command):
    """Right: host."""

    type: Literal["start_sitting"]


class EndSitting(Command):
    """Ends it for everybody: open activities close first. Right: host."""

    type: Literal["end_sitting"]


class StartItem(Command):
    """Make an agenda item the current one; the one before ends. Its deck comes on stage. Right: present."""

    type: Literal["start_item"]
    item: Id


class TurnPage(Command):
    """Move everyone to a page; ``deck`` when it changes too. Right: present."""

    type: Literal["turn_page"]
    page: int = Field(ge=1, le=2000)
    deck: Id | None = None


class PrepareActivity(Command):
    """Make a poll or discussion point on the spot, in the language of the one who makes it. Right: present."""

    type: Literal["prepare_activity"]
    kind: Literal["poll", "discussion"]
    question_kind: QuestionKindCode
    text: Typed = Field(min_length=1, max_length=500)
    choices: list[Annotated[Typed, Field(min_length=1, max_length=200)]] = Field(default=[], max_length=12)
    low: int = 1
    high: int = 5
    anonymous: bool = False
    live_results: bool = False
    seconds: int | None = Field(default=None, ge=5, le=3600)


class OpenActivity(Command):
    """Open, or open again. Right: present."""

    type: Literal["open_activity"]
    activity: Id


class CloseActivity(Command):
    """No answer is taken after it. Right: present."""

    type: Literal["close_activity"]
    activity: Id


class RevealActivity(Command):
    """Everyone sees the results. Right: present."""

    type: Literal["reveal_activity"]
    activity: Id


class HideActivity(Command):
    """Take the results off the screens again. Right: present."""

    type: Literal["hide_activity"]
    activity: Id


class TakeControls(Command):
    """Right: present."""

    type: Literal["take_controls"]


class HandControls(Command):
    """Hand the controls to another of the team. Right: present."""

    type: Literal["hand_controls"]
    person: Id


class GiveExtraTime(Command):
    """More time for a person in timed questions; 0 takes it back. Right: host."""

    type: Literal["give_extra_time"]
    person: Id
    percent: int = Field(ge=0, le=300)


class AddCompanion(Command):
    """Somebody at the same screen: by e-mail address when they have an account, else by name with an administration."""

    type: Literal["add_companion"]
    email: Typed = Field(default="", max_length=254)
    name: Typed = Field(default="", max_length=150)
    country: Typed = Field(default="", max_length=2)


class RemoveCompanion(Command):
    type: Literal["remove_companion"]
    companion: Id


class ListPeople(Command):
    """Who is in the room: ``done.data`` is a ``PeopleView``. Right: backstage."""

    type: Literal["list_people"]
    search: Typed = Field(default="", max_length=100)


AnyCommand = Annotated[
    Join
    | Heartbeat
    | SetLanguage
    | GiveAnswer
    | GetStanding
    | Ask
    | VoteQuestion
    | DecideQuestion
    | Say
    | RemoveMessage
    | MutePerson
    | SetChat
    | RaiseHand
    | LowerHand
    | LowerAllHands
    | GiveFloor
    | React
    | StartSitting
    | EndSitting
    | StartItem
    | TurnPage
    | PrepareActivity
    | OpenActivity
    | CloseActivity
    | RevealActivity
    | HideActivity
    | TakeControls
    | HandControls
    | GiveExtraTime
    | AddCompanion
    | RemoveCompanion
    | ListPeople,
    Field(discriminator="type"),
]
COMMAND: TypeAdapter[AnyCommand] = TypeAdapter(AnyCommand)
