"""What a national coordinator sees: their own administration, and never another's people or figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from people.choices import Role
from people.models import Person, RoleGrant
from tests.factories import make_administration, make_frozen, make_person
from webinars.choices import RegistrationMode
from webinars.models import Registration, Sitting, Webinar

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client: Client) -> Person:
    person = make_person(Role.NATIONAL_COORDINATOR, country="KE", full_name="Nafula Wekesa")
    client.force_login(person)
    return person


def make_held(people: list[Person], **fields: object) -> Webinar:
    webinar = make_frozen(people, on=timezone.now().date() - timedelta(days=5), **fields)  # type: ignore[arg-type]
    for person in people:
        Registration.objects.create(webinar=webinar, person=person, administration=person.administration)
    return webinar


def page(client: Client, **asked: str) -> str:
    return client.get(reverse("programme:administration"), asked).content.decode()


def make_crowd(number: int, name: str, country: str = "KE", region: str = "ESA") -> list[Person]:
    return [make_person(country=country, region=region, full_name=f"{name} {index}") for index in range(number)]


def test_own_people_and_figures_are_shown_and_no_others(client: Client, coordinator: Person) -> None:
    make_held(make_crowd(6, "Kenyan") + make_crowd(9, "Ugandan", "UG"), title_en="Targeting")
    make_held(make_crowd(7, "Zambian", "ZM"), title_en="For others only")
    text = page(client)
    assert "Kenyan 5" in text
    assert "Ugandan" not in text
    assert "Zambian" not in text
    assert "For others only" not in text
    assert "<dt>Attended</dt><dd>6 " in text
    assert "<dt>Webinars held</dt><dd>1 " in text
    book = load_workbook(BytesIO(client.get(reverse("programme:administration_xlsx")).content))
    names = [row[0].value for row in book["People"].iter_rows(min_row=2)]
    assert sorted(names) == [f"Kenyan {index}" for index in range(6)]
    rows = {row[0].value: row[1].value for row in book["In all"].iter_rows(min_row=2)}
    assert (rows["Attended"], rows["Webinars held"]) == (6, 1)
    csv = client.get(reverse("programme:administration_csv")).content.decode()
    assert "Kenyan 5" in csv
    assert "Ugandan" not in csv


def test_somebody_elses_administration_is_not_there(client: Client, coordinator: Person) -> None:
    make_administration("UG")
    for name in ("administration", "administration_csv", "administration_xlsx"):
        assert client.get(reverse(f"programme:{name}"), {"administration": "UG"}).status_code == 404


def test_a_coordinator_of_two_chooses(client: Client, coordinator: Person) -> None:
    RoleGrant.objects.create(
        person=coordinator, role=Role.NATIONAL_COORDINATOR, administration=make_administration("UG")
    )
    make_held(make_crowd(6, "Kenyan") + make_crowd(9, "Ugandan", "UG"))
    both, one = page(client), page(client, administration="UG")
    assert "<dt>Attended</dt><dd>15 " in both
    assert "<dt>Attended</dt><dd>9 " in one
    assert "Kenyan 5" in both
    assert "Kenyan 5" not in one


def test_the_name_of_a_stranger_is_the_one_that_was_said(client: Client, coordinator: Person) -> None:
    """Somebody of another administration was nominated by an address: their own name is not told before they answer."""
    stranger = make_person(country="UG", full_name="Secret Name")
    webinar = make_held([])
    row = Registration.objects.create(
        webinar=webinar, person=stranger, administration=coordinator.administration, listed_name="As nominated"
    )
    assert "As nominated" in page(client)
    assert "Secret Name" not in page(client)
    assert page(client, words="Secret").count("As nominated") == 0
    row.answered_at = timezone.now()
    row.save()
    assert "Secret Name" in page(client)


def test_gender_is_nowhere(client: Client, coordinator: Person) -> None:
    make_held([make_person(gender="woman") for _ in range(10)] + [make_person(gender="man") for _ in range(10)])
    text = page(client)
    assert "Women" not in text
    assert "Woman" not in text


def test_webinars_open_for_nomination_are_offered(client: Client, coordinator: Person) -> None:
    def plan(title: str, **fields: object) -> Webinar:
        webinar = Webinar.objects.create(
            slug=title.lower().replace(" ", "-"),
            title_en=title,
            registration_mode=RegistrationMode.NOMINATION,
            **fields,
        )
        at = timezone.now() + timedelta(days=9)
        Sitting.objects.create(webinar=webinar, starts_at=at, ends_at=at + timedelta(hours=2), time_zone="UTC")
        return webinar

    plan("For everybody")
    plan("For our region").regions.add(make_administration("UG").region)
    plan("For Europe").regions.add(make_administration("FR", "EUR").region)
    plan("Closed already", registration_closes_at=timezone.now() - timedelta(hours=1))
    plan("A draft", state="draft")
    plan("By invitation").__class__.objects.filter(title_en="By invitation").update(registration_mode="invitation")
    text = page(client)
    assert "For everybody" in text
    assert "For our region" in text
    for title in ("For Europe", "Closed already", "A draft", "By invitation"):
        assert title not in text


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_one_as_for_three(
    client: Client, coordinator: Person, number: int, django_assert_num_queries: object
) -> None:
    for _ in range(number):
        make_held(make_crowd(number, "Kenyan"))
    page(client)
    with django_assert_num_queries(20):  # type: ignore[operator]
        page(client)


def test_a_period_counts_days_from_first_to_last(client: Client, coordinator: Person) -> None:
    webinar = make_held(make_crowd(1, "Kenyan"))
    begun: datetime = webinar.sittings.get().starts_at
    day = begun.date().isoformat()
    assert "Kenyan 0" in page(client, period="dates", first=day, last=day)
    before = date.fromordinal(begun.date().toordinal() - 1).isoformat()
    assert "Kenyan 0" not in page(client, period="dates", first=before, last=before)
