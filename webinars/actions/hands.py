"""Raised hands: a queue in order of raising, and one speaker at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from core.actions import Refused, action
from core.events import announce, announce_ephemeral
from people.models import Person
from webinars import topics
from webinars.actions.locking import locked_room, refuse_unless_live
from webinars.choices import HandState, RoomState
from webinars.models import Connection, Hand, Room
from webinars.protocol.to_client import HandChanged
from webinars.queries.hands import hand_view

AWAY = timedelta(minutes=2)
"""Somebody whose line was lost keeps their place in the queue for so long; longer, and they have left."""


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


def lower_hands_of_absent(now: datetime) -> int:
    """Lower the hands of people whom no connection has seen for :data:`AWAY`, each room in an action of its own. How many."""
    rooms = Room.objects.filter(pk__in=_of_absent(now).values("room"), state=RoomState.LIVE).order_by("pk")
    return sum(_lower_absent(room, now) for room in rooms)


@action
def _lower_absent(room: Room, now: datetime) -> int:
    room = locked_room(room)
    lowered = _lower(_hands_up(room).filter(pk__in=_of_absent(now).values("pk")), now)
    announce_hands(lowered)
    if lowered:
        _touch_queue(room)
    return len(lowered)


def _of_absent(now: datetime) -> QuerySet[Hand]:
    """Hands up for longer than :data:`AWAY`, of people who were not connected to the room since."""
    seen = Connection.objects.filter(room=OuterRef("room"), person=OuterRef("person"), last_seen_at__gte=now - AWAY)
    return Hand.objects.exclude(state=HandState.LOWERED).filter(~Exists(seen), raised_at__lt=now - AWAY)


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
