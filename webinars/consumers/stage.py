"""What the team does to the stage."""

from __future__ import annotations

from webinars import access
from webinars.access import Right
from webinars.actions import stage
from webinars.consumers.registry import Door, handles
from webinars.protocol.from_client import EndSitting, HandControls, StartItem, StartSitting, TakeControls, TurnPage


@handles(StartSitting)
def start_sitting(door: Door, command: StartSitting) -> None:
    room = access.get_room(door.person, door.room_id, Right.HOST)
    stage.start_sitting(room, by=door.person)


@handles(EndSitting)
def end_sitting(door: Door, command: EndSitting) -> None:
    room = access.get_room(door.person, door.room_id, Right.HOST)
    stage.end_sitting(room, by=door.person)


@handles(StartItem)
def start_item(door: Door, command: StartItem) -> None:
    room = access.get_room(door.person, door.room_id, Right.PRESENT)
    stage.start_item(room, item=access.item_of(room, command.item), by=door.person)


@handles(TurnPage)
def turn_page(door: Door, command: TurnPage) -> None:
    room = access.get_room(door.person, door.room_id, Right.PRESENT)
    deck = None if command.deck is None else access.deck_of(room, command.deck)
    stage.turn_page(room, page=command.page, deck=deck, by=door.person)


@handles(TakeControls)
def take_controls(door: Door, command: TakeControls) -> None:
    room = access.get_room(door.person, door.room_id, Right.PRESENT)
    stage.take_controls(room, by=door.person)


@handles(HandControls)
def hand_controls(door: Door, command: HandControls) -> None:
    room = access.get_room(door.person, door.room_id, Right.PRESENT)
    stage.hand_controls(room, to=access.person_of(room, command.person), by=door.person)
