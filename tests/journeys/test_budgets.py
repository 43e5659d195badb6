"""What a page and the room cost over a line, as a server sends it to a browser that takes gzip. Limits: bytes."""

from __future__ import annotations

import re
import urllib.request

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from core.languages import LANGUAGES
from people.models import Person
from tests.factories import make_activity, make_person, make_question, make_room, make_webinar
from webinars.choices import RoomState
from webinars.models import Room

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

A_PAGE = 60_000
THE_ROOM = 90_000
A_CATALOGUE = 25_000
PARTS = re.compile(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"')


@pytest.fixture
def host() -> Person:
    return make_person(full_name="James Otieno")


@pytest.fixture
def room(transactional_db: None, host: Person) -> Room:
    """A sitting with sixty people and four activities."""
    trainees = [make_person(full_name=f"Amina Diallo {number}") for number in range(60)]
    room = make_room(make_webinar(host=host, attendees=trainees, is_public=True), state=RoomState.LIVE, items=6)
    for _ in range(4):
        make_activity(room, make_question())
    return room


class Visitor:
    """A signed-in browser of which only the size of what it is sent matters."""

    def __init__(self, site: str, person: Person, language: str = "en") -> None:
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self._site = site
        self._cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.LANGUAGE_COOKIE_NAME}={language}"

    def get(self, path: str, encoding: str = "gzip") -> bytes:
        headers = {"Accept-Encoding": encoding, "Cookie": self._cookies}
        with urllib.request.urlopen(urllib.request.Request(self._site + path, headers=headers), timeout=30) as answer:
            assert answer.status == 200
            body: bytes = answer.read()
            return body

    def parts(self, path: str) -> list[str]:
        """Scripts and styles that the page asks for."""
        return PARTS.findall(self.get(path, encoding="identity").decode())

    def cost(self, path: str) -> int:
        """The page with its scripts and styles."""
        return len(self.get(path)) + sum(len(self.get(part)) for part in self.parts(path))


def test_scripts_and_styles_of_the_room_fit_in_90_kb(site: str, room: Room, host: Person) -> None:
    visitor = Visitor(site, host)
    parts = visitor.parts(reverse("webinars:room", args=[room.pk]))
    assert [part for part in parts if "/room/room." in part]
    assert [part for part in parts if "/styles/room." in part]
    assert sum(len(visitor.get(part)) for part in parts) <= THE_ROOM


def test_the_texts_of_each_language_cost_little(site: str, room: Room, host: Person) -> None:
    visitor = Visitor(site, host)
    page = visitor.get(reverse("webinars:room", args=[room.pk]), encoding="identity").decode()
    catalogues = re.findall(r'"(/static/room/catalogue\.\w\w\.[^"]*json)"', page)
    assert len(catalogues) == len(LANGUAGES)
    assert max(len(visitor.get(catalogue)) for catalogue in catalogues) <= A_CATALOGUE


def test_a_page_fits_in_60_kb(site: str, room: Room, host: Person) -> None:
    visitor = Visitor(site, host, "ar")
    webinar = room.sitting.webinar
    pages = [
        reverse("home"),
        reverse("webinars:list"),
        reverse("webinars:detail", args=[webinar.slug]),
        reverse("webinars:people", args=[webinar.slug]),
        reverse("webinars:agenda", args=[room.sitting_id]),
        reverse("webinars:attendance", args=[room.sitting_id]),
        reverse("webinars:public_list", args=["ar"]),
        reverse("webinars:public_webinar", args=["ar", webinar.slug]),
        reverse("people:profile"),
        reverse("account_email"),
    ]
    too_dear = {page: cost for page in pages if (cost := visitor.cost(page)) > A_PAGE}
    assert too_dear == {}
