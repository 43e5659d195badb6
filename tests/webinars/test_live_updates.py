"""What goes out with a tick: the latest value, for those who may see it."""

from __future__ import annotations

from typing import Any

import pytest

from core.realtime import ephemeral
from tests.factories import make_person, make_room, make_webinar
from webinars import topics
from webinars.choices import AskedState
from webinars.models import AskedQuestion, ChatMessage, Hand, Room
from webinars.queries import chat, hands, questions, snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return make_room(make_webinar())


def compute(room: Room, key: str, added: dict[str, int] | None = None) -> dict[str, Any] | None:
    return ephemeral.compute(topics.room(room.pk), key, added or {})


def ask(room: Room, state: AskedState, votes: int = 0) -> AskedQuestion:
    return AskedQuestion.objects.create(
        room=room, author=make_person(), text="Why?", language="en", state=state, votes=votes
    )


def test_an_empty_room_says_so(room: Room) -> None:
    assert compute(room, "presence") == {"type": "presence", "people": 0, "languages": {}}
    assert compute(room, "hands") == {"type": "hands", "queue": [], "waiting": 0}
    assert compute(room, "votes") is None
    assert ephemeral.compute(topics.team(room.pk), "reactions", {}) is None


def test_a_long_queue_is_cut_and_its_count_is_not(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webinars.queries.live.QUEUE_SHOWN", 2)
    raised = [Hand.objects.create(room=room, person=make_person()) for _ in range(3)]
    assert compute(room, "hands") == {
        "type": "hands",
        "queue": [hand.person_id for hand in raised[:2]],
        "waiting": 3,
    }


def test_support_is_told_of_the_question_that_changed_and_only_while_the_room_sees_it(room: Room) -> None:
    shown, other = ask(room, AskedState.PUBLISHED, votes=3), ask(room, AskedState.ANSWERED, votes=1)
    waiting = ask(room, AskedState.PENDING, votes=7)
    elsewhere = ask(make_room(room.sitting.webinar), AskedState.PUBLISHED, votes=9)
    assert compute(room, f"votes:{shown.pk}") == {"type": "votes", "votes": {str(shown.pk): 3}}
    assert compute(room, f"votes:{waiting.pk}") is None
    assert compute(room, f"votes:{elsewhere.pk}") is None
    assert compute(room, "votes") == {"type": "votes", "votes": {str(shown.pk): 3, str(other.pk): 1}}


def test_reactions_are_what_was_added_since_the_last_tick(room: Room) -> None:
    update = ephemeral.compute(topics.team(room.pk), "reactions", {"too_fast": 12, "agree": 1})
    assert update == {"type": "reactions", "counts": {"too_fast": 12, "agree": 1}}


def test_a_screen_begins_with_the_last_lines_and_the_newest_questions(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat, "LAST", 2)
    monkeypatch.setattr(questions, "LIMIT", 2)
    lines = [
        ChatMessage.objects.create(room=room, author=make_person(), text=str(number), language="en")
        for number in range(3)
    ]
    shown = [ask(room, AskedState.PUBLISHED) for _ in range(3)]
    waiting = [ask(room, AskedState.PENDING) for _ in range(3)]
    view, team = snapshot.room_snapshot(room.pk), snapshot.team_snapshot(room.pk)
    assert [message.id for message in view.messages] == [line.pk for line in lines[1:]]
    assert [question.id for question in view.questions] == [asked.pk for asked in shown[1:]]
    assert [question.id for question in team.questions] == [asked.pk for asked in waiting[:2]]
    assert hands.hand_queue(room.pk) == []
