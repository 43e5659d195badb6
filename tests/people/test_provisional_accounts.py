"""Accounts that others made: the person's own from the day they prove the address, and nobody else's before."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from people.actions.provisional import ensure_person, make_own
from people.models import Person
from tests.factories import make_administration, make_person

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", re.M)
ADDRESS = "amina@douane.example"


def named() -> Person:
    return ensure_person(ADDRESS, "A. Diallo", "en", make_administration("SN", "WCA"))


def sign_up(client: Client, email: str = ADDRESS, **fields: str) -> Any:
    typed = {"email": email, "full_name": "Amina Diallo", "country": "MZ", "language": "pt", **fields}
    return client.post(reverse("account_signup"), typed)


def code() -> str:
    found = CODE.search(mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_sign_up_with_an_address_that_others_named_is_like_any_other(client: Client) -> None:
    person = named()
    make_administration("MZ")
    answer = sign_up(client)
    assert client.post(answer["Location"], {"code": code()})["Location"] == "/"
    person.refresh_from_db()
    assert (person.is_provisional, person.full_name, person.country, person.language, person.time_zone) == (
        False,
        "Amina Diallo",
        "MZ",
        "pt",
        "Africa/Maputo",
    )
    assert person.emailaddress_set.get().verified
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Person.objects.filter(email=ADDRESS).count() == 1


def test_sign_up_answers_alike_for_unknown_named_and_known_addresses() -> None:
    named()
    make_person(email="known@example.org")
    pages = []
    for email in (ADDRESS, "known@example.org", "unknown@example.org"):
        client = Client()
        answer = sign_up(client, email)
        page = client.get(answer["Location"])
        text = re.sub(r'value="[^"]{40,}"', "", page.content.decode().replace(email, "x"))
        pages.append((answer.status_code, answer["Location"], page.status_code, text))
    assert pages[0] == pages[1] == pages[2]
    assert len(mail.outbox) == 3


def test_a_stranger_who_signs_up_with_the_address_changes_nothing(client: Client) -> None:
    person = named()
    before = Person.objects.values().get(pk=person.pk)
    answer = sign_up(client, full_name="Eve", password1="a-password-of-eves-own")
    client.post(answer["Location"], {"code": "AAAA-BBBB"})
    assert Person.objects.values().get(pk=person.pk) == before
    assert not person.emailaddress_set.get().verified
    owner = Client()
    owner.post(reverse("account_request_login_code"), {"email": ADDRESS})
    owner.post(reverse("account_confirm_login_code"), {"code": code()})
    person.refresh_from_db()
    assert (person.is_provisional, person.full_name) == (False, "A. Diallo")
    assert not person.has_usable_password()
    client = Client()
    late = client.post(reverse("account_login"), {"login": ADDRESS, "password": "a-password-of-eves-own"})
    assert (late.status_code, "_auth_user_id" in client.session) == (200, False)


def test_signing_in_by_code_makes_the_account_ones_own(client: Client) -> None:
    person = named()
    answer = client.post(reverse("account_request_login_code"), {"email": ADDRESS})
    client.post(answer["Location"], {"code": code()})
    person.refresh_from_db()
    assert (person.is_provisional, person.full_name) == (False, "A. Diallo")
    assert person.emailaddress_set.get().verified


def test_a_reset_password_makes_the_account_ones_own_only_through_the_mail(client: Client) -> None:
    person = named()
    client.post(reverse("account_reset_password"), {"email": ADDRESS})
    person.refresh_from_db()
    assert person.is_provisional


def test_an_account_of_ones_own_is_not_made_anew() -> None:
    person = make_person(full_name="Kofi")
    make_own(person, full_name="Eve", country="FR", language="fr")
    person.refresh_from_db()
    assert (person.full_name, person.language) == ("Kofi", "en")


def test_nobody_elses_proved_address_is_taken() -> None:
    person = named()
    make_person().emailaddress_set.create(email=ADDRESS, verified=True)
    make_own(person)
    assert Person.objects.get(pk=person.pk).is_provisional
