from __future__ import annotations

from itertools import count
from typing import Any

from courses.choices import RenderState
from courses.models import Deck, DeckVersion, Page
from courses.queries.decks import page_key

_numbers = count(1)


def make_deck(**versions: int) -> Deck:
    """A ready deck; ``make_deck(en=3, fr=2)`` has three pages in English and two in French, without image files."""
    number = next(_numbers)
    deck = Deck.objects.create(
        title_en=f"Deck {number}", title_fr=f"Diapositives {number}", page_count=max(versions.values(), default=0)
    )
    for language, pages in versions.items():
        make_version(deck, language, pages)
    return deck


def make_version(deck: Deck, language: str, pages: int, **fields: Any) -> DeckVersion:
    fields.setdefault("fingerprint", f"{next(_numbers):064x}")
    fields.setdefault("state", RenderState.READY)
    version = DeckVersion.objects.create(deck=deck, language=language, page_count=pages, pages_done=pages, **fields)
    for position in range(1, pages + 1):
        Page.objects.create(
            version=version,
            position=position,
            key=page_key(version.fingerprint, position),
            width=1600,
            height=900,
            text=f"{language} {position}",
        )
    return version
