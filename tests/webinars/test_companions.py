"""Several people around one screen: who can be added, by whom, and what a stranger learns."""

from __future__ import annotations

import pytest

from core.actions import Refused
from core.models import RecordedEvent
from people.models import Person
from tests.factories import make_administration, make_person, make_room, make_webinar
from webinars import topics
from webinars.actions.companions import MOST_AT_ONE_SCREEN, add_companion, remove_companion
from webinars.choices import RoomState
from webinars.consumers import companions as door_of_companions
from webinars.consumers.registry import Door
from webinars.models import Companion, Room
from webinars.protocol.from_client import AddCompanion, RemoveCompanion
from webinars.queries.companions import companions_of

pytestmark = pytest.mark.django_db(transaction=True)


def room_with(*attendees: Person, state: str = RoomState.LIVE) -> Room:
    return make_room(make_webinar(attendees=attendees), state=state)


def refusal(room: Room, host: Person, **who: str) -> str:
    with pytest.raises(Refused) as caught:
        add_companion(room, host=host, **who)
    return caught.value.code


def test_a_registered_person_is_added_by_address_and_the_host_is_told() -> None:
    host, other = make_person(), make_person(full_name="Awa Diallo", country="SN", region="WCA")
    room = room_with(host, other)
    companion = add_companion(room, host=host, email=f" {other.email.upper()} ")
    shown = [view.model_dump() for view in companions_of(room.pk, host.pk)]
    assert shown == [{"id": companion.pk, "name": "Awa Diallo", "country": "SN"}]
    event = RecordedEvent.objects.get(topic=topics.person(room.pk, host.pk))
    assert event.payload == {"type": "companions.changed", "companions": shown}


def test_a_guest_is_added_by_name_and_administration() -> None:
    host = make_person()
    make_administration("MG")
    room = room_with(host)
    add_companion(room, host=host, name="  Hery   Rakoto ", country="mg")
    assert [(view.name, view.country) for view in companions_of(room.pk, host.pk)] == [("Hery Rakoto", "MG")]


def test_an_address_tells_nothing_about_accounts() -> None:
    host, stranger = make_person(), make_person()
    make_webinar(attendees=[stranger])
    room = room_with(host)
    assert refusal(room, host, email=stranger.email) == "companion.not_registered"
    assert refusal(room, host, email="nobody@example.org") == "companion.not_registered"


def test_nobody_is_at_two_screens() -> None:
    first, second, other = make_person(), make_person(), make_person()
    room = room_with(first, second, other)
    add_companion(room, host=first, email=other.email)
    assert refusal(room, second, email=other.email) == "companion.elsewhere"
    assert companions_of(room.pk, second.pk) == []


def test_somebody_who_left_one_screen_can_join_another() -> None:
    first, second, other = make_person(), make_person(), make_person()
    room = room_with(first, second, other)
    companion = add_companion(room, host=first, email=other.email)
    remove_companion(room, host=first, companion_id=companion.pk)
    add_companion(room, host=second, email=other.email)
    assert (len(companions_of(room.pk, first.pk)), len(companions_of(room.pk, second.pk))) == (0, 1)


def test_adding_again_changes_nothing() -> None:
    host, other = make_person(), make_person()
    room = room_with(host, other)
    person = add_companion(room, host=host, email=other.email)
    guest = add_companion(room, host=host, name="Guest", country="KE")
    assert add_companion(room, host=host, email=other.email) == person
    assert add_companion(room, host=host, name="guest", country="KE") == guest
    assert Companion.objects.count() == 2
    assert RecordedEvent.objects.count() == 2


def test_what_cannot_be_added() -> None:
    host = make_person()
    room = room_with(host)
    assert refusal(room, host, email=host.email) == "companion.is_host"
    assert refusal(room, host) == "companion.one_of_both"
    assert refusal(room, host, email="a@example.org", name="A") == "companion.one_of_both"
    assert refusal(room, host, name="Guest", country="XX") == "companion.unknown_administration"
    assert refusal(room_with(host, state=RoomState.ENDED), host, name="Guest", country="KE") == "room.ended"
    for number in range(MOST_AT_ONE_SCREEN):
        add_companion(room, host=host, name=f"Guest {number}", country="KE")
    assert refusal(room, host, name="One more", country="KE") == "companion.too_many"


def test_only_the_host_removes_a_companion() -> None:
    host, other = make_person(), make_person()
    room = room_with(host, other)
    guest = add_companion(room, host=host, name="Guest", country="KE")
    with pytest.raises(Refused, match=r"companion\.unknown"):
        remove_companion(room, host=other, companion_id=guest.pk)
    remove_companion(room, host=host, companion_id=guest.pk)
    remove_companion(room, host=host, companion_id=guest.pk)
    assert companions_of(room.pk, host.pk) == []


def test_the_commands_act_for_the_person_at_the_door() -> None:
    host = make_person()
    room = room_with(host)
    door = Door(host, room.pk, "en")
    command = AddCompanion(id="1", type="add_companion", name="Guest", country="KE")
    done = door_of_companions.add_companion(door, command)
    assert [view.id for view in companions_of(room.pk, host.pk)] == [done["companion"]]
    remove = RemoveCompanion(id="2", type="remove_companion", companion=done["companion"])
    assert door_of_companions.remove_companion(door, remove) is None
    assert companions_of(room.pk, host.pk) == []
