"""Providers of what changes too often to be recorded: the latest value goes out at the next tick."""

from __future__ import annotations

from typing import cast

from core.realtime.ephemeral import ephemeral
from webinars import topics
from webinars.protocol.to_client import Hands, Presence, Reactions, Votes
from webinars.protocol.values import Language, ReactionCode
from webinars.queries.hands import QUEUE_SHOWN, hand_queue
from webinars.queries.presence import people_present
from webinars.queries.questions import votes_of


@ephemeral("presence", every=2.0)
def presence(topic: str, argument: str, added: dict[str, int]) -> Presence:
    people, languages = people_present(topics.room_of(topic))
    return Presence(people=people, languages=cast(dict[Language, int], languages))


@ephemeral("hands")
def hands(topic: str, argument: str, added: dict[str, int]) -> Hands:
    queue = hand_queue(topics.room_of(topic))
    return Hands(queue=queue[:QUEUE_SHOWN], waiting=len(queue))


@ephemeral("votes")
def votes(topic: str, argument: str, added: dict[str, int]) -> Votes | None:
    """Of the question in ``argument``, or of all that the room sees when it is empty."""
    counts = votes_of(topics.room_of(topic), [int(argument)] if argument else None)
    return Votes(votes=counts) if counts else None


@ephemeral("reactions")
def reactions(topic: str, argument: str, added: dict[str, int]) -> Reactions | None:
    """What was added since the last tick; nothing is kept."""
    return Reactions(counts=cast(dict[ReactionCode, int], added)) if added else None
