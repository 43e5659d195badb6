"""Roles are given and taken away by administrators only, on the record, and never the last administrator's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.audit import first_broken_entry
from core.models import AuditEntry
from people.access import RIGHTS, Right, has_right, rights_of, roles_of
from people.actions.roles import grant_role, revoke_role
from people.choices import Role
from people.models import Person
from tests.factories import make_administration, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_a_role_brings_its_rights_and_no_others(role: Role) -> None:
    person = make_person(*([] if role == Role.TRAINEE else [role]))
    assert rights_of(person) == RIGHTS[role]


def test_everybody_is_a_trainee_and_trainees_have_no_rights() -> None:
    person = make_person()
    assert roles_of(person) == {Role.TRAINEE}
    assert rights_of(person) == frozenset()


def test_a_role_is_given_and_taken_away_on_the_record() -> None:
    administrator, person = make_person(Role.ADMINISTRATOR), make_person()
    grant = grant_role(person, role=Role.TRAINER, by=administrator)
    assert has_right(Person.objects.get(pk=person.pk), Right.TEACH)
    grant_role(person, role=Role.TRAINER, by=administrator)
    revoke_role(grant, by=administrator)
    assert not has_right(Person.objects.get(pk=person.pk), Right.TEACH)
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", "actor", "subject", "details"))
    scope = {"role": "trainer", "administration": None}
    assert verbs == [
        ("role.granted", administrator.pk, f"person:{person.pk}", scope),
        ("role.revoked", administrator.pk, f"person:{person.pk}", scope),
    ]
    assert first_broken_entry() is None


def test_the_last_administrator_stays() -> None:
    administrator = make_person(Role.ADMINISTRATOR)
    make_person(Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(Refused) as refused:
        revoke_role(administrator.grants.get(), by=administrator)
    assert refused.value.code == "role.last_administrator"
    assert administrator.grants.count() == 1


def test_one_of_two_administrators_may_go() -> None:
    administrator, other = make_person(Role.ADMINISTRATOR), make_person(Role.ADMINISTRATOR)
    revoke_role(other.grants.get(), by=administrator)
    assert other.grants.count() == 0


def test_a_coordinator_needs_an_administration() -> None:
    person = make_person()
    with pytest.raises(Refused) as refused:
        grant_role(person, role=Role.NATIONAL_COORDINATOR, by=person)
    assert refused.value.code == "role.administration_missing"


def test_a_coordinator_sees_their_own_administration_only(client: Client) -> None:
    coordinator = make_person(Role.NATIONAL_COORDINATOR, country="KE")
    compatriot = make_person(country="KE", full_name="Same Service")
    stranger = make_person(country="FR", region="EUR", full_name="Other Service")
    client.force_login(coordinator)
    page = client.get(reverse("people:list")).content.decode()
    assert "Same Service" in page
    assert "Other Service" not in page
    assert client.get(reverse("people:person", args=[compatriot.pk])).status_code == 200
    assert client.get(reverse("people:person", args=[stranger.pk])).status_code == 404


def test_viewers_of_a_rehearsal_are_nobody(client: Client) -> None:
    viewer = make_person(full_name="Made Up", is_rehearsal=True)
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    assert "Made Up" not in client.get(reverse("people:list")).content.decode()
    assert client.get(reverse("people:person", args=[viewer.pk])).status_code == 404


def test_the_last_administrator_is_told_on_the_page(client: Client) -> None:
    administrator = make_person(Role.ADMINISTRATOR)
    client.force_login(administrator)
    grant = administrator.grants.get()
    answer = client.post(reverse("people:revoke", args=[administrator.pk, grant.pk]), follow=True)
    assert "last administrator" in answer.content.decode()
    assert administrator.grants.count() == 1


def test_a_role_is_given_on_the_page(client: Client) -> None:
    person = make_person()
    client.force_login(make_person(Role.ADMINISTRATOR))
    client.post(
        reverse("people:grant", args=[person.pk]),
        {"role": "national_coordinator", "administration": make_administration("FR", "EUR").pk},
    )
    assert [(grant.role, grant.administration.country) for grant in person.grants.all()] == [
        ("national_coordinator", "FR")
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_a_constant_number_of_queries(
    client: Client, django_assert_num_queries: object, rows: int
) -> None:
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    for number in range(rows):
        make_person(Role.TRAINER, country=("KE", "UG", "TZ")[number])
    client.get(reverse("people:list"))
    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(reverse("people:list"))


def test_people_are_found_by_their_country_in_the_language_of_the_page(client: Client) -> None:
    make_person(country="DE", region="EUR", full_name="Jürgen Vogel")
    make_person(country="KE", full_name="Wanjiru Kamau")
    client.force_login(make_person(Role.PROGRAMME_MANAGER, language="fr"))
    page = client.get(reverse("people:list"), {"words": "allemagne"}).content.decode()
    assert "Jürgen Vogel" in page
    assert "Wanjiru Kamau" not in page
