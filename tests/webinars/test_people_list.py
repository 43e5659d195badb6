"""The people list of the console."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from people.models import Person
from tests.factories import make_person, make_room, make_webinar
from webinars.choices import LineQuality
from webinars.models import Companion, Connection, ExtraTime, Mute, Room
from webinars.queries import people
from webinars.queries.people import people_in

pytestmark = pytest.mark.django_db


def connect(room: Room, person: Person, quality: str = LineQuality.GOOD, language: str = "en") -> None:
    now = timezone.now()
    Connection.objects.create(
        room=room, person=person, language=language, opened_at=now, last_seen_at=now, process="web.1", quality=quality
    )


@pytest.fixture
def room() -> Room:
    return make_room(make_webinar(host=make_person(full_name="Hana Host")))


def test_poor_lines_come_first_and_then_names(room: Room) -> None:
    for name, quality in (("Bela", "good"), ("Ada", "good"), ("Zoe", "poor"), ("Yan", "fair")):
        connect(room, make_person(full_name=name), quality)
    view = people_in(room)
    assert [line.person.name for line in view.people] == ["Zoe", "Yan", "Ada", "Bela"]
    assert (view.total, view.poor) == (4, 1)


def test_a_line_says_what_the_team_has_to_know(room: Room) -> None:
    host = room.sitting.webinar.team.get().person
    connect(room, host, language="fr")
    Mute.objects.create(room=room, person=host)
    ExtraTime.objects.create(room=room, person=host, percent=25)
    for name in ("Guest One", "Guest Two"):
        Companion.objects.create(room=room, host=host, guest_name=name, since=timezone.now())
    Companion.objects.create(room=room, host=host, guest_name="Left", since=timezone.now(), until=timezone.now())
    (line,) = people_in(room).people
    assert (line.language, line.roles, line.companions, line.muted, line.extra_percent) == (
        "fr",
        ["host"],
        2,
        True,
        25,
    )


@pytest.mark.parametrize("search", ["oko", "  OKOYE ", "ke", "Kenya", "Кени"])
def test_people_are_found_by_name_and_country(room: Room, search: str) -> None:
    connect(room, make_person(full_name="Ngozi Okoye", country="KE"))
    connect(room, make_person(full_name="Luis Vega", country="PE", region="AMS"))
    view = people_in(room, search=search)
    assert ([line.person.name for line in view.people], view.total) == (["Ngozi Okoye"], 2)


def test_a_long_list_is_cut_and_its_counts_are_not(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "LINES", 2)
    for quality in ("poor", "poor", "poor", "good"):
        connect(room, make_person(), quality)
    view = people_in(room)
    assert (len(view.people), view.total, view.poor) == (2, 4, 3)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_whatever_its_length(
    room: Room, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        connect(room, make_person())
    with django_assert_num_queries(5):
        assert len(people_in(room).people) == rows
