"""Chat, muting and reactions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry, RecordedEvent
from core.realtime import fanout
from people.models import Person
from tests.factories import make_person, make_room, make_webinar
from webinars import topics
from webinars.actions import chat, moderation, reactions
from webinars.choices import ChatChannel, Reaction, RoomState, WebinarRole
from webinars.models import ChatMessage, Mute, Room, TeamMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def attendee() -> Person:
    return make_person(full_name="Nomsa Dube")


@pytest.fixture
def host() -> Person:
    return make_person()


@pytest.fixture
def room(attendee: Person, host: Person) -> Room:
    return make_room(make_webinar(host=host, attendees=[attendee]))


def say(room: Room, author: Person, text: str = "Good morning", **fields: Any) -> ChatMessage:
    return chat.say(room, author=author, text=text, language="en", **fields)


def last(topic: str) -> dict[str, Any]:
    payload: dict[str, Any] = RecordedEvent.objects.filter(topic=topic).latest("seq").payload
    return payload


def test_a_line_reaches_the_room_with_its_writers_first_role(room: Room, host: Person) -> None:
    TeamMember.objects.create(webinar=room.sitting.webinar, person=host, role=WebinarRole.MODERATOR)
    say(room, host)
    assert last(topics.room(room.pk))["message"]["role"] == "host"


def test_team_chat_reaches_the_team_only(room: Room, attendee: Person, host: Person) -> None:
    say(room, host, "Four minutes behind", channel=ChatChannel.BACKSTAGE)
    assert set(RecordedEvent.objects.values_list("topic", flat=True)) == {topics.team(room.pk)}
    with pytest.raises(Refused, match=r"right\.missing"):
        say(room, attendee, channel=ChatChannel.BACKSTAGE)


def test_slow_mode_spaces_one_persons_lines(room: Room, attendee: Person, host: Person) -> None:
    Room.objects.update(slow_mode_seconds=30)
    first = say(room, attendee)
    with pytest.raises(Refused) as refusal:
        say(room, attendee)
    assert (refusal.value.code, refusal.value.data) == ("chat.slow_mode", {"seconds": 30})
    say(room, make_person())
    say(room, host)
    say(room, host)
    ChatMessage.objects.filter(pk=first.pk).update(sent_at=timezone.now() - timedelta(seconds=31))
    say(room, attendee)
    assert ChatMessage.objects.filter(author=attendee).count() == 2


def test_a_closed_chat_is_the_teams_alone(room: Room, attendee: Person, host: Person) -> None:
    moderation.set_chat(room, chat_open=False, slow_mode_seconds=0, moderate_questions=True, by=host)
    with pytest.raises(Refused, match=r"chat\.closed"):
        say(room, attendee)
    say(room, host, "Back at ten")
    assert ChatMessage.objects.count() == 1


def test_setting_what_is_set_announces_nothing(room: Room, host: Person) -> None:
    for _ in range(2):
        moderation.set_chat(room, chat_open=True, slow_mode_seconds=10, moderate_questions=False, by=host)
    assert RecordedEvent.objects.filter(type="stage.changed").count() == 1


def test_a_muted_person_reads_on_but_writes_nothing(room: Room, attendee: Person, host: Person) -> None:
    moderation.mute_person(room, person=attendee, muted=True, by=host)
    moderation.mute_person(room, person=attendee, muted=True, by=host)
    with pytest.raises(Refused, match=r"chat\.muted"):
        say(room, attendee)
    moderation.mute_person(room, person=attendee, muted=False, by=host)
    say(room, attendee)
    topic = topics.person(room.pk, attendee.pk)
    muted = [event.payload["muted"] for event in RecordedEvent.objects.filter(topic=topic).order_by("seq")]
    assert muted == [True, False]
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == ["person.muted", "person.unmuted"]


def test_the_team_cannot_be_muted(room: Room, host: Person) -> None:
    other = make_person()
    TeamMember.objects.create(webinar=room.sitting.webinar, person=other, role=WebinarRole.INTERPRETER)
    with pytest.raises(Refused, match=r"person\.of_the_team"):
        moderation.mute_person(room, person=other, muted=True, by=host)
    assert Mute.objects.count() == 0


def test_a_removed_line_loses_its_text_on_the_wire_and_keeps_it_for_the_audit(
    room: Room, attendee: Person, host: Person
) -> None:
    message = say(room, attendee, "An insult")
    chat.remove_message(message, by=host)
    chat.remove_message(message, by=host)
    view = last(topics.room(room.pk))["message"]
    assert (view["removed"], view["text"]) == (True, "")
    assert ChatMessage.objects.get().text == "An insult"
    told = [str(payload) for payload in RecordedEvent.objects.values_list("payload", flat=True)]
    assert (len(told), [payload for payload in told if "insult" in payload]) == (2, [])
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["chat.removed"]


def test_ones_own_line_can_be_removed_and_nobody_elses(room: Room, attendee: Person, host: Person) -> None:
    theirs, mine = say(room, host), say(room, attendee)
    chat.remove_message(mine, by=attendee)
    with pytest.raises(Refused, match=r"right\.missing"):
        chat.remove_message(theirs, by=attendee)
    assert list(ChatMessage.objects.filter(removed_at=None)) == [theirs]


def test_nothing_is_written_after_the_end(room: Room, attendee: Person, host: Person) -> None:
    message = say(room, attendee)
    Room.objects.update(state=RoomState.ENDED)
    for write in (
        lambda: say(room, attendee),
        lambda: chat.remove_message(message, by=host),
        lambda: moderation.mute_person(room, person=attendee, muted=True, by=host),
        lambda: moderation.set_chat(room, chat_open=False, slow_mode_seconds=0, moderate_questions=True, by=host),
        lambda: reactions.react(room, person=attendee, reaction=Reaction.AGREE),
    ):
        with pytest.raises(Refused, match=r"room\.ended"):
            write()


def test_a_reaction_is_counted_for_the_team_and_kept_nowhere(
    room: Room, attendee: Person, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    touched: list[tuple[Any, ...]] = []
    monkeypatch.setattr(fanout, "touch", lambda *told: touched.append(told))
    with django_capture_on_commit_callbacks(execute=True):
        reactions.react(room, person=attendee, reaction=Reaction.TOO_FAST)
    assert touched == [(topics.team(room.pk), "reactions", {"too_fast": 1})]
    assert RecordedEvent.objects.count() == 0
