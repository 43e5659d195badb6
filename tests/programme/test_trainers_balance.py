"""Points of the balance of trainers and of panels: added when the ledger allows, else the last stands with its date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.models import AuditEntry
from people.choices import Gender, Role
from people.models import Person
from programme.actions.trainers import publish_panel, publish_trainers
from programme.balance import Count, Path
from programme.models import ClosedDivision, Division
from programme.queries.balance import rows_of, series_panel_balance, trainers_balance
from programme.queries.periods import Period
from tests.factories import make_person, make_webinar
from webinars.choices import WebinarRole
from webinars.models import Series, TeamMember

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 1)
MONTH = timedelta(days=31)


def make_trainers(women: int, others: int) -> list[Person]:
    genders = [Gender.WOMAN] * women + [Gender.MAN] * others
    return [make_person(Role.TRAINER, gender=gender) for gender in genders]


def points() -> list[tuple[date, int, int]]:
    balance = trainers_balance(rows_of("trainers"), Period(DAY, DAY + 100 * MONTH), None)  # type: ignore[arg-type]
    return [(point.on, point.women, point.people) for point in balance.points]


def test_the_first_point_is_of_all_trainers() -> None:
    make_trainers(6, 12)
    assert publish_trainers(on=DAY)
    assert points() == [(DAY, 6, 18)]
    entry = AuditEntry.objects.get(verb="division.asked")
    assert entry.details == {"people": 18, "published": True}


def test_a_point_is_added_when_enough_newcomers_have_come() -> None:
    make_trainers(6, 12)
    publish_trainers(on=DAY)
    make_trainers(1, 0)
    assert not publish_trainers(on=DAY + MONTH)
    make_trainers(6, 8)
    assert publish_trainers(on=DAY + 2 * MONTH)
    assert points() == [(DAY, 6, 18), (DAY + 2 * MONTH, 13, 33)]


def test_newcomers_are_gathered_for_four_weeks() -> None:
    make_trainers(6, 12)
    publish_trainers(on=DAY)
    make_trainers(8, 8)
    assert not publish_trainers(on=DAY + timedelta(days=27))
    assert publish_trainers(on=DAY + timedelta(days=28))


def test_somebody_who_leaves_or_declares_anew_changes_nothing() -> None:
    trainers = make_trainers(6, 12)
    publish_trainers(on=DAY)
    trainers[0].grants.all().delete()
    Person.objects.filter(pk=trainers[1].pk).update(gender=Gender.MAN)
    assert not publish_trainers(on=DAY + MONTH)
    assert points() == [(DAY, 6, 18)]


def test_trainers_among_whom_few_are_women_join_as_many_newcomers() -> None:
    make_trainers(3, 15)
    assert not publish_trainers(on=DAY)
    assert points() == []
    assert ClosedDivision.objects.get().people == 18
    make_trainers(10, 8)
    assert publish_trainers(on=DAY + MONTH)
    assert points() == [(DAY + MONTH, 13, 36)]
    assert not ClosedDivision.objects.exists()


def speak(series: Series, people: list[Person]) -> None:
    webinar = make_webinar(series=series)
    for person in people:
        TeamMember.objects.create(webinar=webinar, person=person, role=WebinarRole.PRESENTER)


def test_the_balance_of_a_series_appears_when_ten_voices_can_be_counted() -> None:
    trainers = make_trainers(20, 20)
    publish_trainers(on=DAY)
    series = Series.objects.create(title="Series")
    speak(series, trainers[:5] + trainers[20:24])
    assert not publish_panel(series, on=DAY + MONTH)
    assert series_panel_balance(series) is None
    speak(series, trainers[:5] + trainers[24:26])
    assert publish_panel(series, on=DAY + 2 * MONTH)
    assert series_panel_balance(series) == Count(DAY + 2 * MONTH, 5, 11)


def test_voices_wait_until_they_are_counted_as_trainers() -> None:
    series = Series.objects.create(title="Series")
    trainers = make_trainers(7, 7)
    speak(series, trainers)
    assert not publish_panel(series, on=DAY)
    assert not Division.objects.exists()


def test_of_a_small_group_of_trainers_not_all_women_are_counted_in_a_panel() -> None:
    """Eighteen trainers, six women: a panel with five of these and ten others would leave too little doubt of the rest."""
    trainers = make_trainers(6, 12)
    publish_trainers(on=DAY)
    series = Series.objects.create(title="Series")
    speak(series, trainers[:5] + trainers[6:16])
    assert not publish_panel(series, on=DAY + MONTH)
    assert series_panel_balance(series) is None


def test_a_path_is_a_straight_line_between_its_ends() -> None:
    path = Path(date(2026, 1, 1), 30, date(2026, 1, 11), 50)
    assert [path.on(day) for day in (date(2025, 1, 1), date(2026, 1, 6), date(2026, 1, 11), date(2027, 1, 1))] == [
        30,
        40,
        50,
        50,
    ]
