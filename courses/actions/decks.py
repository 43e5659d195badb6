"""Decks and their titles."""

from __future__ import annotations

from collections.abc import Mapping

from core.actions import Refused, action
from core.languages import LANGUAGES
from courses.models import Deck
from people.models import Person


def _titles(titles: Mapping[str, str]) -> dict[str, str]:
    clean = {f"title_{language}": " ".join(titles.get(language, "").split()) for language in LANGUAGES}
    if not any(clean.values()):
        raise Refused("deck.untitled")
    return clean


@action
def create_deck(*, titles: Mapping[str, str], by: Person) -> Deck:
    """A deck without pages. ``titles`` by language; one is needed, the others may come later."""
    return Deck.objects.create(created_by=by, **_titles(titles))


@action
def rename_deck(deck: Deck, *, titles: Mapping[str, str]) -> Deck:
    for field, title in _titles(titles).items():
        setattr(deck, field, title)
    deck.save()
    return deck
