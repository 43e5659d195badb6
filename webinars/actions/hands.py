"""Raised hands: a queue in order of raising, and one speaker at a time."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.actions import Refused, action
from core.events import announce, announce_ephemeral
from people.models import Person
from webinars import topics
from webinars.actions.locking import locked_room, refuse_unless_live
from webinars.choices import HandState
from webinars.models import Hand, Room
from webinars.protocol.to_client import HandChanged
from webinars.queries.hands import hand_view


@action
def raise_hand(room: Room, *, person: Person) -> Hand:
    """Put the person at the end of the queue. Somebody whose hand is up already keeps their place."""
    room = locked_room(room)
    refuse_unless_live(room)
    hand = _hands_up(room).filter(person=person).first()
    if hand is not None:
        return hand
    try:
        with transaction.atomic():
            hand = Hand.objects.create(room=room, person=person)
    except IntegrityError:
        return _hands_up(room).get(person=person)
    announce_hands([hand])
    _touch_queue(room)
    return hand


@action
def lower_hand(room: Room, *, person: Person, by: Person) -> None:
    """Take the person's hand down, the floor with it. Nothing happens when it is down already."""
    room = locked_room(room)
    lowered = _lower(_hands_up(room).filter(person=person), timezone.now())
    announce_hands(lowered)
    if lowered:
        _touch_queue(room)


@action
def lower_all_hands(room: Room, *, by: Person) -> int:
    """Take every hand down; how many there were."""
    room = locked_room(room)
    lowered = lower_every_hand(room, timezone.now())
    announce_hands(lowered)
    if lowered:
        _touch_queue(room)
    return len(lowered)


@action
def give_floor(room: Room, *, person: Person, by: Person) -> Hand:
    """Let the person speak, whose hand must be up. The one who spoke before is done."""
    room = locked_room(room)
    hand = _hands_up(room).filter(person=person).first()
    if hand is None:
        raise Refused("hand.not_raised")
    if hand.state == HandState.SPEAKING:
        return hand
    now = timezone.now()
    done = _lower(_hands_up(room).filter(state=HandState.SPEAKING), now)
    hand.state, hand.floor_at = HandState.SPEAKING, now
    hand.save(update_fields=["state", "floor_at"])
    announce_hands([*done, hand])
    _touch_queue(room)
    return hand


def lower_every_hand(room: Room, now: datetime) -> list[Hand]:
    """For an action that does so within its own rule; it announces them later."""
    return _lower(_hands_up(room), now)


def announce_hands(hands: list[Hand]) -> None:
    """To each person, and to the team."""
    events = [(hand.room_id, hand.person_id, HandChanged(hand=hand_view(hand))) for hand in hands]
    for room_id, person_id, event in sorted(events, key=lambda entry: entry[1]):
        announce(event, to=topics.person(room_id, person_id))
    for room_id, _, event in events:
        announce(event, to=topics.team(room_id))


def _hands_up(room: Room) -> QuerySet[Hand]:
    up = Hand.objects.filter(room=room).exclude(state=HandState.LOWERED)
    return up.select_related("person__administration").order_by("raised_at", "pk")


def _lower(hands: QuerySet[Hand], now: datetime) -> list[Hand]:
    lowered = list(hands)
    for hand in lowered:
        hand.state, hand.lowered_at = HandState.LOWERED, now
    Hand.objects.bulk_update(lowered, ["state", "lowered_at"])
    return lowered


def _touch_queue(room: Room) -> None:
    announce_ephemeral("hands", to=topics.room(room.pk))
