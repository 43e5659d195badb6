"""Two people act at the same instant: the database decides, and every total is right afterwards."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from core.actions import Refused
from core.models import RecordedEvent, TopicHead
from courses.models import Deck
from people.models import Person
from tests.factories import make_person, make_room, make_webinar
from webinars import topics
from webinars.actions import hands, questions, stage
from webinars.choices import AskedState, HandState
from webinars.models import AgendaItem, AskedQuestion, Hand, QuestionVote, Room
from webinars.queries.snapshot import hand_queue

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all of them at the same instant, each on a connection of its own; what they returned, or the refusal's code."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=10)
            return deed()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def gapless(topic: str) -> bool:
    seqs = list(RecordedEvent.objects.filter(topic=topic).order_by("seq").values_list("seq", flat=True))
    head = TopicHead.objects.filter(topic=topic).values_list("seq", flat=True).first() or 0
    return seqs == list(range(1, head + 1))


@pytest.fixture
def host() -> Person:
    return make_person()


@pytest.fixture
def room(host: Person) -> Room:
    room = make_room(make_webinar(host=host))
    deck = Deck.objects.create(title_en="Slides", page_count=50)
    AgendaItem.objects.filter(sitting=room.sitting, position=1).update(deck=deck)
    Room.objects.update(deck=deck)
    return room


def test_votes_at_once_count_every_person_once(room: Room) -> None:
    asked = AskedQuestion.objects.create(
        room=room, author=make_person(), text="Why?", language="en", state=AskedState.PUBLISHED
    )
    voters = [make_person() for _ in range(4)]
    at_once(
        *[lambda voter=voter: questions.vote_question(asked, person=voter, up=True) for voter in [*voters, *voters]]
    )
    assert AskedQuestion.objects.get().votes == QuestionVote.objects.count() == 4


def test_a_double_click_raises_one_hand(room: Room) -> None:
    person = make_person()
    raised = at_once(*[lambda: hands.raise_hand(room, person=person)] * 4)
    assert len({hand.pk for hand in raised}) == 1
    assert hand_queue(room.pk) == [person.pk]
    assert RecordedEvent.objects.filter(topic=topics.team(room.pk)).count() == 1


def test_the_floor_given_twice_at_once_has_one_speaker(room: Room, host: Person) -> None:
    people = [make_person() for _ in range(3)]
    for person in people:
        hands.raise_hand(room, person=person)
    at_once(*[lambda person=person: hands.give_floor(room, person=person, by=host) for person in people])
    assert Hand.objects.filter(state=HandState.SPEAKING).count() == 1
    assert gapless(topics.team(room.pk))


def test_of_pages_turned_at_once_the_last_change_is_what_everybody_sees(room: Room) -> None:
    turners = {page: make_person() for page in range(11, 17)}
    at_once(*[lambda page=page, by=by: stage.turn_page(room, page=page, by=by) for page, by in turners.items()])
    after = Room.objects.get()
    assert turners[after.page] == after.page_by
    last = RecordedEvent.objects.filter(topic=topics.room(room.pk)).latest("seq").payload["stage"]
    assert (last["page"], last["by"]["id"]) == (after.page, after.page_by_id)
    assert gapless(topics.room(room.pk))


def test_one_question_is_answered_when_two_are_called_at_once(room: Room, host: Person) -> None:
    asked = [
        AskedQuestion.objects.create(room=room, author=host, text="Why?", language="en", state=AskedState.PUBLISHED)
        for _ in range(3)
    ]
    at_once(*[lambda one=one: questions.decide_question(one, state=AskedState.ANSWERING, by=host) for one in asked])
    assert AskedQuestion.objects.filter(state=AskedState.ANSWERING).count() == 1


def test_lowering_all_against_raising_neither_waits_for_ever_nor_loses_a_hand(room: Room, host: Person) -> None:
    people = [make_person() for _ in range(4)]
    for person in people[:2]:
        hands.raise_hand(room, person=person)
    at_once(
        lambda: hands.lower_all_hands(room, by=host),
        lambda: hands.lower_hand(room, person=people[1], by=people[1]),
        *[lambda person=person: hands.raise_hand(room, person=person) for person in people],
    )
    up = Hand.objects.exclude(state=HandState.LOWERED)
    assert hand_queue(room.pk) == [hand.person_id for hand in up.order_by("raised_at", "pk")]
    assert {people[2].pk, people[3].pk} >= set(hand_queue(room.pk)) - {people[0].pk, people[1].pk}
    assert gapless(topics.team(room.pk))


def test_nothing_slips_in_after_the_end(room: Room, host: Person) -> None:
    people = [make_person() for _ in range(4)]
    at_once(
        lambda: stage.end_sitting(room, by=host),
        *[lambda person=person: hands.raise_hand(room, person=person) for person in people],
        lambda: stage.turn_page(room, page=3, by=host),
    )
    assert Hand.objects.exclude(state=HandState.LOWERED).count() == 0
    assert RecordedEvent.objects.filter(topic=topics.room(room.pk)).latest("seq").payload["stage"]["state"] == "ended"
