"""What a client is given when it comes in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import make_administration, make_person, make_room, make_webinar
from webinars.access import ATTENDEE, Right
from webinars.choices import AskedState, ChatChannel, HandState, WebinarRole
from webinars.models import (
    AgendaItem,
    AskedQuestion,
    ChatMessage,
    Connection,
    Hand,
    Mute,
    QuestionVote,
    Room,
    TeamMember,
)
from webinars.queries import snapshot

pytestmark = pytest.mark.django_db


def fill(room: Room, rows: int) -> None:
    """``rows`` of everything a room can hold, by as many people."""
    for number in range(rows):
        person = make_person(country="KE")
        TeamMember.objects.create(webinar=room.sitting.webinar, person=person, role=WebinarRole.PRESENTER)
        for state in (AskedState.PUBLISHED, AskedState.PENDING):
            AskedQuestion.objects.create(room=room, author=person, text=f"Why {number}?", language="fr", state=state)
        for channel in ChatChannel:
            ChatMessage.objects.create(room=room, channel=channel, author=person, text="Hello", language="en")
        Hand.objects.create(room=room, person=person)
    AgendaItem.objects.filter(sitting=room.sitting).update(notes="Greet them.")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_snapshot_takes_the_same_queries_whatever_it_holds(rows: int, django_assert_num_queries: Any) -> None:
    room = make_room(make_webinar(host=make_person()), items=rows)
    fill(room, rows)
    person = make_person()
    with django_assert_num_queries(8):
        view = snapshot.room_snapshot(room.pk)
    assert (len(view.questions), len(view.messages), len(view.agenda), len(view.team)) == (rows, rows, rows, rows + 1)
    with django_assert_num_queries(7):
        team = snapshot.team_snapshot(room.pk)
    assert (len(team.questions), len(team.messages), len(team.hands), len(team.notes)) == (rows, rows, rows, rows)
    with django_assert_num_queries(1):
        snapshot.mine(room.pk, person)


def test_the_room_never_holds_what_only_the_team_may_see() -> None:
    room = make_room(make_webinar(host=make_person()))
    author = make_person(full_name="Hidden Author", country="LC")
    AgendaItem.objects.filter(sitting=room.sitting).update(notes="SECRET note")
    ChatMessage.objects.create(
        room=room, channel=ChatChannel.BACKSTAGE, author=author, text="SECRET line", language="en"
    )
    for state in (AskedState.PENDING, AskedState.DECLINED):
        AskedQuestion.objects.create(room=room, author=author, text="SECRET question", language="en", state=state)
    AskedQuestion.objects.create(
        room=room, author=author, text="Shown", language="en", state=AskedState.PUBLISHED, hide_name=True
    )
    ChatMessage.objects.create(
        room=room, author=make_person(), text="SECRET insult", language="en", removed_at=timezone.now()
    )
    Mute.objects.create(room=room, person=author)
    Hand.objects.create(room=room, person=author)
    text = snapshot.room_snapshot(room.pk).model_dump_json()
    assert "Shown" in text
    assert ("SECRET" in text, "Hidden Author" in text, '"LC"' in text) == (False, False, False)
    assert "Hidden Author" not in "".join(
        question.model_dump_json() for question in snapshot.team_snapshot(room.pk).questions if question.text == "Shown"
    )


def test_another_rooms_content_stays_there() -> None:
    webinar = make_webinar(host=make_person())
    room, other = make_room(webinar), make_room(webinar)
    fill(other, 1)
    view, team = snapshot.room_snapshot(room.pk), snapshot.team_snapshot(room.pk)
    assert (view.questions, view.messages, team.questions, team.messages, team.hands) == ([], [], [], [], [])
    assert (view.sitting.position, view.sitting.of) == (1, 2)


def test_mine_holds_what_is_ones_own() -> None:
    room = make_room(make_webinar())
    person, other = make_person(), make_person()
    ask = AskedQuestion.objects.create
    shown = ask(room=room, author=other, text="Shown", language="en", state=AskedState.PUBLISHED)
    waiting = ask(room=room, author=person, text="Waiting", language="en")
    ask(room=room, author=other, text="Another's", language="en")
    QuestionVote.objects.create(question=shown, person=person)
    Mute.objects.create(room=room, person=person)
    Hand.objects.create(room=room, person=person, state=HandState.SPEAKING)
    mine = snapshot.mine(room.pk, person)
    assert ([question.id for question in mine.questions], mine.votes, mine.muted) == ([waiting.pk], [shown.pk], True)
    assert mine.hand is not None
    assert mine.hand.state == "speaking"
    theirs = snapshot.mine(room.pk, other)
    assert (theirs.votes, theirs.muted, theirs.hand) == ([], False, None)


def test_you_names_roles_and_rights() -> None:
    host, attendee = make_person(administration=make_administration("GH", "WCA"), country=""), make_person()
    room = make_room(make_webinar(host=host, attendees=[attendee]))
    mine = snapshot.you(room, host, "fr", frozenset(Right))
    assert (mine.roles, mine.language, mine.person.country) == (["host"], "fr", "GH")
    assert "host" in mine.rights
    assert snapshot.you(room, attendee, "en", ATTENDEE).rights == ["see", "enter"]


def connect(room: Room, person: Any, language: str, *, ago: int = 0, closed: bool = False) -> Connection:
    seen = timezone.now() - timedelta(seconds=ago)
    return Connection.objects.create(
        room=room,
        person=person,
        language=language,
        opened_at=seen,
        last_seen_at=seen,
        closed_at=seen if closed else None,
        process="web.1",
    )


def test_people_are_counted_once_by_the_language_they_read_last() -> None:
    room = make_room(make_webinar())
    two_screens = make_person()
    connect(room, two_screens, "en")
    connect(room, two_screens, "ar")
    connect(room, make_person(), "fr")
    connect(room, make_person(), "ru", closed=True)
    connect(room, make_person(), "ru", ago=90)
    connect(make_room(room.sitting.webinar), make_person(), "es")
    assert snapshot.people_present(room.pk) == (2, {"ar": 1, "fr": 1})


def test_the_queue_is_in_order_of_raising_without_the_speaker() -> None:
    room = make_room(make_webinar())
    first, second, speaker, done = (make_person() for _ in range(4))
    Hand.objects.create(room=room, person=speaker, state=HandState.SPEAKING)
    Hand.objects.create(room=room, person=second)
    Hand.objects.create(room=room, person=done, state=HandState.LOWERED)
    early = Hand.objects.create(room=room, person=first)
    Hand.objects.filter(pk=early.pk).update(raised_at=timezone.now() - timedelta(minutes=1))
    assert snapshot.hand_queue(room.pk) == [first.pk, second.pk]
