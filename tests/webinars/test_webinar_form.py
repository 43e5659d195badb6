"""The form of a webinar: what it saves, what it refuses, and that nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.languages import LANGUAGES
from core.models import AuditEntry
from people.choices import Role
from people.models import Person
from tests.factories import make_administration, make_person, make_room, make_webinar
from webinars.actions.webinars import Terms, create_webinar, terms_of, update_webinar
from webinars.choices import RegistrationState, RoomState, WebinarState
from webinars.models import Quota, Registration, Series, Webinar

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Person:
    person = make_person(Role.PROGRAMME_MANAGER, time_zone="Asia/Kathmandu")
    client.force_login(person)
    return person


def full() -> dict[str, Any]:
    kenya, france = make_administration("KE", "ESA"), make_administration("FR", "EUR")
    series = Series.objects.create(title_en="Targeting")
    return {
        **{f"title_{language}": f"Title {language}" for language in LANGUAGES},
        **{f"description_{language}": f"About {language}" for language in LANGUAGES},
        "series": series.pk,
        "languages": ["pt", "en"],
        "audiences": ["senior_manager"],
        "regions": ["ESA", "EUR"],
        "registration_mode": "approval",
        "registration_closes": "2026-12-01T09:00",
        "is_public": "on",
        "capacity": "200",
        "quota_per_administration": "8",
        "rows": "2",
        "quota1_administration": kenya.pk,
        "quota1_places": "20",
        "quota2_administration": france.pk,
        "quota2_places": "0",
        "region_ESA": "120",
        "region_EUR": "",
        "threshold_percent": 70,
    }


def test_everything_that_is_typed_is_kept(client: Client, manager: Person) -> None:
    given = full()
    assert client.post(reverse("webinars:create"), given).status_code == 302
    webinar = Webinar.objects.get()
    assert (webinar.state, webinar.announced_at, webinar.created_by) == (WebinarState.DRAFT, None, manager)
    assert [webinar.title_ar, webinar.description_ru] == ["Title ar", "About ru"]
    kenya, france = given["quota1_administration"], given["quota2_administration"]
    assert terms_of(webinar) == Terms(
        series=Series.objects.get(),
        languages=["en", "pt"],
        audiences=["senior_manager"],
        capacity=200,
        quota_per_administration=8,
        administrations={kenya: 20, france: 0},
        regions={"ESA": 120},
        registration_mode="approval",
        registration_closes_at=datetime(2026, 12, 1, 3, 15, tzinfo=UTC),
        is_public=True,
    )
    assert sorted(webinar.regions.values_list("pk", flat=True)) == ["ESA", "EUR"]
    entry = AuditEntry.objects.get(verb="webinar.created")
    assert entry.details["quotas"] == {f"administration:{kenya}": 20, f"administration:{france}": 0, "region:ESA": 120}
    page = client.get(reverse("webinars:edit", args=[webinar.slug])).content.decode()
    for shown in ('value="2026-12-01T09:00"', 'value="200"', 'value="120"', f'value="{kenya}" selected'):
        assert shown in page
    again = {
        **given,
        "version": 1,
        "capacity": "",
        "quota1_places": "5",
        "quota2_administration": "",
        "quota2_places": "",
    }
    assert client.post(reverse("webinars:edit", args=[webinar.slug]), again).status_code == 302
    webinar.refresh_from_db()
    assert (webinar.capacity, webinar.version) == (None, 2)
    assert terms_of(webinar).administrations == {kenya: 5}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"quota1_places": ""}, "Give a number of places."),
        ({"quota1_administration": ""}, "Choose whom these places are for."),
        ({"quota1_places": "-1"}, "greater than or equal to 0"),
        ({"registration_closes": "tomorrow"}, "Give a date and a time of day."),
        ({"languages": ["xx"]}, "xx"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    client: Client, manager: Person, changed: dict[str, Any], said: str
) -> None:
    page = client.post(reverse("webinars:create"), {**full(), **changed}).content.decode()
    assert said in page
    assert "Title ru" in page
    assert Webinar.objects.count() == 0


def test_an_administration_has_one_quota(client: Client, manager: Person) -> None:
    given = full()
    twice = {**given, "quota2_administration": given["quota1_administration"]}
    assert "This administration is there twice." in client.post(reverse("webinars:create"), twice).content.decode()


def test_more_rows_come_without_saving(client: Client, manager: Person) -> None:
    page = client.post(reverse("webinars:create"), {**full(), "more": "1"}).content.decode()
    assert ('name="quota4_places"' in page, "Title ru" in page, 'name="rows" value="4"' in page) == (True, True, True)
    assert Webinar.objects.count() == 0


def test_the_second_editor_sees_what_the_first_set(client: Client, manager: Person) -> None:
    webinar = make_webinar(title_en="One", capacity=100)
    address = reverse("webinars:edit", args=[webinar.slug])
    base = {"title_en": "One", "threshold_percent": 80, "version": 1, "registration_mode": "invitation"}
    assert client.post(address, {**base, "capacity": "150", "audiences": ["private_sector"]}).status_code == 302
    answer = client.post(address, {**base, "capacity": "90"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ('<dd class="prose">150</dd>' in page, "Private sector</dd>" in page) == (True, True)
    webinar.refresh_from_db()
    assert webinar.capacity == 150


def test_a_change_of_words_keeps_the_terms() -> None:
    administration = make_administration()
    terms = Terms(capacity=7, administrations={administration.pk: 3}, regions={"ESA": 5}, languages=["fr"])
    webinar = create_webinar(title={"en": "One"}, description={}, terms=terms, by=None)
    update_webinar(webinar, version=1, title={"en": "Two"}, description={}, regions=[], threshold_percent=80)
    webinar.refresh_from_db()
    assert terms_of(webinar).bounds == terms.bounds
    assert Quota.objects.count() == 2


def test_more_places_go_to_those_who_wait() -> None:
    webinar = make_webinar(capacity=1, attendees=[make_person()])
    make_room(webinar, state=RoomState.LOBBY)
    waiting = Registration.objects.create(
        webinar=webinar, person=make_person(), state=RegistrationState.WAITING, queue_number=1
    )
    words = {"title": {"en": "One"}, "description": {}, "regions": [], "threshold_percent": 80}
    for capacity, state in ((1, RegistrationState.WAITING), (2, RegistrationState.CONFIRMED)):
        webinar.refresh_from_db()
        update_webinar(webinar, version=webinar.version, terms=Terms(capacity=capacity), **words)
        waiting.refresh_from_db()
        assert waiting.state == state


def test_terms_that_cannot_be_are_refused() -> None:
    for terms, code in (
        (Terms(capacity=0), "webinar.places"),
        (Terms(quota_per_administration=-1), "webinar.quota"),
        (Terms(regions={"ESA": 10**9}), "webinar.quota"),
        (Terms(languages=["xx"]), "webinar.language_unknown"),
        (Terms(audiences=["aliens"]), "webinar.audience_unknown"),
        (Terms(registration_mode="magic"), "webinar.mode_unknown"),
    ):
        with pytest.raises(Refused) as why:
            create_webinar(title={"en": "x"}, description={}, terms=terms, by=None)
        assert why.value.code == code
    assert Webinar.objects.count() == 0
