"""Decks in rooms."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.events import happened
from core.models import RecordedEvent
from courses.actions.rendering import DeckReady
from tests.factories import make_deck, make_person, make_room, make_webinar
from webinars import topics
from webinars.actions.decks import announce_deck
from webinars.choices import RoomState
from webinars.models import Room
from webinars.queries.decks import deck_view

pytestmark = pytest.mark.django_db


def room_with_deck(**versions: int) -> tuple[Room, Any, Any]:
    attendee = make_person()
    room = make_room(make_webinar(attendees=[attendee]))
    deck = make_deck(**versions)
    item = room.sitting.agenda.first()
    item.deck = deck
    item.save()
    return room, deck, attendee


def test_view_names_languages_and_where_pages_are() -> None:
    room, deck, _ = room_with_deck(fr=2, en=3)
    view = deck_view(deck, room.pk).model_dump(mode="json")
    assert view == {
        "id": deck.pk,
        "title": {"$text": {"en": deck.title_en, "fr": deck.title_fr}},
        "page_count": 3,
        "languages": ["en", "fr"],
        "pages_url": f"/rooms/{room.pk}/decks/{deck.pk}/pages/",
    }


def test_attendee_reads_pages_in_their_language_or_the_fallback(client: Client) -> None:
    room, deck, attendee = room_with_deck(en=2, ar=1)
    client.force_login(attendee)
    answer = client.get(reverse("webinars:deck_pages", args=[room.pk, deck.pk]), {"language": "ar"}).json()
    assert (answer["deck"], answer["page_count"]) == (deck.pk, 2)
    assert [(page["position"], page["lang"], page["text"]) for page in answer["pages"]] == [
        (1, "ar", "ar 1"),
        (2, "en", "en 2"),
    ]


def test_stranger_gets_nothing(client: Client) -> None:
    room, deck, _ = room_with_deck(en=2)
    client.force_login(make_person())
    assert client.get(reverse("webinars:deck_pages", args=[room.pk, deck.pk])).status_code == 404


def test_deck_of_another_room_is_not_shown(client: Client) -> None:
    room, _, attendee = room_with_deck(en=2)
    _, other, _ = room_with_deck(en=2)
    client.force_login(attendee)
    assert client.get(reverse("webinars:deck_pages", args=[room.pk, other.pk])).status_code == 404


def test_deck_on_stage_alone_is_shown(client: Client) -> None:
    room, _, attendee = room_with_deck(en=2)
    room.deck = make_deck(en=1)
    room.save()
    client.force_login(attendee)
    assert client.get(reverse("webinars:deck_pages", args=[room.pk, room.deck_id])).status_code == 200


def test_ready_version_is_announced_to_rooms_that_use_the_deck(django_capture_on_commit_callbacks: Any) -> None:
    room, deck, _ = room_with_deck(en=2)
    over, _, _ = room_with_deck(en=1)
    over.sitting.agenda.update(deck=deck)
    Room.objects.filter(pk=over.pk).update(state=RoomState.ENDED)
    room_with_deck(en=1)
    with django_capture_on_commit_callbacks(execute=True):
        happened(DeckReady(deck.pk, 1))
    assert [(event.topic, event.type) for event in RecordedEvent.objects.all()] == [
        (topics.room(room.pk), "deck.changed")
    ]


def test_deck_that_has_gone_is_announced_to_nobody() -> None:
    assert announce_deck(404) == 0
