"""Publishing divisions by gender into the ledger."""

from __future__ import annotations

from datetime import date

import pytest

from people.choices import Gender, Role
from people.models import Person
from programme.actions.divisions import publish_learners
from programme.models import ClosedDivision, Division, Fact
from tests.factories import make_fact, make_frozen, make_person
from webinars.models import Webinar

pytestmark = pytest.mark.django_db


def make_people(women: int, others: int, **fields: str) -> list[Person]:
    return [
        make_person(gender=gender, **fields)  # type: ignore[arg-type]
        for gender, count in ((Gender.WOMAN, women), (Gender.MAN, others))
        for _ in range(count)
    ]


def publish(webinar: Webinar) -> list[Division]:
    return publish_learners(webinar, Fact.objects.filter(webinar=webinar))


def rows(webinar: Webinar) -> list[tuple[str, int, int]]:
    return list(Division.objects.filter(webinar=webinar).order_by("cell").values_list("cell", "women", "people"))


def test_learners_are_divided_by_region() -> None:
    people = make_people(8, 12) + make_people(7, 9, country="FR", region="EUR")
    webinar = make_frozen(people)
    publish(webinar)
    assert rows(webinar) == [("ESA", 8, 20), ("EUR", 7, 16)]


def test_a_region_with_few_is_joined_with_the_next_smallest() -> None:
    people = make_people(3, 3) + make_people(7, 9, country="FR", region="EUR")
    people += make_people(10, 12, country="JP", region="ASP")
    webinar = make_frozen(people)
    publish(webinar)
    assert rows(webinar) == [("ASP", 10, 22), ("ESA+EUR", 10, 22)]


def test_a_region_with_few_women_is_joined_with_one_of_as_many_people() -> None:
    people = make_people(2, 18) + make_people(10, 12, country="JP", region="ASP")
    webinar = make_frozen(people)
    publish(webinar)
    assert rows(webinar) == [("ASP+ESA", 12, 42)]
    assert not ClosedDivision.objects.exists()


def test_nothing_is_published_when_few_are_women() -> None:
    webinar = make_frozen(make_people(4, 30))
    assert publish(webinar) == []
    assert [(row.people, row.cell) for row in ClosedDivision.objects.all()] == [(34, "ESA")]


def test_fewer_than_fifteen_are_neither_published_nor_remembered() -> None:
    webinar = make_frozen(make_people(7, 7))
    assert publish(webinar) == []
    assert not ClosedDivision.objects.exists()


def test_whoever_was_counted_once_is_not_counted_again() -> None:
    """Twenty of the first webinar come again with sixteen others: only these are divided."""
    first, more = make_people(8, 12), make_people(7, 9)
    publish(make_frozen(first))
    second = make_frozen(first + more)
    publish(second)
    assert rows(second) == [("ESA", 7, 16)]


def test_one_who_joins_a_known_crowd_changes_nothing() -> None:
    crowd = make_people(8, 12)
    publish(make_frozen(crowd))
    again = make_frozen([*crowd, make_person(gender=Gender.WOMAN)])
    assert publish(again) == []
    assert Division.objects.count() == 1


def test_publishing_again_changes_nothing() -> None:
    people = make_people(8, 12)
    webinar = make_frozen(people)
    publish(webinar)
    Fact.objects.filter(webinar=webinar, person=people[0]).update(gender=Gender.MAN)
    assert [row.women for row in publish(webinar)] == [8]
    assert rows(webinar) == [("ESA", 8, 20)]


def test_absent_people_guests_and_trainers_are_not_among_the_learners() -> None:
    people = make_people(8, 12)
    webinar = make_frozen(people)
    sitting = webinar.sittings.get()
    make_fact(sitting, make_person(gender=Gender.WOMAN), seconds=0)
    make_fact(sitting, make_person(Role.TRAINER, gender=Gender.WOMAN))
    make_fact(sitting, None, region="ESA")
    publish(webinar)
    assert rows(webinar) == [("ESA", 8, 20)]


def test_an_erased_account_leaves_the_division_as_it_was() -> None:
    people = make_people(8, 12)
    webinar = make_frozen(people, on=date(2026, 1, 5))
    publish(webinar)
    gone = people[0].pk
    people[0].delete()
    row = Division.objects.get()
    assert (row.women, row.people, row.on, gone in row.members) == (8, 20, date(2026, 1, 5), True)
