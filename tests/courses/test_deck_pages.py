"""Pages of decks: rights, uploading, and what they say of each language."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from courses.choices import RenderState
from courses.models import Deck, DeckVersion
from people.choices import Role
from tests.decks import make_pdf
from tests.factories import make_deck, make_person, make_version

pytestmark = pytest.mark.django_db


def send(client: Client, deck: Deck, content: bytes, language: str = "fr") -> Any:
    given = {"language": language, "file": SimpleUploadedFile("x.pdf", content)}
    return client.post(reverse("courses:deck", args=[deck.pk]), given)


def test_everybody_who_teaches_sees_a_deck_and_its_maker_changes_it(client: Client) -> None:
    maker = make_person(Role.TRAINER)
    deck = make_deck(en=2)
    Deck.objects.filter(pk=deck.pk).update(created_by=maker)
    for person, see, change in (
        (maker, 200, 200),
        (make_person(Role.PROGRAMME_MANAGER), 200, 200),
        (make_person(Role.TRAINER), 200, 403),
        (make_person(Role.NATIONAL_COORDINATOR), 404, 404),
        (make_person(), 404, 404),
    ):
        client.force_login(person)
        assert client.get(reverse("courses:deck", args=[deck.pk])).status_code == see
        assert client.get(reverse("courses:deck_progress", args=[deck.pk])).status_code == see
        assert client.get(reverse("courses:rename_deck", args=[deck.pk])).status_code == change
        if change != 200:
            assert send(client, deck, b"%PDF-").status_code == change


def test_uploaded_pdf_is_drawn_by_the_job(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    deck = make_deck(en=2)
    with django_capture_on_commit_callbacks(execute=True):
        assert send(client, deck, make_pdf(["Un", "Deux", "Trois"], "fr")).status_code == 302
    version = DeckVersion.objects.get(deck=deck, language="fr")
    assert (version.state, version.page_count, version.original_name) == (RenderState.READY, 3, "x.pdf")
    page = client.get(reverse("courses:deck", args=[deck.pk])).content.decode()
    assert "The languages have different numbers of pages." in page


def test_refused_file_is_told_at_its_field(client: Client) -> None:
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    deck = make_deck(fr=1)
    page = send(client, deck, b"GIF89a").content.decode()
    assert "This is not a PDF." in page
    assert "The file is empty." in send(client, deck, b"").content.decode()
    assert DeckVersion.objects.get().state == RenderState.READY


def test_failed_file_says_why_and_what_is_still_shown(client: Client) -> None:
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    deck = make_deck(en=2)
    failed = {"state": RenderState.FAILED, "error_code": "deck.page_failed", "error_position": 7}
    make_version(deck, "en", 9, **failed)
    page = client.get(reverse("courses:deck", args=[deck.pk])).content.decode()
    assert "Page 7 could not be drawn." in page
    assert "The pages before it are still shown." in page


def test_progress_asks_to_be_looked_at_again_until_it_is_done(client: Client) -> None:
    client.force_login(make_person(Role.TRAINER))
    deck = make_deck(en=2)
    address = reverse("courses:deck_progress", args=[deck.pk])
    assert "data-refresh" not in client.get(address).content.decode()
    make_version(deck, "ar", 4, state=RenderState.RENDERING)
    DeckVersion.objects.filter(language="ar").update(pages_done=3)
    page = client.get(address).content.decode()
    assert (f'data-refresh="{address}"' in page, "3 of 4 pages drawn" in page) == (True, True)
