"""Whoever applies the events to an old snapshot holds what a fresh one says: for the room, the team and one person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from django.utils import timezone

from core.models import RecordedEvent
from courses.choices import RenderState
from courses.models import Deck, DeckVersion
from people.models import Person
from tests.factories import make_activity, make_person, make_question, make_quiz, make_room, make_webinar
from tests.webinars import replay
from webinars import topics
from webinars.actions import activities, chat, hands, moderation, preparing, questions, stage
from webinars.actions.answers import AnswerGiven, record_answers
from webinars.actions.companions import add_companion
from webinars.actions.decks import announce_deck
from webinars.actions.extra_time import give_extra_time
from webinars.choices import AskedState, ChatChannel, RoomState, WebinarRole
from webinars.models import Activity, AgendaItem, AskedQuestion, ChatMessage, TeamMember
from webinars.protocol.to_client import AnyEvent
from webinars.protocol.values import AnswerResponse
from webinars.queries import snapshot
from webinars.queries.activities import tally
from webinars.queries.questions import votes_of

pytestmark = pytest.mark.django_db


class Scene:
    """A room in the lobby, and the people who act in the walk below."""

    def __init__(self) -> None:
        self.host, self.presenter = make_person(full_name="Amina Diallo"), make_person()
        self.watcher, self.other = make_person(full_name="Pavel Novák"), make_person()
        webinar = make_webinar(host=self.host, attendees=[self.watcher, self.other])
        TeamMember.objects.create(webinar=webinar, person=self.presenter, role=WebinarRole.PRESENTER)
        self.room = make_room(webinar, state=RoomState.LOBBY, items=3)
        deck = Deck.objects.create(title_en="Slides", title_ar="شرائح", page_count=9)
        make_activity(self.room, make_question(), kind="quiz", quiz=make_quiz(), seconds=30)
        make_activity(self.room, make_question(), anonymous=True, live_results=True)
        AgendaItem.objects.filter(sitting=self.room.sitting, position=2).update(deck=deck, notes="Slowly.")

    def item(self, position: int) -> AgendaItem:
        return AgendaItem.objects.get(sitting=self.room.sitting, position=position)

    def ask(self, author: Person, **fields: Any) -> None:
        questions.ask(self.room, author=author, text="Which heading?", language="fr", **fields)

    def decide(self, number: int, state: AskedState) -> None:
        asked = AskedQuestion.objects.order_by("pk")[number]
        questions.decide_question(asked, state=state, by=self.host)

    def vote(self, number: int, up: bool) -> None:
        questions.vote_question(AskedQuestion.objects.order_by("pk")[number], person=self.other, up=up)

    def say(self, author: Person, channel: ChatChannel = ChatChannel.ROOM) -> None:
        chat.say(self.room, author=author, text="Bom dia", language="pt", channel=channel)

    def remove(self, number: int, by: Person) -> None:
        chat.remove_message(ChatMessage.objects.order_by("pk")[number], by=by)

    def set_chat(self, moderated: bool) -> None:
        moderation.set_chat(
            self.room, chat_open=True, slow_mode_seconds=0, moderate_questions=moderated, by=self.presenter
        )

    def mute(self, muted: bool) -> None:
        moderation.mute_person(self.room, person=self.watcher, muted=muted, by=self.host)

    def render(self, language: str) -> None:
        deck = Deck.objects.get()
        DeckVersion.objects.create(deck=deck, language=language, state=RenderState.READY, page_count=9)
        announce_deck(deck.pk)

    def activity(self, number: int) -> Activity:
        return Activity.objects.order_by("pk")[number]

    def prepare(self) -> None:
        preparing.prepare_activity(
            self.room,
            kind="poll",
            question_kind="single",
            text="Is this clear?",
            choices=["Yes", "No"],
            low=1,
            high=5,
            anonymous=False,
            live_results=True,
            seconds=None,
            by=self.presenter,
            language="en",
        )

    def answer(self, number: int, person: Person) -> None:
        """As the engine does; the person's own client keeps what it sent once it is acknowledged."""
        activity, now = self.activity(number), timezone.now()
        choice = activity.question.choices.order_by("position")[1].pk
        given = AnswerGiven(person.pk, self.room.pk, activity.pk, AnswerResponse(choices=[choice]), "en", now)
        assert record_answers([given], now=now) == [None]

    def held(self) -> replay.State:
        """What the three snapshots say now."""
        return {
            "room": snapshot.room_snapshot(self.room.pk).model_dump(mode="json"),
            "team": snapshot.team_snapshot(self.room.pk).model_dump(mode="json"),
            "mine": snapshot.mine(self.room.pk, self.watcher).model_dump(mode="json"),
        }

    def tick(self, state: replay.State) -> None:
        """Bring what is coalesced up to date, as the ticks do."""
        replay.votes(state, votes_of(self.room.pk))
        for alias, topic in (("room", topics.room(self.room.pk)), ("team", topics.team(self.room.pk))):
            for activity in Activity.objects.order_by("pk"):
                update = tally(topic, str(activity.pk), {})
                if update is not None:
                    replay.tally(state, alias, update.model_dump(mode="json"))

    def told(self, seen: dict[str, int]) -> list[tuple[str, dict[str, Any]]]:
        """What the watcher hears after the last ``seen`` of each topic, were they of the team as well."""
        names = {
            "room": topics.room(self.room.pk),
            "team": topics.team(self.room.pk),
            "me": topics.person(self.room.pk, self.watcher.pk),
        }
        news = []
        for alias, name in names.items():
            for event in RecordedEvent.objects.filter(topic=name, seq__gt=seen[alias]).order_by("seq"):
                seen[alias] = event.seq
                news.append((alias, event.payload))
        return news


WALK: list[tuple[str, Callable[[Scene], Any]]] = [
    (
        "turned pages before the start",
        lambda scene: stage.turn_page(scene.room, page=1, deck=scene.item(2).deck, by=scene.host),
    ),
    ("started", lambda scene: stage.start_sitting(scene.room, by=scene.host)),
    ("started the first item", lambda scene: stage.start_item(scene.room, item=scene.item(1), by=scene.host)),
    ("started the next item", lambda scene: stage.start_item(scene.room, item=scene.item(2), by=scene.presenter)),
    ("turned a page", lambda scene: stage.turn_page(scene.room, page=4, by=scene.presenter)),
    ("took the controls", lambda scene: stage.take_controls(scene.room, by=scene.presenter)),
    ("handed them back", lambda scene: stage.hand_controls(scene.room, to=scene.host, by=scene.presenter)),
    ("the slides came in Arabic", lambda scene: scene.render("ar")),
    ("asked", lambda scene: scene.ask(scene.watcher)),
    ("asked without a name", lambda scene: scene.ask(scene.watcher, hide_name=True)),
    ("another asked", lambda scene: scene.ask(scene.other)),
    ("approved", lambda scene: scene.decide(0, AskedState.PUBLISHED)),
    ("declined", lambda scene: scene.decide(1, AskedState.DECLINED)),
    ("answers without approving first", lambda scene: scene.decide(2, AskedState.ANSWERING)),
    ("supported", lambda scene: scene.vote(0, True)),
    ("answers the next", lambda scene: scene.decide(0, AskedState.ANSWERING)),
    ("answered", lambda scene: scene.decide(0, AskedState.ANSWERED)),
    ("support taken back", lambda scene: scene.vote(0, False)),
    ("sent back to wait", lambda scene: scene.decide(0, AskedState.PENDING)),
    ("approved after all", lambda scene: scene.decide(1, AskedState.PUBLISHED)),
    ("declined after it was shown", lambda scene: scene.decide(2, AskedState.DECLINED)),
    ("without approval from now on", lambda scene: scene.set_chat(moderated=False)),
    ("asked and shown at once", lambda scene: scene.ask(scene.watcher)),
    ("said", lambda scene: scene.say(scene.watcher)),
    ("a presenter said", lambda scene: scene.say(scene.presenter)),
    ("said to the team", lambda scene: scene.say(scene.host, ChatChannel.BACKSTAGE)),
    ("took back", lambda scene: scene.remove(0, scene.watcher)),
    ("removed from team chat", lambda scene: scene.remove(2, scene.host)),
    ("prepared a poll", lambda scene: scene.prepare()),
    ("opened it", lambda scene: activities.open_activity(scene.activity(2), by=scene.presenter)),
    ("answered it", lambda scene: scene.answer(2, scene.other)),
    ("opened a quiz question", lambda scene: activities.open_activity(scene.activity(0), by=scene.host)),
    ("answered the quiz question", lambda scene: scene.answer(0, scene.other)),
    ("closed", lambda scene: activities.close_activity(scene.activity(0), by=scene.host)),
    ("revealed", lambda scene: activities.reveal_activity(scene.activity(0), by=scene.host)),
    ("hidden", lambda scene: activities.hide_activity(scene.activity(0), by=scene.host)),
    ("opened anonymously", lambda scene: activities.open_activity(scene.activity(1), by=scene.host)),
    ("answered anonymously", lambda scene: scene.answer(1, scene.other)),
    (
        "given more time",
        lambda scene: give_extra_time(scene.room, person_id=scene.watcher.pk, percent=25, by=scene.host),
    ),
    ("added a companion", lambda scene: add_companion(scene.room, host=scene.watcher, name="Ana", country="KE")),
    ("muted", lambda scene: scene.mute(True)),
    ("unmuted", lambda scene: scene.mute(False)),
    ("raised a hand", lambda scene: hands.raise_hand(scene.room, person=scene.watcher)),
    ("another raised theirs", lambda scene: hands.raise_hand(scene.room, person=scene.other)),
    ("has the floor", lambda scene: hands.give_floor(scene.room, person=scene.watcher, by=scene.host)),
    ("the other has the floor", lambda scene: hands.give_floor(scene.room, person=scene.other, by=scene.host)),
    ("raised it again", lambda scene: hands.raise_hand(scene.room, person=scene.watcher)),
    ("lowered it", lambda scene: hands.lower_hand(scene.room, person=scene.watcher, by=scene.watcher)),
    ("raised it for the last time", lambda scene: hands.raise_hand(scene.room, person=scene.watcher)),
    ("all lowered", lambda scene: hands.lower_all_hands(scene.room, by=scene.host)),
    ("raised at the end", lambda scene: hands.raise_hand(scene.room, person=scene.watcher)),
    ("ended", lambda scene: stage.end_sitting(scene.room, by=scene.host)),
]


def test_events_lead_from_every_snapshot_to_the_next() -> None:
    scene = Scene()
    seen = {"room": 0, "team": 0, "me": 0}
    for name, step in WALK:
        state = scene.held()
        step(scene)
        news = scene.told(seen)
        assert news != [] or name.startswith(("support", "answered")), name
        for topic, event in [*news, *news]:
            replay.apply(state, topic, event)
        scene.tick(state)
        assert state == scene.held(), name


def test_events_lead_from_the_first_snapshot_to_the_last() -> None:
    scene = Scene()
    state = scene.held()
    for _, step in WALK:
        step(scene)
    for topic, event in scene.told({"room": 0, "team": 0, "me": 0}):
        replay.apply(state, topic, event)
    scene.tick(state)
    assert state == scene.held()


def test_the_walk_hears_every_event_that_a_room_has() -> None:
    scene = Scene()
    for _, step in WALK:
        step(scene)
    events = {get_args(event.model_fields["type"].annotation)[0] for event in get_args(get_args(AnyEvent)[0])}
    heard = {event["type"] for _, event in scene.told({"room": 0, "team": 0, "me": 0})}
    assert events - heard == set()
