"""Accounts made from a list or a nomination: one for each address, and nothing changed of those that exist."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from people.actions.provisional import Named, ensure_people, ensure_person
from people.models import Person
from tests.factories import make_administration, make_person

pytestmark = pytest.mark.django_db


def test_an_unknown_address_gets_an_account_that_opens_nothing_yet() -> None:
    kenya = make_administration("KE")
    person = ensure_person(" Amina@Example.org", "Amina  Odhiambo", "fr", kenya, "senior_manager")
    person.refresh_from_db()
    assert (person.email, person.full_name, person.language) == ("amina@example.org", "Amina Odhiambo", "fr")
    assert (person.country, person.time_zone, person.audience) == ("KE", "Africa/Nairobi", "senior_manager")
    assert (person.is_provisional, person.has_usable_password()) == (True, False)
    address = person.emailaddress_set.get()
    assert (address.email, address.verified, address.primary) == ("amina@example.org", False, True)


def test_an_account_that_exists_stays_as_it_is() -> None:
    there = make_person(email="Kofi@example.org", full_name="Kofi Mensah", country="GH", region="WCA")
    there.emailaddress_set.create(email="kofi.mensah@example.net", verified=True, primary=False)
    for email in ("kofi@EXAMPLE.org", "kofi.mensah@example.net"):
        assert ensure_person(email, "Somebody Else", "ru", make_administration("KE")).pk == there.pk
    there.refresh_from_db()
    assert (there.full_name, there.language, there.country) == ("Kofi Mensah", "en", "GH")
    assert (there.is_provisional, Person.objects.count()) == (False, 1)


def test_an_address_that_somebody_only_claims_is_not_theirs() -> None:
    claims = make_person()
    claims.emailaddress_set.create(email="amina@example.org", verified=False, primary=False)
    assert ensure_person("amina@example.org").pk != claims.pk


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_takes_five_queries_and_the_same_again_two(rows: int, django_assert_num_queries: Any) -> None:
    named = [Named(f"officer{number}@example.org") for number in range(rows)]
    with transaction.atomic():
        with django_assert_num_queries(5):
            made = ensure_people(named)
        with django_assert_num_queries(2):
            again = ensure_people([*named, *named])
    assert sorted(person.pk for person in made.values()) == sorted(person.pk for person in again.values())
    assert Person.objects.count() == rows
