"""The attacker on what is published about gender: knows every person of every row, every figure shown anywhere, and the method.

Random histories go through the real actions. The attacker collects divisions from the query objects under every filter that
the page offers, for every period between two days on which something changed, and from pages and files; subtracts and combines
them; and solves what follows for each person: linear algebra over classes of people who are in the same rows, then the bounds
that follow from the counts. Whoever knows the method too is played in ``tests/core/test_disclosure.py``, in full.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO, StringIO
from itertools import combinations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from core.languages import LANGUAGES
from people.choices import Audience, Gender, Role
from people.models import Person, RoleGrant
from programme.actions.divisions import publish_learners
from programme.actions.trainers import publish_panel, publish_trainers
from programme.balance import Count
from programme.models import ClosedDivision, Division, Fact
from programme.queries.balance import series_panel_balance
from programme.queries.periods import Period, quarter_of
from programme.queries.programme_figures import Filters, programme_figures
from tests.factories import make_frozen, make_person
from webinars.choices import WebinarRole
from webinars.models import Series, TeamMember, Webinar

pytestmark = pytest.mark.django_db

PLACES = [("KE", "ESA"), ("FR", "EUR"), ("JP", "ASP"), ("MX", "AMS"), ("SN", "WCA"), ("MA", "MENA")]
BEGUN = date(2025, 1, 10)


@dataclass
class Attacker:
    """What is known: for each set of people how many of them are women, or that it is on neither side five."""

    exact: dict[frozenset[int], int] = field(default_factory=dict)
    closed: set[frozenset[int]] = field(default_factory=set)

    def learn(self, people: Iterable[int], women: int) -> None:
        known = frozenset(people)
        assert self.exact.setdefault(known, women) == women, "Two figures of the same people differ."

    def findings(self, k: int = 5) -> list[str]:
        """Whatever is certain of a person, or of fewer than ``k`` people."""
        found = []
        classes = self._classes()
        bounds = self._bounds(classes)
        for members, (low, high) in bounds.items():
            if high == 0 or low == len(members) or (low == high and len(members) < k):
                found.append(f"{sorted(members)}: {low} to {high}")
        for women, members in self._combinations(classes):
            if len(members) < k or women in (0, len(members)):
                found.append(f"by subtraction {sorted(members)}: {women}")
        return found

    def _classes(self) -> list[frozenset[int]]:
        """People who are in exactly the same rows."""
        rows = [*self.exact, *self.closed]
        by_rows: dict[tuple[bool, ...], set[int]] = {}
        for person in set().union(*rows) if rows else set():
            by_rows.setdefault(tuple(person in row for row in rows), set()).add(person)
        return [frozenset(people) for people in by_rows.values()]

    def _combinations(self, classes: list[frozenset[int]]) -> list[tuple[int, frozenset[int]]]:
        """Sums over sets of classes that follow by adding and subtracting rows: reduced rows, and differences of two."""
        columns = {members: index for index, members in enumerate(classes)}
        matrix = [
            [Fraction(members <= row) for members in columns] + [Fraction(women)] for row, women in self.exact.items()
        ]
        reduced = _reduced(matrix)
        rows = reduced + [[a - b for a, b in zip(one, other, strict=True)] for one, other in combinations(reduced, 2)]
        rows += [[-value for value in row] for row in rows]
        found = []
        for row in rows:
            if any(row[:-1]) and set(row[:-1]) <= {Fraction(0), Fraction(1)}:
                members = frozenset().union(*(people for people, index in columns.items() if row[index]))
                found.append((int(row[-1]), members))
        return found

    def _bounds(self, classes: list[frozenset[int]]) -> dict[frozenset[int], tuple[int, int]]:
        """What the counts leave open for each class, narrowed until nothing changes."""
        bounds = {members: (0, len(members)) for members in classes}
        changed = True
        while changed:
            changed = False
            for row, women in self.exact.items():
                inside = [members for members in classes if members <= row]
                low, high = (sum(bounds[members][side] for members in inside) for side in (0, 1))
                for members in inside:
                    own = bounds[members]
                    new = (max(own[0], women - (high - own[1])), min(own[1], women - (low - own[0])))
                    if new != own:
                        bounds[members], changed = new, True
        return bounds


def _reduced(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form."""
    rows, rank = [list(row) for row in matrix], 0
    for column in range(len(rows[0]) - 1 if rows else 0):
        pivot = next((index for index in range(rank, len(rows)) if rows[index][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        rows[rank] = [value / rows[rank][column] for value in rows[rank]]
        for index, row in enumerate(rows):
            if index != rank and row[column]:
                rows[index] = [a - row[column] * b for a, b in zip(row, rows[rank], strict=True)]
        rank += 1
    return rows[:rank]


def make_people(chance: random.Random, number: int, women: float, *roles: Role) -> list[Person]:
    found = []
    for _ in range(number):
        country, region = chance.choices(PLACES, [8, 5, 4, 3, 1, 1])[0]
        found.append(
            make_person(
                *roles,
                country=country,
                region=region,
                gender=Gender.WOMAN if chance.random() < women else chance.choice([Gender.MAN, Gender.NOT_STATED]),
                language=chance.choice(LANGUAGES),
                audience=chance.choice(Audience.values),
            )
        )
    return found


def hold(people: Iterable[Person], on: date, publish: Callable[[Webinar], object], **fields: object) -> Webinar:
    webinar = make_frozen(people, on=on, **fields)  # type: ignore[arg-type]
    with transaction.atomic():
        publish(webinar)
    return webinar


def by_the_ledger(webinar: Webinar) -> None:
    publish_learners(webinar, Fact.objects.filter(webinar=webinar))


def carelessly(webinar: Webinar) -> None:
    """Each webinar by itself: five women and five others are enough, whoever was counted before."""
    facts = list(Fact.objects.filter(webinar=webinar))
    women = sum(fact.gender == Gender.WOMAN for fact in facts)
    if 5 <= women <= len(facts) - 5:
        members = [fact.person_id for fact in facts]
        Division.objects.create(
            kind="learners",
            key=f"webinar.{webinar.pk}",
            cell="ESA",
            on=facts[0].ended_on,
            women=women,
            people=len(members),
            members=members,
        )


def members_of(kind: str, period: Period, regions: tuple[str, ...] | None = None) -> frozenset[int]:
    """Whom a figure is of: the attacker knows it from the lists by name."""
    rows = Division.objects.filter(kind=kind, on__gte=period.first, on__lte=period.last)
    if regions is not None:
        rows = rows.filter(cell="+".join(regions))
    return frozenset(person for members in rows.values_list("members", flat=True) for person in members)


def collect(attacker: Attacker, days: list[date]) -> None:
    """Every period between two of these days, under every filter; and the panels of every series."""
    ever = date(2000, 1, 1)
    for first, last in combinations([*days, days[-1] + timedelta(days=1)], 2):
        period = Period(first, last - timedelta(days=1))
        for region in ("", *(region for _country, region in PLACES)):
            figures = programme_figures(Filters(period, region=region))
            assert figures.learners is not None
            if figures.learners.total:
                own = (region,) if region else None
                attacker.learn(members_of("learners", period, own), figures.learners.total.women)
                for point in figures.learners.points:
                    quarter = quarter_of(point.on)
                    part = Period(max(quarter.first, period.first), min(quarter.last, period.last))
                    attacker.learn(members_of("learners", part, own), point.women)
                for regions, count in figures.learners.regions:
                    attacker.learn(members_of("learners", period, regions), count.women)
            for point in figures.trainers.points if figures.trainers else []:
                attacker.learn(members_of("trainers", Period(ever, point.on)), point.women)
    for code in LANGUAGES:
        assert programme_figures(Filters(Period(ever, days[-1]), language=code)).learners is None
    for audience in Audience.values:
        assert programme_figures(Filters(Period(ever, days[-1]), audience=audience)).learners is None
    for series in Series.objects.all():
        balance = series_panel_balance(series)
        if balance:
            rows = Division.objects.filter(key__startswith=f"series.{series.pk}.").values_list("members", flat=True)
            attacker.learn({person for members in rows for person in members}, balance.women)
    for members in ClosedDivision.objects.values_list("members", flat=True):
        attacker.closed.add(frozenset(members))


@pytest.mark.parametrize("seed", range(4))
def test_the_attacker_finds_nobody(seed: int) -> None:
    """People who come again and again, trainers who were learners before, panels of trainers, and changes of mind."""
    chance = random.Random(seed)
    share = chance.choice([0.1, 0.3, 0.5])
    pool = make_people(chance, 30, share)
    trainers = make_people(chance, 20, 0.5, Role.TRAINER)
    series = Series.objects.create(title="Series")
    days = []
    for number in range(5):
        on = BEGUN + timedelta(days=45 * number)
        days.append(on)
        new = make_people(chance, chance.choice([1, 4, 20, 35]), share)
        webinar = hold([*new, *chance.sample(pool, chance.randint(5, len(pool)))], on, by_the_ledger, series=series)
        pool += new
        for person in chance.sample(trainers, min(len(trainers), 8)):
            TeamMember.objects.create(webinar=webinar, person=person, role=WebinarRole.PRESENTER)
        for person in chance.sample(pool, 4):
            RoleGrant.objects.get_or_create(person=person, role=Role.TRAINER)
            trainers.append(person)
        for person in chance.sample(trainers, 2):
            RoleGrant.objects.filter(person=person, role=Role.TRAINER).delete()
        publish_trainers(on=on)
        publish_panel(series, on=on)
        changed = chance.choice(pool)
        Person.objects.filter(pk=changed.pk).update(gender=Gender.WOMAN)
    attacker = Attacker()
    collect(attacker, days)
    assert attacker.exact
    assert attacker.findings() == []


def test_the_attacker_finds_somebody_when_each_webinar_is_divided_by_itself() -> None:
    """The same crowd, and one who joins it: so that the test above could fail."""
    chance = random.Random(1)
    crowd = make_people(chance, 30, 0.5)
    hold(crowd, BEGUN, carelessly)
    hold([*crowd, make_person(gender=Gender.WOMAN)], BEGUN + timedelta(days=50), carelessly)
    attacker = Attacker()
    for members, women in Division.objects.values_list("members", "women"):
        attacker.learn(members, women)
    assert any("by subtraction" in finding for finding in attacker.findings())


def test_the_attacker_finds_somebody_by_bounds_where_subtraction_is_not_enough() -> None:
    """Two crowds that differ by two and two people, and as many women as can be: all of the one are, none of the other."""
    attacker = Attacker()
    attacker.learn(range(20), 8)
    attacker.learn(range(2, 22), 10)
    assert attacker.findings() != []


def test_pages_and_files_tell_no_more_than_rows(client: Client) -> None:
    """Every number that stands in a table about women, on the page and in the files, is a row or a sum of rows."""
    chance = random.Random(4)
    people = make_people(chance, 120, 0.4)
    today = date.today()
    hold(people[:70], today - timedelta(days=100), by_the_ledger)
    hold(people, today - timedelta(days=5), by_the_ledger)
    client.force_login(make_person(Role.PROGRAMME_MANAGER))
    rows = list(Division.objects.order_by("pk").values_list("women", "people"))
    sums = {
        Count(today, sum(row[0] for row in chosen), sum(row[1] for row in chosen))
        for size in range(1, len(rows) + 1)
        for chosen in combinations(rows, size)
    }
    allowed = {(count.people, count.women, count.others, count.share) for count in sums}
    for asked in ("", "?region=ESA", "?region=EUR", "?period=this_quarter", "?language=fr", "?audience=senior_manager"):
        page = client.get(reverse("programme:programme") + asked).content.decode()
        shown = {
            tuple(int(number) for number in re.findall(r'<td class="n">(\d+)</td>', row))
            for row in re.findall(r"<tr>(?:(?!</tr>).)*</tr>", page, re.S)
        }
        in_page = {row for row in shown if len(row) == 4}
        assert in_page <= allowed
        assert not in_page if "language" in asked or "audience" in asked else True
        text = client.get(reverse("programme:programme_csv") + asked).content.decode("utf-8-sig")
        found: dict[tuple[str, str], list[int]] = {}
        for line in csv.DictReader(StringIO(text)):
            if line["Table"].startswith("Women"):
                found.setdefault((line["Table"], line["Row"]), []).append(int(line["Value"]))
        assert {tuple(numbers) for numbers in found.values()} == in_page
        book = load_workbook(BytesIO(client.get(reverse("programme:programme_xlsx") + asked).content))
        in_book = {
            tuple(cell.value for cell in row[1:])
            for sheet in book
            if sheet.title.startswith("Women")
            for row in sheet.iter_rows(min_row=2)
        }
        assert in_book == in_page
