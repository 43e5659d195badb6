"""The pages of places: a person's own, the manager's, the coordinator's; and who learns what from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.choices import Role
from people.models import Person
from tests.factories import make_administration, make_person, make_room, make_webinar
from tests.webinars.test_registration import add, states
from webinars.choices import RegistrationState, RoomState
from webinars.models import Quota, Registration, TeamMember, Webinar

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> Person:
    person = make_person()
    client.force_login(person)
    return person


@pytest.fixture
def manager(client: Client) -> Person:
    manager = make_person(Role.PROGRAMME_MANAGER)
    client.force_login(manager)
    return manager


@pytest.fixture
def coordinator(client: Client) -> Person:
    coordinator = make_person(Role.NATIONAL_COORDINATOR)
    client.force_login(coordinator)
    return coordinator


def address(name: str, webinar: Webinar) -> str:
    return reverse(f"webinars:{name}", args=[webinar.slug])


def page(client: Client, name: str, webinar: Webinar, **query: Any) -> str:
    return client.get(address(name, webinar), query).content.decode()


def test_a_visitor_signs_in_and_lands_where_the_button_is(client: Client) -> None:
    webinar = make_webinar(registration_mode="open")
    response = client.post(address("register", webinar))
    assert response["Location"] == f"{reverse('account_login')}?next={address('register', webinar)}"
    login = client.get(response["Location"]).content.decode()
    assert f'value="{address("register", webinar)}"' in login
    client.force_login(make_person())
    landed = client.get(address("register", webinar), follow=True)
    assert landed.redirect_chain[-1] == (address("detail", webinar), 302)
    assert "There is a place for you." in landed.content.decode()
    assert states(webinar) == []


def test_registering_and_giving_back_from_the_page(client: Client, person: Person) -> None:
    webinar = make_webinar(registration_mode="open", capacity=1)
    assert "You have a place" in client.post(address("register", webinar), follow=True).content.decode()
    shown = client.post(address("withdraw", webinar), follow=True).content.decode()
    assert "You have given up your place." in shown
    assert "Register again" in shown
    add(webinar, "confirmed")
    assert "registering puts you on the waiting list" in page(
        client, "detail", make_full(webinar=make_webinar(registration_mode="open", capacity=1))
    )
    waits = client.post(address("register", webinar), follow=True).content.decode()
    assert "Number 1 on the waiting list" in waits


def make_full(webinar: Webinar) -> Webinar:
    add(webinar, "confirmed")
    return webinar


@pytest.mark.parametrize(
    ("state", "said", "button"),
    [
        ("invited", "You are invited", "Accept the invitation"),
        ("requested", "Your request is sent", "Take the request back"),
        ("nominated", "Your administration has nominated you", "Withdraw"),
        ("confirmed", "You have a place", "Give the place back"),
        ("declined", "You declined the invitation.", "Accept it after all"),
    ],
)
def test_each_state_has_one_next_step(client: Client, person: Person, state: str, said: str, button: str) -> None:
    webinar = make_webinar(registration_mode="invitation")
    add(webinar, state, person=person, source="list")
    shown = page(client, "detail", webinar)
    assert said in shown
    assert button in shown


def test_the_way_into_the_room_is_shown_to_those_who_may_enter(client: Client, person: Person) -> None:
    webinar = make_webinar(registration_mode="open")
    room = make_room(webinar)
    assert reverse("webinars:room", args=[room.pk]) not in page(client, "detail", webinar)
    client.post(address("register", webinar))
    assert reverse("webinars:room", args=[room.pk]) in page(client, "detail", webinar)


def test_what_cannot_be_asked_for_is_not_offered(client: Client, person: Person) -> None:
    closed = make_webinar(registration_mode="open", registration_closes_at=timezone.now() - timedelta(minutes=1))
    assert "Registration is closed." in page(client, "detail", closed)
    assert address("register", closed) not in page(client, "detail", closed)
    refusal = client.post(address("register", closed), follow=True).content.decode()
    assert "Registration is closed." in refusal
    over = make_webinar(registration_mode="open")
    make_room(over, state=RoomState.ENDED)
    assert "This webinar is over." in page(client, "detail", over)
    declined = make_webinar(registration_mode="open")
    add(declined, "declined", person=person, decided_at=timezone.now())
    assert address("register", declined) not in page(client, "detail", declined)


def test_requests_are_approved_together_and_declined_after_a_question(client: Client, manager: Person) -> None:
    webinar = make_webinar(registration_mode="approval", capacity=1)
    rows = [add(webinar, "requested") for _ in range(3)]
    url = address("decide", webinar)
    said = client.post(url, {"do": "approve", "chosen": [row.pk for row in rows[:2]]}, follow=True).content.decode()
    assert "Places given: 1. On the waiting list: 1." in said
    asked = client.post(url, {"do": "decline", "chosen": [rows[0].pk, rows[2].pk]}).content.decode()
    assert "Decline these people?" in asked
    assert [state for state, _ in states(webinar)] == ["confirmed", "waiting", "requested"]
    sure = {"do": "decline", "chosen": [rows[0].pk, rows[2].pk], "sure": "on", "kept": "state=waiting"}
    response = client.post(url, sure)
    assert response["Location"] == f"{address('people', webinar)}?state=waiting"
    assert [state for state, _ in states(webinar)] == ["declined", "confirmed", "declined"]
    full = client.post(url, {"do": "give", "chosen": [rows[2].pk]}, follow=True).content.decode()
    assert "No place is free within the bounds" in full
    nobody = client.post(url, {"do": "approve", "chosen": ["x", ""]}, follow=True).content.decode()
    assert "Tick somebody first." in nobody


def test_more_places_from_the_page_serve_the_list(client: Client, manager: Person) -> None:
    webinar = make_webinar(capacity=1)
    add(webinar, "confirmed")
    add(webinar, "waiting", queue_number=1)
    values = {"capacity": 2, "per_administration": "", "version": 1}
    said = client.post(address("places", webinar), values, follow=True).content.decode()
    assert "Places given from the waiting list: 1." in said
    assert client.post(address("places", webinar), values).status_code == 409
    assert "0" in client.post(address("places", webinar), {"capacity": 0, "version": 2}).content.decode()
    assert Webinar.objects.get(pk=webinar.pk).capacity == 2


def test_the_list_is_found_by_state_administration_and_words(client: Client, manager: Person) -> None:
    webinar = make_webinar(capacity=1, quota_per_administration=1)
    add(webinar, "confirmed", person=make_person(full_name="Amina Odhiambo"))
    add(webinar, "waiting", queue_number=4, person=make_person(full_name="Otieno Were"))
    other = add(webinar, "invited", person=make_person(full_name="Ada Lovelace", country="GB", region="EUR"))
    everybody = page(client, "people", webinar)
    assert [name in everybody for name in ("Amina", "Otieno", "Ada")] == [True, True, True]
    assert "Waits as number 1" in everybody
    assert "Waits as number 4" not in everybody
    found = page(client, "people", webinar, state="invited", administration=other.administration_id, words="lovelace")
    assert ("Ada Lovelace" in found, "Otieno" in found) == (True, False)
    assert "Nobody found" in page(client, "people", webinar, words="nobody of this name")


def test_a_host_learns_no_name_before_the_person_did_something(client: Client) -> None:
    host = make_person()
    client.force_login(host)
    webinar = make_webinar(host=host)
    row = add(webinar, "invited", person=make_person(full_name="Secret Name"), listed_name="As listed")
    silent = add(webinar, "confirmed", person=make_person(full_name="Silent Name"))
    shown = page(client, "people", webinar)
    assert [word in shown for word in ("Secret Name", "Silent Name", "As listed", silent.person.email)] == [
        False,
        False,
        True,
        True,
    ]
    assert "Nobody found" in page(client, "people", webinar, words="Secret")
    Registration.objects.filter(pk=row.pk).update(answered_at=timezone.now())
    assert "Secret Name" in page(client, "people", webinar)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_managers_page_asks_a_constant_number_of_queries(
    client: Client, manager: Person, django_assert_num_queries: Any, rows: int
) -> None:
    webinar = make_webinar(capacity=1, quota_per_administration=1)
    Quota.objects.create(webinar=webinar, region=make_administration().region, places=1)
    for number in range(rows):
        add(webinar, "confirmed")
        add(webinar, "waiting", queue_number=number + 1)
        add(webinar, "requested", person=make_person(country="UG"))
    page(client, "people", webinar)
    with django_assert_num_queries(15):
        page(client, "people", webinar)


def test_a_long_list_is_paged(client: Client, manager: Person) -> None:
    webinar = make_webinar()
    for _ in range(51):
        add(webinar, "confirmed")
    assert page(client, "people", webinar).count('name="chosen"') == 50
    assert page(client, "people", webinar, page=2, state="confirmed").count('name="chosen"') == 1


def test_a_coordinator_nominates_and_sees_their_own_only(client: Client, coordinator: Person) -> None:
    webinar = make_webinar(registration_mode="nomination")
    officer = make_person(full_name="Own Officer")
    foreign = make_person(full_name="Foreign Officer", country="GH", region="WCA")
    add(
        webinar, "nominated", person=make_person(country="GH", region="WCA"), source="coordinator", listed_name="Theirs"
    )
    shown = page(client, "nominations", webinar)
    assert ("Own Officer" in shown, "Foreign Officer" in shown, "Theirs" in shown) == (True, False, False)
    base = {"administration": coordinator.administration_id, "language": "fr", "reason": "Leads risk"}
    url = address("nominations", webinar)
    client.post(url, {**base, "officer": officer.pk})
    answers = [
        client.post(url, {**base, "full_name": name, "email": email}, follow=True).content.decode()
        for name, email in (("Nia K.", "nia@example.org"), ("Efua M.", foreign.email))
    ]
    assert ["Nia K. is nominated." in answers[0], "Efua M. is nominated." in answers[1]] == [True, True]
    assert "Foreign Officer" not in answers[1]
    rows = Registration.objects.filter(administration=coordinator.administration).order_by("pk")
    assert [(row.person.email, row.listed_name, row.state) for row in rows] == [
        (officer.email, "Own Officer", "nominated"),
        ("nia@example.org", "Nia K.", "nominated"),
        (foreign.email, "Efua M.", "nominated"),
    ]
    client.post(reverse("webinars:withdraw_nomination", args=[rows[0].pk]))
    assert Registration.objects.get(pk=rows[0].pk).state == RegistrationState.CANCELLED


def test_a_coordinator_names_nobody_from_outside_and_nobody_else_nominates(client: Client, coordinator: Person) -> None:
    webinar = make_webinar(registration_mode="nomination")
    url = address("nominations", webinar)
    foreign = make_person(country="GH", region="WCA")
    ghana = {"administration": foreign.administration_id, "language": "en", "full_name": "X", "email": "x@example.org"}
    client.post(url, ghana)
    client.post(url, {**ghana, "administration": coordinator.administration_id, "officer": foreign.pk})
    client.post(url, {"administration": coordinator.administration_id, "language": "en"})
    assert Registration.objects.count() == 0
    theirs = add(webinar, "nominated", person=foreign, source="coordinator")
    assert client.post(reverse("webinars:withdraw_nomination", args=[theirs.pk])).status_code == 404
    plain = make_webinar(registration_mode="open")
    assert "Nominations for this webinar are closed." in page(client, "nominations", plain)
    elsewhere = make_webinar(registration_mode="nomination")
    elsewhere.regions.add(foreign.administration.region)
    assert client.get(address("nominations", elsewhere)).status_code == 404
    client.force_login(make_person())
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_coordinators_page_asks_a_constant_number_of_queries(
    client: Client, coordinator: Person, django_assert_num_queries: Any, rows: int
) -> None:
    webinar = make_webinar(registration_mode="nomination")
    for _ in range(rows):
        make_person()
        add(webinar, "nominated", source="coordinator", listed_name="Nia")
    page(client, "nominations", webinar)
    with django_assert_num_queries(15):
        page(client, "nominations", webinar)


def test_a_team_member_may_have_a_place_too(client: Client, person: Person) -> None:
    webinar = make_webinar(registration_mode="open")
    TeamMember.objects.create(webinar=webinar, person=person, role="presenter")
    client.post(address("register", webinar))
    assert states(webinar) == [("confirmed", None)]
