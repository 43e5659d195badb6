"""Raised hands."""

from __future__ import annotations

from webinars import access
from webinars.access import Right
from webinars.actions import hands
from webinars.consumers.registry import Door, handles
from webinars.protocol.from_client import GiveFloor, LowerAllHands, LowerHand, RaiseHand


@handles(RaiseHand)
def raise_hand(door: Door, command: RaiseHand) -> None:
    room = access.get_room(door.person, door.room_id, Right.ENTER)
    hands.raise_hand(room, person=door.person)


@handles(LowerHand)
def lower_hand(door: Door, command: LowerHand) -> None:
    own = command.person is None or command.person == door.person.pk
    room = access.get_room(door.person, door.room_id, Right.ENTER if own else Right.MODERATE)
    person = door.person if own else access.person_of(room, command.person or 0)
    hands.lower_hand(room, person=person, by=door.person)


@handles(LowerAllHands)
def lower_all_hands(door: Door, command: LowerAllHands) -> None:
    room = access.get_room(door.person, door.room_id, Right.MODERATE)
    hands.lower_all_hands(room, by=door.person)


@handles(GiveFloor)
def give_floor(door: Door, command: GiveFloor) -> None:
    room = access.get_room(door.person, door.room_id, Right.MODERATE)
    hands.give_floor(room, person=access.person_of(room, command.person), by=door.person)
