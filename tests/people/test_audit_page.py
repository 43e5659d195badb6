"""Administrators read the audit trail, and learn whether it is whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from core import audit
from people.actions.erasure import erase_person
from people.choices import Role
from people.models import Person
from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Person:
    person = make_person(Role.ADMINISTRATOR, time_zone="Asia/Kathmandu")
    client.force_login(person)
    return person


def write(verb: str, subject: str, actor: Person | None = None, **details: Any) -> None:
    with transaction.atomic():
        audit.record(verb, actor_id=actor.pk if actor else None, subject=subject, **details)


def test_the_newest_entries_come_first_with_who_did_it(client: Client, administrator: Person) -> None:
    write("role.granted", "person:7", make_person(full_name="Amina Diallo"), role="trainer")
    write("place.promoted", "webinar:3", registrations=[4, 5])
    page = client.get(reverse("people:audit")).content.decode()
    assert page.index("place.promoted") < page.index("role.granted")
    assert "Amina Diallo" in page
    assert "registrations: [4, 5]" in page
    assert "by itself" in page


def test_somebody_who_was_erased_is_a_number(client: Client, administrator: Person) -> None:
    person = make_person(full_name="Amina Diallo")
    number = person.pk
    erase_person(person, by=person)
    page = client.get(reverse("people:audit")).content.decode()
    assert f"person {number}, erased" in page
    assert "Diallo" not in page


def test_entries_are_found_by_what_and_by_whom(client: Client, administrator: Person) -> None:
    write("place.promoted", "webinar:3")
    write("place.declined", "webinar:31")
    write("role.granted", "person:3")

    def found(**wanted: str) -> list[str]:
        page = client.get(reverse("people:audit"), wanted).context["page"]
        return [entry.subject for entry in page]

    assert found(verb="place") == ["webinar:31", "webinar:3"]
    assert found(subject="webinar:3") == ["webinar:3"]
    assert found(subject="webinar") == ["webinar:31", "webinar:3"]
    assert found(verb="place.promoted", subject="webinar:3") == ["webinar:3"]
    assert found(verb="'; --") == ["person:3", "webinar:31", "webinar:3"]


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_however_long_the_trail(
    client: Client, administrator: Person, django_assert_num_queries: Any, number: int
) -> None:
    for index in range(number):
        write("role.granted", f"person:{index}", make_person())
    client.get(reverse("people:audit"))
    with django_assert_num_queries(7):
        client.get(reverse("people:audit"))


def test_long_trails_are_paged(client: Client, administrator: Person) -> None:
    for index in range(51):
        write("role.granted", f"person:{index}")
    assert len(client.get(reverse("people:audit")).context["page"]) == 50
    assert [entry.subject for entry in client.get(reverse("people:audit"), {"page": 2}).context["page"]] == ["person:0"]


def test_a_changed_entry_shows_when_the_trail_is_checked(client: Client, administrator: Person) -> None:
    write("role.granted", "person:1")
    write("role.granted", "person:2")
    assert "The trail is whole: 2 entries." in client.get(reverse("people:audit"), {"check": 1}).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_auditentry SET subject = 'person:9' WHERE subject = 'person:1'")
        cursor.execute("SELECT id FROM core_auditentry WHERE subject = 'person:9'")
        broken = cursor.fetchone()[0]
    page = client.get(reverse("people:audit"), {"check": 1}).content.decode()
    assert f"The trail is broken at entry {broken}:" in page
