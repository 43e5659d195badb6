"""Decks and their titles."""

from __future__ import annotations

from collections.abc import Mapping

from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from core.inline import one_line
from core.languages import LANGUAGES
from courses.models import Deck
from people.models import Person


def _titles(titles: Mapping[str, str]) -> dict[str, str]:
    clean = {f"title_{language}": one_line(titles.get(language, "")) for language in LANGUAGES}
    if not any(clean.values()):
        raise Refused("deck.untitled")
    return clean


@action
def create_deck(*, titles: Mapping[str, str], by: Person) -> Deck:
    """A deck without pages. ``titles`` by language; one is needed, the others may come later."""
    return Deck.objects.create(created_by=by, **_titles(titles))


def seen_titles(deck: Deck) -> str:
    return fingerprint([getattr(deck, f"title_{language}") or "" for language in LANGUAGES])


@action
def rename_deck(deck: Deck, *, titles: Mapping[str, str], seen: str = "") -> Deck:
    """Change the titles as they were ``seen``: refused when somebody else changed them since."""
    deck = Deck.objects.select_for_update().get(pk=deck.pk)
    before = seen_titles(deck)
    for field, title in _titles(titles).items():
        setattr(deck, field, title)
    deck.save()
    refuse_if_changed(seen=seen, before=before, after=seen_titles(deck))
    return deck
