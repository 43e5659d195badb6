import json
import re

import pytest
from django.urls import reverse

from people.choices import Role
from tests.factories import make_person, make_room, make_webinar

pytestmark = pytest.mark.django_db


def config_of(response):
    found = re.search(r'<script id="room-config" type="application/json">(.*?)</script>', response.content.decode())
    return json.loads(found[1])


def test_attendee_gets_the_room_without_the_console(client):
    attendee = make_person()
    room = make_room(make_webinar(attendees=[attendee]))
    client.force_login(attendee)

    response = client.get(reverse("webinars:room", args=[room.pk]))

    assert response.status_code == 200
    config = config_of(response)
    assert config["room"] == room.pk
    assert config["person"] == attendee.pk
    assert config["websocket"] == f"/ws/rooms/{room.pk}/"
    assert config["console"] is False
    assert config["rights"] == ["enter", "see"]
    assert config["attendance_url"] is None
    assert config["countries"]["fr"]["CI"] == "Côte d’Ivoire"
    assert config["cities"]["ru"]["Africa/Nairobi"] == "Найроби"
    assert sorted(config["catalogues"]) == ["ar", "en", "es", "fr", "pt", "ru"]


def test_host_gets_the_console_at_the_same_address(client):
    host = make_person(Role.TRAINER)
    room = make_room(make_webinar(host=host))
    client.force_login(host)

    config = config_of(client.get(reverse("webinars:room", args=[room.pk])))

    assert config["console"] is True
    assert "present" in config["rights"]
    assert config["attendance_url"] == reverse("webinars:attendance", args=[room.sitting_id])
    assert config["webinar_url"] == reverse("webinars:detail", args=[room.sitting.webinar.slug])


def test_the_page_is_in_the_language_of_the_person(client):
    attendee = make_person(language="ar")
    room = make_room(make_webinar(attendees=[attendee]))
    client.force_login(attendee)

    response = client.get(reverse("webinars:room", args=[room.pk]))

    assert config_of(response)["language"] == "ar"
    assert '<html lang="ar" dir="rtl"' in response.content.decode()


@pytest.mark.parametrize("name", ["webinars:room", "webinars:probe"])
def test_a_stranger_gets_404_and_nobody_a_sign_in(client, name):
    room = make_room()
    address = reverse(name, args=[room.pk])
    assert client.get(address).status_code == 302
    client.force_login(make_person())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "size"), [("1000", 1000), ("9999999", 512 * 1024), ("", 0), ("-5", 0), ("٣", 0), ("9" * 400, 0)]
)
def test_probe_gives_as_many_bytes_as_asked_up_to_its_limit(client, wanted, size):
    attendee = make_person()
    room = make_room(make_webinar(attendees=[attendee]))
    client.force_login(attendee)

    response = client.get(reverse("webinars:probe", args=[room.pk]), {"bytes": wanted})

    assert len(response.content) == size
    assert response["Cache-Control"] == "no-store"
