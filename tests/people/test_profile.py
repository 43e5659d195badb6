"""A profile is changed by its person or by somebody who manages people, and nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from core.models import AuditEntry
from people.actions.profiles import fingerprint, update_profile
from people.choices import Gender, Role
from people.models import Person
from tests.factories import make_administration, make_person

pytestmark = pytest.mark.django_db


def _form(person: Person, **changes: Any) -> dict[str, Any]:
    return {
        "seen": fingerprint(person),
        "full_name": person.full_name,
        "administration": person.administration_id or "",
        "country": person.country,
        "audience": person.audience,
        "language": person.language,
        "time_zone": person.time_zone,
        "gender": person.gender,
    } | changes


def test_a_person_saves_their_profile(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    answer = client.post(
        reverse("people:profile"),
        _form(person, full_name="Émilie Ndiaye", language="fr", time_zone="Africa/Dakar", gender="woman"),
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.language, person.time_zone, person.gender) == (
        "Émilie Ndiaye",
        "fr",
        "Africa/Dakar",
        "woman",
    )


def test_the_last_of_two_tabs_is_told_and_loses_nothing(client: Client) -> None:
    person = make_person(full_name="Before")
    client.force_login(person)
    second_tab = _form(person, full_name="Typed in the second tab")
    client.post(reverse("people:profile"), _form(person, full_name="Saved in the first tab"))
    answer = client.post(reverse("people:profile"), second_tab)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Typed in the second tab"' in page
    assert "Saved in the first tab" in page
    person.refresh_from_db()
    assert person.full_name == "Saved in the first tab"
    again = client.post(reverse("people:profile"), second_tab | {"seen": answer.context["seen"]})
    assert again.status_code == 302
    person.refresh_from_db()
    assert person.full_name == "Typed in the second tab"


def test_the_rule_refuses_a_stale_save() -> None:
    person = make_person()
    with pytest.raises(Refused) as refused:
        update_profile(person, by=person, seen="what nobody saw", full_name="X")
    assert refused.value.code == "profile.changed_meanwhile"


def test_a_wrong_value_is_explained_beside_its_field_and_nothing_is_saved(client: Client) -> None:
    person = make_person(time_zone="Africa/Nairobi")
    client.force_login(person)
    answer = client.post(reverse("people:profile"), _form(person, time_zone="Mars/Olympus", full_name=""))
    assert answer.status_code == 400
    assert 'id="id_full_name_error"' in answer.content.decode()
    person.refresh_from_db()
    assert person.time_zone == "Africa/Nairobi"


def test_a_manager_never_sees_or_changes_a_declared_gender(client: Client) -> None:
    person = make_person(gender=Gender.WOMAN)
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    page = client.get(reverse("people:edit", args=[person.pk])).content.decode()
    assert 'name="gender"' not in page
    client.post(reverse("people:edit", args=[person.pk]), _form(person, full_name="Corrected", gender="man"))
    person.refresh_from_db()
    assert (person.full_name, person.gender) == ("Corrected", Gender.WOMAN)


def test_a_managers_change_is_audited_without_its_values() -> None:
    person, manager = make_person(), make_person(Role.PROGRAMME_MANAGER)
    update_profile(person, by=manager, seen=fingerprint(person), full_name="Corrected", country="FR")
    entry = AuditEntry.objects.get(verb="profile.changed")
    assert (entry.actor, entry.subject, entry.details) == (
        manager,
        f"person:{person.pk}",
        {"fields": ["full_name", "country"]},
    )


def test_administrations_are_grouped_by_region_in_the_page_language(client: Client) -> None:
    make_administration()
    client.force_login(make_person(language="fr"))
    page = client.get(reverse("people:profile")).content.decode()
    assert '<optgroup label="Afrique orientale et australe">' in page
    assert ">Éthiopie</option>" in page


def test_the_persons_language_is_that_of_the_page_until_the_switch_chose_another(client: Client) -> None:
    client.force_login(make_person(language="ru"))
    assert '<html lang="ru"' in client.get(reverse("people:profile")).content.decode()
    client.post(reverse("set_language"), {"language": "es", "next": "/"})
    assert '<html lang="es"' in client.get(reverse("people:profile")).content.decode()
