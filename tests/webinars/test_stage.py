"""The stage: beginning, end, plan, pages, controls."""

from __future__ import annotations

import pytest

from core.actions import Refused
from core.models import RecordedEvent
from courses.models import Deck
from people.models import Person
from tests.factories import make_person, make_room, make_webinar
from webinars import topics
from webinars.actions import hands, stage
from webinars.choices import HandState, RoomState, WebinarRole
from webinars.models import AgendaItem, Hand, Room, TeamMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Person:
    return make_person(full_name="Amina Diallo")


@pytest.fixture
def room(host: Person) -> Room:
    deck = Deck.objects.create(title_en="Slides", page_count=12)
    room = make_room(make_webinar(host=host), items=3)
    AgendaItem.objects.filter(sitting=room.sitting, position=1).update(deck=deck)
    return room


def item(room: Room, position: int) -> AgendaItem:
    return AgendaItem.objects.get(sitting=room.sitting, position=position)


def events(room: Room) -> list[str]:
    return list(RecordedEvent.objects.filter(topic=topics.room(room.pk)).order_by("seq").values_list("type", flat=True))


def test_starting_makes_the_room_live_once(host: Person) -> None:
    room = make_room(make_webinar(host=host), state=RoomState.LOBBY)
    stage.start_sitting(room, by=host)
    begun = Room.objects.get(pk=room.pk).sitting.live_from
    stage.start_sitting(room, by=host)
    after = Room.objects.get(pk=room.pk)
    assert (after.state, after.controller, after.sitting.live_from) == (RoomState.LIVE, host, begun)
    assert events(room) == ["stage.changed"]


def test_ending_lowers_hands_ends_the_item_and_makes_the_room_read_only(room: Room, host: Person) -> None:
    attendee = make_person()
    hands.raise_hand(room, person=attendee)
    stage.start_item(room, item=item(room, 1), by=host)
    stage.end_sitting(room, by=host)
    after = Room.objects.get(pk=room.pk)
    assert (after.state, after.current_item) == (RoomState.ENDED, None)
    assert after.sitting.live_until is not None
    assert item(room, 1).ended_at == after.sitting.live_until
    assert [hand.state for hand in Hand.objects.filter(room=room)] == [HandState.LOWERED]
    with pytest.raises(Refused, match=r"room\.ended"):
        stage.turn_page(room, page=1, by=host)
    with pytest.raises(Refused, match=r"room\.ended"):
        stage.start_sitting(room, by=host)


def test_a_room_that_is_not_live_cannot_end_or_start_an_item(host: Person) -> None:
    room = make_room(make_webinar(host=host), state=RoomState.LOBBY)
    with pytest.raises(Refused, match=r"room\.not_live"):
        stage.end_sitting(room, by=host)
    with pytest.raises(Refused, match=r"room\.not_live"):
        stage.start_item(room, item=item(room, 1), by=host)


def test_starting_an_item_ends_the_one_before_and_brings_its_deck_on_stage(room: Room, host: Person) -> None:
    stage.start_item(room, item=item(room, 2), by=host)
    stage.start_item(room, item=item(room, 1), by=host)
    after = Room.objects.get(pk=room.pk)
    assert item(room, 2).ended_at == item(room, 1).started_at
    assert item(room, 1).ended_at is None
    assert (after.current_item, after.deck, after.page) == (item(room, 1), item(room, 1).deck, 1)
    assert events(room) == ["agenda.changed", "stage.changed", "agenda.changed", "agenda.changed", "stage.changed"]


def test_an_item_without_slides_leaves_the_page_where_it_is(room: Room, host: Person) -> None:
    stage.start_item(room, item=item(room, 1), by=host)
    stage.turn_page(room, page=7, by=host)
    stage.start_item(room, item=item(room, 2), by=host)
    after = Room.objects.get(pk=room.pk)
    assert (after.deck, after.page) == (item(room, 1).deck, 7)


def test_starting_the_current_item_again_keeps_its_page(room: Room, host: Person) -> None:
    stage.start_item(room, item=item(room, 1), by=host)
    stage.turn_page(room, page=5, by=host)
    stage.start_item(room, item=item(room, 1), by=host)
    assert Room.objects.get(pk=room.pk).page == 5


def test_an_item_of_another_sitting_is_refused(room: Room, host: Person) -> None:
    other = make_room(room.sitting.webinar)
    with pytest.raises(Refused, match=r"agenda\.unknown_item"):
        stage.start_item(room, item=item(other, 1), by=host)


def test_the_last_page_turned_wins_and_says_who_turned_it(room: Room, host: Person) -> None:
    other = make_person(full_name="Olena Kovalenko")
    stage.start_item(room, item=item(room, 1), by=host)
    stage.turn_page(room, page=2, by=host)
    stage.turn_page(room, page=9, by=other)
    after = Room.objects.get(pk=room.pk)
    assert (after.page, after.page_by) == (9, other)
    last = RecordedEvent.objects.filter(topic=topics.room(room.pk)).latest("seq").payload
    assert (last["stage"]["page"], last["stage"]["by"]["name"]) == (9, "Olena Kovalenko")


@pytest.mark.parametrize("page", [0, 13])
def test_a_page_that_the_deck_does_not_have_is_refused(room: Room, host: Person, page: int) -> None:
    stage.start_item(room, item=item(room, 1), by=host)
    with pytest.raises(Refused) as refusal:
        stage.turn_page(room, page=page, by=host)
    assert (refusal.value.code, refusal.value.data) == ("stage.no_such_page", {"pages": 12})


def test_a_deck_from_elsewhere_cannot_come_on_stage(room: Room, host: Person) -> None:
    elsewhere = Deck.objects.create(title_en="Another webinar's", page_count=3)
    with pytest.raises(Refused, match=r"stage\.unknown_deck"):
        stage.turn_page(room, page=1, deck=elsewhere, by=host)
    with pytest.raises(Refused, match=r"stage\.no_deck"):
        stage.turn_page(room, page=1, by=host)


def test_the_controls_go_only_to_those_who_may_present(room: Room, host: Person) -> None:
    presenter, interpreter = make_person(), make_person()
    TeamMember.objects.create(webinar=room.sitting.webinar, person=presenter, role=WebinarRole.PRESENTER)
    TeamMember.objects.create(webinar=room.sitting.webinar, person=interpreter, role=WebinarRole.INTERPRETER)
    stage.take_controls(room, by=host)
    stage.hand_controls(room, to=presenter, by=host)
    assert Room.objects.get(pk=room.pk).controller == presenter
    with pytest.raises(Refused, match=r"stage\.not_a_presenter"):
        stage.hand_controls(room, to=interpreter, by=host)
    assert Room.objects.get(pk=room.pk).controller == presenter
    assert events(room) == ["stage.changed", "stage.changed"]
