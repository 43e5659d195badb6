"""Decks as a room shows them."""

from __future__ import annotations

from typing import cast

from django.db.models import Q, QuerySet
from django.urls import reverse

from core.languages import local_text
from courses.models import Deck
from courses.queries import decks as courses
from webinars.choices import RoomState
from webinars.models import Room
from webinars.protocol.values import Language, LocalText
from webinars.protocol.views import DeckView, PagesView, PageView


def deck_view(deck: Deck, room_id: int) -> DeckView:
    """The deck for everybody in the room. Reads its versions: prefetch ``versions`` for more than one deck."""
    return DeckView(
        id=deck.pk,
        title=LocalText.model_validate(local_text(deck, "title")),
        page_count=deck.page_count,
        languages=[cast(Language, language) for language in courses.ready_versions(deck)],
        pages_url=reverse("webinars:deck_pages", args=[room_id, deck.pk]),
    )


def deck_of_room(room: Room, deck_id: int) -> Deck | None:
    """The deck, if the room's agenda or stage has it."""
    on_agenda = Q(agendaitem__sitting_id=room.sitting_id)
    on_stage = Q(pk=room.deck_id)
    return Deck.objects.filter(on_agenda | on_stage, pk=deck_id).distinct().first()


def pages_view(deck: Deck, language: str) -> PagesView:
    pages = [
        PageView(
            position=page.position,
            lang=cast(Language, page.language),
            small=page.small,
            large=page.large,
            width=page.width,
            height=page.height,
            text=page.text,
        )
        for page in courses.deck_pages(deck, language)
    ]
    return PagesView(deck=deck.pk, page_count=deck.page_count, pages=pages)


def rooms_showing(deck_id: int) -> QuerySet[Room]:
    """Rooms that have the deck on their agenda or stage and are not over."""
    showing = Q(deck_id=deck_id) | Q(sitting__agenda__deck_id=deck_id)
    return Room.objects.filter(showing).exclude(state=RoomState.ENDED).distinct().order_by("pk")
