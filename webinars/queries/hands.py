"""Raised hands: a queue in order of raising."""

from __future__ import annotations

from typing import cast

from webinars.choices import HandState
from webinars.models import Hand
from webinars.protocol.values import Language
from webinars.protocol.views import HandView
from webinars.queries.persons import person_view

QUEUE_SHOWN = 100


def hand_view(hand: Hand) -> HandView:
    """``language`` is the person's own."""
    return HandView(
        person=person_view(hand.person),
        language=cast(Language, hand.person.language),
        state=hand.state,
        raised_at=round(hand.raised_at.timestamp(), 3),
    )


def hand_views(room_id: int) -> list[HandView]:
    """Every hand that is not lowered, in order of raising."""
    rows = Hand.objects.filter(room_id=room_id).exclude(state=HandState.LOWERED)
    return [hand_view(hand) for hand in rows.select_related("person__administration").order_by("raised_at", "pk")]


def hand_queue(room_id: int) -> list[int]:
    """Persons who wait for the floor, in order: all of them. The one who has it is not among them."""
    rows = Hand.objects.filter(room_id=room_id, state=HandState.RAISED)
    return list(rows.order_by("raised_at", "pk").values_list("person_id", flat=True))


def own_hand(room_id: int, person_id: int) -> HandView | None:
    rows = Hand.objects.filter(room_id=room_id, person_id=person_id).exclude(state=HandState.LOWERED)
    hand = rows.select_related("person__administration").first()
    return None if hand is None else hand_view(hand)
