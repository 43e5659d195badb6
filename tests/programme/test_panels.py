"""The balance of one panel: over those who agreed, for planners, and without telling of those who did not."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core.actions import Refused
from people.choices import Gender, Role
from people.models import Person
from programme.actions.panels import count_panel
from programme.actions.trainers import publish_trainers
from programme.models import Division
from programme.queries.balance import panel_balance
from tests.factories import make_person, make_webinar
from webinars.choices import WebinarRole
from webinars.models import TeamMember, Webinar

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 1)


def make_voices(webinar: Webinar, women: int, men: int, *, agree: bool) -> list[Person]:
    people = [
        make_person(Role.TRAINER, gender=gender, agrees_to_panel_balance=agree)
        for gender in [Gender.WOMAN] * women + [Gender.MAN] * men
    ]
    for person in people:
        TeamMember.objects.create(webinar=webinar, person=person, role=WebinarRole.PRESENTER)
    return people


def test_only_those_who_agreed_are_counted() -> None:
    webinar = make_webinar()
    make_voices(webinar, 1, 2, agree=True)
    make_voices(webinar, 4, 0, agree=False)
    count_panel(webinar, on=DAY, by=make_person())
    balance = panel_balance(webinar)
    assert balance is not None
    assert (balance.voices, balance.count.women, balance.count.people) == (7, 1, 3)


def test_two_are_too_few() -> None:
    webinar = make_webinar()
    make_voices(webinar, 1, 1, agree=True)
    with pytest.raises(Refused, match=r"panel\.too_few_agreed"):
        count_panel(webinar, on=DAY, by=make_person())
    assert panel_balance(webinar) is None


def test_who_agrees_no_longer_takes_the_figure_away() -> None:
    webinar = make_webinar()
    voices = make_voices(webinar, 2, 2, agree=True)
    count_panel(webinar, on=DAY, by=make_person())
    Person.objects.filter(pk=voices[0].pk).update(agrees_to_panel_balance=False)
    assert panel_balance(webinar) is None


def test_those_who_agreed_give_nobody_away_who_did_not() -> None:
    """Eighteen trainers with six women are counted; were all six known, so were the twelve others."""
    webinar = make_webinar()
    make_voices(webinar, 6, 0, agree=True)
    for _ in range(12):
        make_person(Role.TRAINER, gender=Gender.MAN)
    publish_trainers(on=DAY)
    count_panel(webinar, on=DAY, by=make_person())
    balance = panel_balance(webinar)
    assert balance is not None
    assert (balance.voices, balance.count.women, balance.count.people) == (6, 5, 5)


def test_whoever_is_known_from_a_panel_is_in_no_later_group() -> None:
    webinar = make_webinar()
    known = make_voices(webinar, 3, 0, agree=True)
    count_panel(webinar, on=DAY, by=make_person())
    for gender in [Gender.WOMAN] * 6 + [Gender.MAN] * 12:
        make_person(Role.TRAINER, gender=gender)
    publish_trainers(on=DAY)
    row = Division.objects.get(kind="trainers")
    assert (row.women, row.people) == (6, 18)
    assert not {person.pk for person in known} & set(row.members)


def test_a_manager_counts_a_panel_on_its_page(client: Client) -> None:
    webinar = make_webinar()
    make_voices(webinar, 2, 3, agree=True)
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    address = reverse("programme:panel", args=[webinar.slug])
    assert "Not counted yet" in client.get(address).content.decode()
    assert "Women: 2 of 5" in client.post(address, follow=True).content.decode()


def test_one_agrees_in_ones_own_profile_only(client: Client) -> None:
    person = make_person(Role.TRAINER)
    client.force_login(person)
    page = client.get(reverse("people:profile")).content.decode()
    assert 'name="agrees_to_panel_balance"' in page
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    other = client.get(reverse("people:edit", args=[person.pk])).content.decode()
    assert 'name="full_name"' in other
    assert 'name="agrees_to_panel_balance"' not in other
