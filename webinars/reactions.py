"""What happens here because of something below. A reaction only enqueues."""

from __future__ import annotations

from core.events import on
from core.jobs import enqueue_after_commit
from courses.actions.rendering import DeckReady


@on(DeckReady)
def tell_rooms_of_deck(ready: DeckReady) -> None:
    enqueue_after_commit("webinars.announce_deck", deck_id=ready.deck_id)
