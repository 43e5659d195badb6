"""The deck of the demonstration: our own slides in six languages, set with Typst and taken in as any other deck."""

from __future__ import annotations

from courses.actions.decks import create_deck
from courses.models import Deck
from people.models import Person
from webinars.demonstration import reading


def make_deck(*, by: Person) -> Deck:
    return create_deck(titles=reading.plan("live").title, by=by)
