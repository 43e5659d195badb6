"""Who may see and change slides: fetching is checking. Webinars that show a deck have rights of their own above this."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet

from core.access import Insufficient, Unknown
from courses.models import Deck
from people import access as people_access
from people.models import Person


class Right(StrEnum):
    """What a person may do with one deck."""

    SEE = "see"
    """Look at the pages and put the deck on an agenda: everybody who teaches."""

    EDIT = "edit"
    """Change the titles and upload files: the person who made the deck, and those who plan."""


def rights_in(person: Person, deck: Deck) -> frozenset[Right]:
    if not person.is_authenticated or not person.is_active:
        return frozenset()
    rights = people_access.rights_of(person)
    if people_access.Right.PLAN in rights:
        return frozenset(Right)
    if people_access.Right.TEACH not in rights:
        return frozenset()
    return frozenset(Right) if deck.created_by_id == person.pk else frozenset({Right.SEE})


def visible_decks(person: Person) -> QuerySet[Deck]:
    if people_access.has_right(person, people_access.Right.TEACH):
        return Deck.objects.all()
    return Deck.objects.none()


def get_deck(person: Person, deck_id: int, right: Right) -> Deck:
    deck = Deck.objects.filter(pk=deck_id).first()
    if deck is None:
        raise Unknown
    rights = rights_in(person, deck)
    if not rights:
        raise Unknown
    if right not in rights:
        raise Insufficient(right)
    return deck
