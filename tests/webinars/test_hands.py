"""Raised hands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from core.actions import Refused
from core.models import RecordedEvent
from people.models import Person
from tests.factories import make_person, make_room, make_webinar
from webinars import topics
from webinars.actions import hands
from webinars.choices import HandState, RoomState
from webinars.models import Connection, Hand, Room
from webinars.queries.snapshot import hand_queue

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Person:
    return make_person()


@pytest.fixture
def room(host: Person) -> Room:
    return make_room(make_webinar(host=host))


def test_a_second_press_keeps_the_place_in_the_queue(room: Room) -> None:
    first, second = make_person(), make_person()
    for person in (first, second, first):
        hands.raise_hand(room, person=person)
    assert hand_queue(room.pk) == [first.pk, second.pk]
    assert Hand.objects.count() == 2
    assert RecordedEvent.objects.filter(topic=topics.team(room.pk)).count() == 2


def test_a_hand_raised_again_goes_to_the_end(room: Room) -> None:
    first, second = make_person(), make_person()
    hands.raise_hand(room, person=first)
    hands.raise_hand(room, person=second)
    hands.lower_hand(room, person=first, by=first)
    hands.raise_hand(room, person=first)
    assert hand_queue(room.pk) == [second.pk, first.pk]


def test_one_person_has_the_floor_at_a_time(room: Room, host: Person) -> None:
    first, second = make_person(), make_person()
    for person in (first, second):
        hands.raise_hand(room, person=person)
    hands.give_floor(room, person=first, by=host)
    hands.give_floor(room, person=second, by=host)
    states = dict(Hand.objects.values_list("person_id", "state"))
    assert states == {first.pk: HandState.LOWERED, second.pk: HandState.SPEAKING}
    assert hand_queue(room.pk) == []


def test_the_time_of_the_floor_is_kept(room: Room, host: Person) -> None:
    speaker, waiting = make_person(), make_person()
    for person in (speaker, waiting):
        hands.raise_hand(room, person=person)
    hands.give_floor(room, person=speaker, by=host)
    given = Hand.objects.get(person=speaker).floor_at
    hands.give_floor(room, person=speaker, by=host)
    hands.lower_all_hands(room, by=host)
    spoken = Hand.objects.get(person=speaker)
    assert given is not None
    assert spoken.lowered_at is not None
    assert spoken.floor_at == given
    assert spoken.raised_at <= spoken.floor_at <= spoken.lowered_at
    assert Hand.objects.get(person=waiting).floor_at is None


def test_the_floor_goes_only_to_a_raised_hand(room: Room, host: Person) -> None:
    person = make_person()
    with pytest.raises(Refused, match=r"hand\.not_raised"):
        hands.give_floor(room, person=person, by=host)
    hands.raise_hand(room, person=person)
    hands.lower_hand(room, person=person, by=person)
    with pytest.raises(Refused, match=r"hand\.not_raised"):
        hands.give_floor(room, person=person, by=host)


def test_lowering_all_tells_each_person_and_leaves_other_rooms_alone(room: Room, host: Person) -> None:
    other = make_room(room.sitting.webinar)
    first, second = make_person(), make_person()
    hands.raise_hand(other, person=first)
    for person in (second, first):
        hands.raise_hand(room, person=person)
    assert hands.lower_all_hands(room, by=host) == 2
    assert (hand_queue(room.pk), hand_queue(other.pk)) == ([], [first.pk])
    for person in (first, second):
        last = RecordedEvent.objects.filter(topic=topics.person(room.pk, person.pk)).latest("seq").payload
        assert last["hand"]["state"] == "lowered"
    assert hands.lower_all_hands(room, by=host) == 0


def test_hands_belong_to_a_live_sitting(room: Room) -> None:
    person = make_person()
    for state, code in ((RoomState.LOBBY, r"room\.not_live"), (RoomState.ENDED, r"room\.ended")):
        Room.objects.filter(pk=room.pk).update(state=state)
        with pytest.raises(Refused, match=code):
            hands.raise_hand(room, person=person)
    assert Hand.objects.count() == 0


def test_a_hand_goes_down_when_its_person_has_left_and_not_while_a_line_comes_back(room: Room) -> None:
    now = timezone.now()
    here, gone, just_lost = (make_person() for _ in range(3))
    for person, seen in ((here, 0), (gone, 130), (just_lost, 50)):
        at = now - timedelta(seconds=seen)
        Connection.objects.create(
            room=room,
            person=person,
            language="en",
            opened_at=now - timedelta(minutes=9),
            last_seen_at=at,
            closed_at=at if seen else None,
            process="t",
        )
        hands.raise_hand(room, person=person)
    assert hands.lower_hands_of_absent(now) == 0, "raised a moment ago"
    Hand.objects.update(raised_at=now - timedelta(minutes=5))
    assert hands.lower_hands_of_absent(now) == 1
    assert hand_queue(room.pk) == [here.pk, just_lost.pk]
    assert hands.lower_hands_of_absent(now) == 0
