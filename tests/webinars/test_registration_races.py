"""Many people, and managers beside them, change the places of one webinar: one after the other, and all at once.

Whatever the order, nobody is over a bound, nobody waits who could have a place, and everybody was told once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from core.actions import Refused
from core.models import AuditEntry
from people.models import Person
from tests.factories import make_administration, make_person, make_webinar
from tests.webinars.test_room_races import at_once
from webinars.actions.registration.bounds import update_places
from webinars.actions.registration.by_manager import decline, give_places
from webinars.actions.registration.by_person import register, withdraw
from webinars.choices import RegistrationState
from webinars.models import Mail, Quota, Registration, Webinar
from webinars.places import Taken, admitted
from webinars.queries.registrations import bounds_of, taken_in, waiting_in

pytestmark = pytest.mark.django_db(transaction=True)
COUNTRIES = (("KE", "ESA"), ("UG", "ESA"), ("FR", "EUR"), ("GH", "WCA"))
Deed = Callable[[], Any]


@pytest.fixture(autouse=True)
def _mails_stay_queued(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.jobs._send", lambda name, ids: None)


def cast(people: int) -> tuple[Webinar, list[Person], Person]:
    webinar = make_webinar(registration_mode="open", capacity=4, quota_per_administration=2)
    for country, region in COUNTRIES:
        make_administration(country, region)
    Quota.objects.create(webinar=webinar, administration=make_administration("KE"), places=3)
    Quota.objects.create(webinar=webinar, region=make_administration("KE").region, places=4)
    everybody = []
    for number in range(people):
        country, region = COUNTRIES[number % len(COUNTRIES)]
        everybody.append(make_person(country=country, region=region))
    return webinar, everybody, make_person()


def widen(webinar: Webinar, by: Person, capacity: int) -> Deed:
    """Raise the capacity; the quotas stay."""

    def deed() -> None:
        version = Webinar.objects.values_list("version", flat=True).get(pk=webinar.pk)
        update_places(webinar, capacity=capacity, per_administration=2, version=version, by=by)

    return deed


def check(webinar: Webinar, capacity: int) -> None:
    """The promises, counted from the rows and not by the code that made them."""
    placed = list(
        Registration.objects.placed()
        .filter(webinar=webinar)
        .values_list("administration__country", "administration__region")
    )
    by_country, by_region = Counter(country for country, _ in placed), Counter(region for _, region in placed)
    assert len(placed) <= capacity
    assert by_country["KE"] <= 3
    assert all(by_country[country] <= 2 for country, _ in COUNTRIES[1:])
    assert by_region["ESA"] <= 4
    webinar.refresh_from_db()
    left: Taken = taken_in(webinar)
    assert admitted(bounds_of(webinar), left, waiting_in(webinar)) == []
    numbers = Registration.objects.filter(webinar=webinar, state="waiting").values_list("queue_number", flat=True)
    assert len(set(numbers)) == len(numbers)
    served = [
        pk
        for entry in AuditEntry.objects.filter(verb__in=["place.promoted", "place.given"])
        for pk in entry.details["registrations"]
    ]
    assert Mail.objects.filter(kind="promoted").count() == len(served)
    told = set(Mail.objects.filter(kind__in=["confirmation", "promoted"]).values_list("registration", flat=True))
    assert set(Registration.objects.placed().values_list("pk", flat=True)) <= told


@pytest.mark.parametrize("seed", range(4))
def test_one_after_the_other_in_any_order(seed: int) -> None:
    random = Random(seed)
    webinar, people, manager = cast(14)
    capacity = 4
    for _ in range(45):
        person, by_chance = random.choice(people), random.random()
        row = Registration.objects.filter(webinar=webinar, person=person).first()
        try:
            if by_chance < 0.6:
                register(webinar, person=person)
            elif by_chance < 0.85:
                withdraw(webinar, person=person)
            elif by_chance < 0.9 and row is not None:
                decline(webinar, registrations=[row.pk], by=manager)
            elif by_chance < 0.95 and row is not None and row.state == RegistrationState.WAITING:
                give_places(webinar, registrations=[row.pk], by=manager)
            elif capacity < 9:
                capacity += 1
                widen(webinar, manager, capacity)()
        except Refused:
            pass
        check(webinar, capacity)


def test_all_at_once_nobody_is_over_a_bound_and_nobody_is_left_behind() -> None:
    webinar, people, manager = cast(16)
    for person in people[:6]:
        register(webinar, person=person)
    check(webinar, 4)
    deeds: list[Deed] = [lambda person=person: register(webinar, person=person) for person in [*people, *people[6:10]]]
    deeds += [lambda person=person: withdraw(webinar, person=person) for person in people[:4]]
    deeds += [widen(webinar, manager, 9)]
    at_once(*deeds)
    check(webinar, 9)
    assert Registration.objects.filter(webinar=webinar).count() == len(people)


def test_the_last_place_is_given_once() -> None:
    webinar = make_webinar(registration_mode="open", capacity=1)
    people = [make_person() for _ in range(10)]
    at_once(*[lambda person=person: register(webinar, person=person) for person in people])
    assert Registration.objects.placed().count() == 1
    numbers = Registration.objects.filter(state="waiting").values_list("queue_number", flat=True)
    assert len(set(numbers)) == 9


def test_a_double_click_at_the_same_instant_is_one_registration() -> None:
    webinar, person = make_webinar(registration_mode="open"), make_person()
    at_once(*[lambda: register(webinar, person=person)] * 6)
    assert Registration.objects.count() == Mail.objects.count() == 1
