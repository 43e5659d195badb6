"""Telling rooms about their decks."""

from __future__ import annotations

from core.actions import action
from core.events import announce
from courses.models import Deck
from webinars import topics
from webinars.protocol.to_client import DeckChanged
from webinars.queries.decks import deck_view, rooms_showing


@action
def announce_deck(deck_id: int) -> int:
    """Tell every room that uses the deck that another version of it can be shown. Returns how many rooms."""
    deck = Deck.objects.filter(pk=deck_id).first()
    if deck is None:
        return 0
    rooms = list(rooms_showing(deck_id))
    for room in rooms:
        announce(DeckChanged(deck=deck_view(deck, room.pk)), to=topics.room(room.pk))
    return len(rooms)
