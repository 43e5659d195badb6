"""Decks as the room shows them."""

from __future__ import annotations

from typing import cast

from core.languages import LANGUAGES, local_text
from courses.choices import RenderState
from courses.models import Deck
from webinars.protocol.values import Language, LocalText
from webinars.protocol.views import DeckView


def deck_view(deck: Deck, room_id: int) -> DeckView:
    """The deck with the languages that are ready to be shown."""
    ready = {version.language for version in deck.versions.all() if version.state == RenderState.READY}
    return DeckView(
        id=deck.pk,
        title=LocalText.model_validate(local_text(deck, "title")),
        page_count=deck.page_count,
        languages=[cast(Language, language) for language in LANGUAGES if language in ready],
        pages_url=f"/rooms/{room_id}/decks/{deck.pk}/pages",
    )
