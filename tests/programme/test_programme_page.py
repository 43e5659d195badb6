"""The programme page: sums over a period, filters, the period before, and files that say the same."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.models import AuditEntry
from core.suppression import FEW, WITHHELD, show
from people.choices import Gender, Role
from people.models import Person
from programme.actions.divisions import publish_learners
from programme.choices import DivisionKind
from programme.exporters.programme import programme_csv, programme_xlsx, sheets, tables
from programme.models import BalanceTarget, Fact
from programme.queries.periods import Period, Quarter, last_quarter, this_quarter, twelve_months
from programme.queries.programme_figures import Filters, programme_figures
from tests.factories import make_fact, make_frozen, make_person
from webinars.models import Webinar

pytestmark = pytest.mark.django_db

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def make_people(women: int, others: int, **fields: str) -> list[Person]:
    return [
        make_person(gender=gender, **fields)  # type: ignore[arg-type]
        for gender, count in ((Gender.WOMAN, women), (Gender.MAN, others))
        for _ in range(count)
    ]


def publish(webinar: Webinar) -> None:
    publish_learners(webinar, Fact.objects.filter(webinar=webinar))


def test_webinars_of_the_period_are_summed_and_people_counted_once() -> None:
    first, second = make_people(6, 6), make_people(6, 6, country="FR", region="EUR")
    make_frozen(first, on=date(2026, 1, 1))
    make_frozen(first + second, on=date(2026, 12, 31))
    make_frozen(first, on=date(2025, 12, 31))
    make_frozen(first, on=date(2027, 1, 1))
    totals = programme_figures(Filters(YEAR)).totals
    assert (totals.webinars, totals.sittings, totals.live_hours) == (2, 2, 3)
    assert (totals.registered, totals.attended, totals.people) == (show(36), show(36), show(24))
    assert (totals.administrations, totals.hours) == (show(2), show(54))


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    assert Period(date(2026, 3, 1), date(2026, 3, 31)).before == Period(date(2026, 1, 29), date(2026, 2, 28))
    people = make_people(6, 6)
    make_frozen(people, on=date(2026, 1, 28))
    make_frozen(people, on=date(2026, 1, 29))
    make_frozen(people, on=date(2026, 3, 1))
    make_frozen(people, on=date(2026, 3, 31))
    figures = programme_figures(Filters(Period(date(2026, 3, 1), date(2026, 3, 31))))
    assert (figures.totals.webinars, figures.before.webinars) == (2, 1)
    assert figures.before.attended == show(12)


def test_filters_count_people_of_that_region_language_and_audience() -> None:
    own = make_people(3, 3, language="fr", audience="senior_manager")
    webinar = make_frozen(own + make_people(4, 4, country="FR", region="EUR", language="fr"), on=date(2026, 5, 5))
    make_frozen(make_people(5, 5, language="en"), on=date(2026, 5, 6))
    make_fact(webinar.sittings.get(), None, on=date(2026, 5, 5), region="ESA", language="fr")

    def attended(**filters: str) -> tuple[int, object]:
        totals = programme_figures(Filters(YEAR, **filters)).totals  # type: ignore[arg-type]
        return totals.webinars, totals.attended.value

    assert attended() == (2, 25)
    assert attended(region="ESA") == (2, 17)
    assert attended(region="EUR") == (1, 8)
    assert attended(language="fr") == (1, 15)
    assert attended(region="ESA", language="fr", audience="senior_manager") == (1, 6)


def test_small_counts_are_suppressed_with_others() -> None:
    people = make_people(3, 0) + make_people(5, 5, country="FR", region="EUR")
    make_frozen(people + make_people(10, 5, country="JP", region="ASP"), on=date(2026, 2, 2))
    figures = programme_figures(Filters(YEAR))
    cells = figures.places.parents.cells
    assert (cells["ESA"], cells["EUR"], cells["ASP"]) == (FEW, WITHHELD, show(15))
    assert figures.places.children["ESA"] == {"KE": FEW}


def test_a_total_of_few_tells_nothing_more() -> None:
    make_frozen(make_people(2, 1), on=date(2026, 2, 2))
    totals = programme_figures(Filters(YEAR)).totals
    assert (totals.attended, totals.people, totals.administrations, totals.hours) == (FEW, FEW, FEW, FEW)


def test_women_are_those_of_published_rows() -> None:
    people = make_people(8, 12)
    first = make_frozen(people, on=date(2026, 2, 2))
    publish(first)
    second = make_frozen(people + make_people(7, 9, country="FR", region="EUR"), on=date(2026, 8, 8))
    publish(second)
    learners = programme_figures(Filters(YEAR)).learners
    assert learners is not None
    assert learners.total is not None
    assert [(point.on, point.women, point.people) for point in learners.points] == [
        (date(2026, 2, 2), 8, 20),
        (date(2026, 8, 8), 7, 16),
    ]
    assert (learners.total.women, learners.total.people, learners.total.share) == (15, 36, 41)
    assert [(regions, count.women) for regions, count in learners.regions] == [(("ESA",), 8), (("EUR",), 7)]


def test_a_region_shows_its_own_rows_and_not_joined_ones() -> None:
    webinar = make_frozen(
        make_people(3, 3)
        + make_people(7, 9, country="FR", region="EUR")
        + make_people(9, 9, country="JP", region="ASP"),
        on=date(2026, 2, 2),
    )
    publish(webinar)
    shown = programme_figures(Filters(YEAR, region="ASP")).learners
    joined = programme_figures(Filters(YEAR, region="EUR")).learners
    assert shown is not None
    assert shown.total is not None
    assert joined is not None
    assert (shown.total.women, shown.total.people) == (9, 18)
    assert joined.total is None


@pytest.mark.parametrize("filters", [{"language": "en"}, {"audience": "operational_officer"}])
def test_gender_is_not_divided_by_language_or_audience(filters: dict[str, str]) -> None:
    publish(make_frozen(make_people(8, 12), on=date(2026, 2, 2)))
    figures = programme_figures(Filters(YEAR, **filters))
    assert figures.totals.attended == show(20)
    assert (figures.learners, figures.trainers) == (None, None)


def test_periods_by_name() -> None:
    assert twelve_months(date(2026, 11, 22)) == Period(date(2025, 11, 23), date(2026, 11, 22))
    assert twelve_months(date(2028, 2, 29)) == Period(date(2027, 3, 1), date(2028, 2, 29))
    assert this_quarter(date(2026, 11, 22)) == Period(date(2026, 10, 1), date(2026, 11, 22))
    assert last_quarter(date(2026, 2, 3)) == Period(date(2025, 10, 1), date(2025, 12, 31))
    assert Period(date(2025, 12, 31), date(2026, 4, 1)).quarters == [
        Quarter(2025, 4),
        Quarter(2026, 1),
        Quarter(2026, 2),
    ]


@pytest.fixture
def manager(client: Client) -> Person:
    person = make_person(Role.PROGRAMME_MANAGER, country="BE", region="EUR")
    client.force_login(person)
    return person


def fill(webinars: int) -> None:
    today = timezone.now().date()
    for number in range(webinars):
        country, region = (("KE", "ESA"), ("FR", "EUR"), ("JP", "ASP"))[number % 3]
        webinar = make_frozen(
            make_people(8 + number, 12, country=country, region=region), on=today - timedelta(days=30 * number)
        )
        publish(webinar)


def test_page_csv_and_xlsx_agree_to_the_digit(client: Client, manager: Person) -> None:
    fill(3)
    asked = "?region=&period=twelve_months"
    page = client.get(reverse("programme:programme") + asked).content.decode()
    book = load_workbook(BytesIO(client.get(reverse("programme:programme_xlsx") + asked).content))
    text = client.get(reverse("programme:programme_csv") + asked).content.decode("utf-8-sig")
    figures = programme_figures(Filters(twelve_months(timezone.now().date())))
    in_csv = {(row["Table"], row["Row"], row["Column"]): row["Value"] for row in csv.DictReader(StringIO(text))}
    for sheet in sheets(figures):
        in_book = [[cell.value for cell in row] for row in book[sheet.title[:31]].iter_rows(min_row=2)]
        assert in_book == [list(row) for row in sheet.rows]
        for row in sheet.rows:
            for column, value in zip(sheet.head[1:], row[1:], strict=True):
                assert in_csv[sheet.title, str(row[0]).strip(), column] == str(value)
    for table in tables(figures)[1:]:
        for row in table.rows:
            cells = "".join(f'<td class="n">{cell.value}</td>' for cell in row.cells if cell.shown)
            assert cells in page, (table.key, row.label)


@pytest.mark.parametrize("webinars", [1, 3])
def test_as_many_queries_for_one_webinar_as_for_three(
    client: Client, manager: Person, webinars: int, django_assert_num_queries: object
) -> None:
    fill(webinars)
    client.get(reverse("programme:programme"))
    with django_assert_num_queries(17):  # type: ignore[operator]
        client.get(reverse("programme:programme"))


def test_a_period_that_ends_before_it_begins_is_explained(client: Client, manager: Person) -> None:
    answer = client.get(reverse("programme:programme") + "?period=dates&first=2026-05-01&last=2026-04-01")
    assert answer.status_code == 400
    assert "The last day must not be before the first." in answer.content.decode()
    assert 'value="2026-04-01"' in answer.content.decode()


def test_the_path_is_set_and_on_the_record(client: Client, manager: Person) -> None:
    path = {"from_date": "2026-01-01", "from_percent": 33, "until_date": "2028-12-31", "until_percent": 50}
    assert client.post(reverse("programme:target", args=["learners"]), path).status_code == 302
    target = BalanceTarget.objects.get()
    assert (target.kind, target.from_percent, target.until_percent) == (DivisionKind.LEARNERS, 33, 50)
    entry = AuditEntry.objects.get(verb="target.set")
    assert (entry.actor_id, entry.subject, entry.details["until_percent"]) == (manager.pk, "target:learners", 50)
    fill(1)
    assert "the path" in client.get(reverse("programme:programme")).content.decode()


def test_a_path_goes_forward_and_stays_within_a_hundred(client: Client, manager: Person) -> None:
    path = {"from_date": "2026-01-01", "from_percent": 33, "until_date": "2025-12-31", "until_percent": 101}
    answer = client.post(reverse("programme:target", args=["learners"]), path)
    assert answer.status_code == 400
    assert not BalanceTarget.objects.exists()
    assert client.get(reverse("programme:target", args=["panels"])).status_code == 404


def test_files_are_the_same_in_every_language(client: Client, manager: Person) -> None:
    fill(2)
    figures = programme_figures(Filters(twelve_months(timezone.now().date())))
    assert programme_csv(figures).count(b"\n") > 20
    assert programme_xlsx(figures)[:2] == b"PK"
