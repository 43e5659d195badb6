"""The personal calendar: what is in it, who may read it, and how its address ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.links import make_token
from core.models import AuditEntry
from people.models import Person
from people.queries.persons import calendar_token
from tests.factories import make_person, make_room, make_webinar
from webinars.choices import RegistrationState, RoomState, WebinarRole, WebinarState
from webinars.models import Registration, Sitting, TeamMember, Webinar
from webinars.queries.links import join_url

pytestmark = pytest.mark.django_db


def feed_of(person: Person) -> str:
    return reverse("webinars:calendar_feed", args=[calendar_token(person)])


def webinar_in(days: int, **fields: Any) -> Webinar:
    webinar = make_webinar(**fields)
    sitting = make_room(webinar, state=RoomState.LOBBY).sitting
    sitting.starts_at = timezone.now() + timedelta(days=days)
    sitting.ends_at = sitting.starts_at + timedelta(hours=1)
    sitting.save()
    return webinar


def registered(
    person: Person, webinar: Webinar, state: RegistrationState = RegistrationState.CONFIRMED
) -> Registration:
    number = 1 if state == RegistrationState.WAITING else None
    return Registration.objects.create(webinar=webinar, person=person, state=state, queue_number=number)


def entries(client: Client, person: Person) -> dict[str, Any]:
    answer = client.get(feed_of(person))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    found = vobject.readOne(answer.content.decode())
    return {event.summary.value: event for event in found.contents.get("vevent", [])}


def test_calendar_holds_own_sittings_only(client: Client) -> None:
    person, other = make_person(), make_person()
    own = registered(person, webinar_in(1, title_en="Place"))
    registered(person, webinar_in(2, title_en="Waits"), RegistrationState.WAITING)
    TeamMember.objects.create(webinar=webinar_in(3, title_en="Works"), person=person, role=WebinarRole.INTERPRETER)
    registered(person, webinar_in(-5, title_en="Past"))
    registered(person, webinar_in(-100, title_en="Long past"))
    registered(other, webinar_in(4, title_en="Of another"))
    for state in (WebinarState.DRAFT, WebinarState.CANCELLED):
        registered(person, webinar_in(5, title_en=f"Is {state}", state=state))
    for registration in (RegistrationState.INVITED, RegistrationState.CANCELLED, RegistrationState.DECLINED):
        registered(person, webinar_in(6, title_en=f"Was {registration}"), registration)
    Sitting.objects.filter(webinar__title_en="Works").update(is_rehearsal=False)
    found = entries(client, person)
    assert {name: event.status.value for name, event in found.items()} == {
        "Past": "CONFIRMED",
        "Place": "CONFIRMED",
        "Waits (Waiting list)": "TENTATIVE",
        "Works": "CONFIRMED",
    }
    assert found["Place"].url.value == join_url(own)
    assert "/join/" not in found["Waits (Waiting list)"].url.value


def test_calendar_is_in_the_language_of_the_person(client: Client) -> None:
    person = make_person(language="ar")
    registered(person, webinar_in(1, title_en="Place", title_ar="مكان"))
    assert list(entries(client, person)) == ["مكان"]


def test_unchanged_calendar_is_not_sent_again_and_a_changed_one_is(client: Client) -> None:
    person = make_person()
    webinar = webinar_in(1)
    registered(person, webinar)
    tag = client.get(feed_of(person))["ETag"]
    again = client.get(feed_of(person), headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    webinar.sittings.update(sequence=1)
    assert client.get(feed_of(person), headers={"If-None-Match": tag}).status_code == 200


def test_calendar_is_kept_by_nobody_else(client: Client) -> None:
    answer = client.get(feed_of(make_person()))
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex"


def test_new_address_ends_the_old_one(client: Client) -> None:
    person = make_person()
    old = feed_of(person)
    client.force_login(person)
    assert old in client.get(reverse("people:profile")).content.decode()
    assert client.post(reverse("people:renew_calendar")).status_code == 302
    person.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(feed_of(person)).status_code == 200
    page = client.get(reverse("people:profile")).content.decode()
    assert feed_of(person) in page
    assert old not in page
    assert AuditEntry.objects.get(verb="calendar.renewed").actor_id == person.pk


def test_address_cannot_be_made_up_and_ends_with_the_account(client: Client) -> None:
    person = make_person()
    token = calendar_token(person)
    for wrong in (
        make_token("join", person.pk, person.link_version),
        make_token("calendar", person.pk),
        make_token("calendar", person.pk, person.link_version + 1),
        make_token("calendar", 10**6, 1),
        token[:-1] + ("a" if token[-1] != "a" else "b"),
        f"{person.pk}-1",
    ):
        assert client.get(reverse("webinars:calendar_feed", args=[wrong])).status_code == 404
    person.is_active = False
    person.save()
    assert client.get(feed_of(person)).status_code == 404


@pytest.mark.parametrize("webinars", [1, 3])
def test_calendar_takes_the_same_queries_for_one_and_for_many(
    client: Client, webinars: int, django_assert_num_queries: Any
) -> None:
    person = make_person()
    for number in range(webinars):
        registered(person, webinar_in(number + 1, title_en=f"Webinar {number}"))
    with django_assert_num_queries(4):
        assert len(entries(client, person)) == webinars
