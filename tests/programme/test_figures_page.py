"""The figures of a webinar as a page and as files: the same numbers, constant queries, and who sees them."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from people.choices import Gender, Role
from people.models import Person
from programme.actions.freezing import freeze_webinar
from programme.choices import DivisionKind
from programme.exporters.paper import FONTS
from programme.models import Division
from programme.queries.webinar_figures import webinar_figures
from tests.factories import make_activity, make_administration, make_person, make_question, make_webinar
from tests.webinars.attendance_timeline import at, connect, make_sitting, sit_beside
from webinars.actions.corrections import correct_attendance
from webinars.choices import ActivityState, AskedState
from webinars.models import AgendaItem, Answer, AskedQuestion, Participation, Series, Webinar

pytestmark = pytest.mark.django_db


class Tables(HTMLParser):
    """The cells of the tables of figures, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.inside = self.collecting = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.inside = "data-figures" in given
        if self.inside and tag == "td" and given.get("class") == "n":
            self.cells.append("")
            self.collecting = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.collecting = False

    def handle_data(self, data: str) -> None:
        if self.collecting:
            self.cells[-1] += data


def a_webinar(*, each: int = 6, polls: int = 2) -> Webinar:
    """Held, with people of four countries, of whom one is small, polls in two languages, questions and voices."""
    webinar = make_webinar(title_en="Targeting dual-use goods")
    host = make_person(full_name="Holly Host")
    webinar.team.create(person=host, role="host")
    room = make_sitting(webinar)
    AgendaItem.objects.filter(sitting=room.sitting).update(started_at=at(0), ended_at=at(50), presenter=host)
    people: list[Person] = []
    for number, (country, region, language, gender, many) in enumerate(
        (
            ("KE", "ESA", "en", Gender.WOMAN, each),
            ("UG", "ESA", "fr", Gender.MAN, each + 2),
            ("FR", "EUR", "fr", Gender.WOMAN, each + 1),
            ("BR", "AMS", "pt", Gender.MAN, min(each, 2)),
        )
    ):
        for _ in range(many):
            person = make_person(country=country, region=region, language=language, gender=gender)
            webinar.registrations.create(person=person)
            connect(room, person, 0, 70 + 7 * number, language=language)
            people.append(person)
    absent = make_person(country="KE")
    webinar.registrations.create(person=absent)
    sit_beside(room, people[0], guest_name="Moussa", administration=make_administration("ML", "WCA"), since=0)
    for number in range(polls):
        kind = ("single", "scale", "open_text")[number % 3]
        question = make_question(kind=kind, text_en=f"Question {number}?")
        activity = make_activity(
            room, question, anonymous=number % 2 == 0, state=ActivityState.REVEALED, opened_at=at(5 + number)
        )
        choices = list(question.choices.order_by("position"))
        for place, person in enumerate(people):
            response: dict[str, Any] = {"text": f"Secret {place}"}
            if kind == "single":
                response = {"choices": [choices[place % 3].pk]}
            elif kind == "scale":
                response = {"number": 1.0 + place % 4}
            Answer.objects.create(
                activity=activity, voter=f"v{place}", response=json.dumps(response), language=person.language
            )
            Participation.objects.create(activity=activity, person=person)
    AskedQuestion.objects.create(
        room=room, author=people[0], text="Which heading?", language="en", state=AskedState.ANSWERED
    )
    correct_attendance(room.sitting, person_id=people[1].pk, minutes=95, reason="Line", by=host, seen=0)
    return webinar


def manager() -> Client:
    client = Client()
    client.force_login(make_person(Role.PROGRAMME_MANAGER, country="BE", region="EUR"))
    return client


def get(client: Client, webinar: Webinar, kind: str = "") -> Any:
    answer = client.get(reverse(f"programme:figures{kind}", args=[webinar.slug]))
    assert answer.status_code == 200
    return answer


def page_values(client: Client, webinar: Webinar) -> list[str]:
    parser = Tables()
    parser.feed(get(client, webinar).content.decode())
    return sorted(cell for cell in parser.cells if cell != "–")


def csv_values(client: Client, webinar: Webinar) -> list[str]:
    lines = list(csv.reader(StringIO(get(client, webinar, "_csv").content.decode("utf-8-sig"))))
    return sorted(line[4] for line in lines[1:])


def xlsx_values(client: Client, webinar: Webinar) -> list[str]:
    book = load_workbook(BytesIO(get(client, webinar, "_xlsx").content))
    titles = {"Number", "People", "%", "Registered", "Attended", "Median minutes", "From", "Most at once", "Minutes"}
    titles |= {"English", "Français", "Português", "People counted", "Women", "Women, %"}
    values = [cell.value for sheet in list(book)[1:] for row in sheet.iter_rows(min_col=2) for cell in row]
    return sorted(str(value) for value in values if value not in (None, "") and value not in titles)


def paper_text(client: Client, webinar: Webinar) -> str:
    document = pypdfium2.PdfDocument(get(client, webinar, "_pdf").content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_paper_has_every_number_of_the_page_in_its_place(fonts: None) -> None:
    webinar = a_webinar(each=16, polls=3)
    freeze_webinar(webinar)
    client = manager()
    text = " ".join(paper_text(client, webinar).split())
    lines = list(csv.reader(StringIO(get(client, webinar, "_csv").content.decode("utf-8-sig"))))[1:]
    rows: dict[tuple[str, str, int], list[str]] = {}
    for place, (_chapter, table, row, _column, value) in enumerate(lines):
        previous = lines[place - 1] if place else None
        number = max((key[2] for key in rows), default=0)
        same = previous is not None and previous[1:3] == [table, row]
        rows.setdefault((table, row, number if same else number + 1), []).append(value)
    assert len(rows) > 60
    for (table, row, _number), values in rows.items():
        if row == "العربية":
            continue  # its letters come out of a PDF in their shapes
        written = " ".join([row, *values])
        pattern = r"\s+(?:–\s+)*".join(re.escape(part) for part in written.split())
        assert re.search(pattern, text), (table, written)
    drawn = re.findall(r"Page \d+ of \d+", text)
    assert drawn[-1] == f"Page {len(drawn)} of {len(drawn)}"
    assert "Definition 1." in text


@pytest.fixture
def fonts() -> None:
    if not FONTS.is_dir():
        pytest.skip("the fonts of the reports are not there: run make frontend")


@pytest.mark.parametrize("freeze", [False, True])
@pytest.mark.parametrize("each", [3, 6, 16])
def test_page_csv_and_xlsx_agree_to_the_digit(each: int, freeze: bool) -> None:
    webinar = a_webinar(each=each, polls=3)
    if freeze:
        freeze_webinar(webinar)
    client = manager()
    shown = page_values(client, webinar)
    assert len(shown) > 60
    assert csv_values(client, webinar) == shown
    assert xlsx_values(client, webinar) == shown


def test_frozen_figures_are_those_that_stood_before() -> None:
    webinar = a_webinar()
    before = webinar_figures(webinar)
    freeze_webinar(webinar)
    after = webinar_figures(webinar)
    for name in (
        "reach",
        "minutes",
        "regions",
        "administrations",
        "languages",
        "audiences",
        "presence",
        "asked",
        "voices",
        "threshold_percent",
    ):
        assert getattr(after, name) == getattr(before, name), name
    assert after.said.activities == before.said.activities
    assert (before.is_frozen, after.is_frozen) == (False, True)


def test_frozen_figures_stay_whatever_changes_later() -> None:
    webinar = a_webinar()
    freeze_webinar(webinar)
    client = manager()
    before = page_values(client, webinar)
    webinar.threshold_percent = 1
    webinar.save()
    webinar.registrations.all().delete()
    Answer.objects.all().delete()
    Person.objects.filter(country="BR").delete()
    assert page_values(client, webinar) == before


def test_the_median_stands_only_beside_a_shown_count() -> None:
    figures = webinar_figures(a_webinar())
    for breakdown in (figures.regions, figures.administrations, figures.languages, figures.audiences):
        children = [child for line in breakdown.lines for child in line.children]
        for line in [*breakdown.lines, *children]:
            assert line.attended.shown or line.median_minutes is None


def test_women_are_shown_only_as_the_ledger_has_them() -> None:
    webinar = a_webinar(each=16)
    assert "Women are counted when the webinar is over" in get(manager(), webinar).content.decode()
    assert webinar_figures(webinar).learners is None
    freeze_webinar(webinar)
    learners = webinar_figures(webinar).learners
    assert learners is not None
    assert [(group.regions, group.women) for group in learners.groups] == [(("AMS", "ESA", "EUR"), 33)]
    text = get(manager(), webinar).content.decode()
    assert re.search(r'data-figures="women".*?>33<', text, re.DOTALL)


def test_no_name_but_those_of_voices_and_no_text_of_anybody_is_shown() -> None:
    webinar = a_webinar(polls=3)
    person = webinar.registrations.order_by("pk").first()
    assert person is not None
    Person.objects.filter(pk=person.person_id).update(full_name="Wanjiru Kamau")
    client = manager()
    for kind in ("", "_csv"):
        text = get(client, webinar, kind).content.decode()
        assert "Holly Host" in text
        assert "Wanjiru" not in text
        assert "Secret" not in text
        assert "Which heading" not in text


@pytest.mark.parametrize("many", [1, 3])
def test_the_queries_grow_with_nothing(many: int, django_assert_num_queries: Any) -> None:
    webinar = a_webinar(each=many, polls=many)
    client = manager()
    get(client, webinar)
    with django_assert_num_queries(19):
        get(client, webinar)
    freeze_webinar(webinar)
    with django_assert_num_queries(13):
        get(client, webinar)


def test_a_coordinator_of_people_in_it_is_told_no() -> None:
    webinar = a_webinar()
    client = Client()
    client.force_login(make_person(Role.NATIONAL_COORDINATOR, country="KE"))
    assert client.get(reverse("programme:figures", args=[webinar.slug])).status_code in (403, 404)


def test_a_webinar_that_nobody_held_says_so_in_noughts() -> None:
    webinar = make_webinar()
    figures = webinar_figures(webinar)
    assert (figures.reach.registered, figures.minutes.live, figures.minutes.median) == (0, 0, None)
    get(manager(), webinar)


def test_the_balance_of_panels_is_that_of_the_series_or_nothing() -> None:
    webinar = a_webinar()
    webinar.series = Series.objects.create(title="Targeting")
    webinar.save()
    assert "It is counted when the figures are frozen" in get(manager(), webinar).content.decode()
    freeze_webinar(webinar)
    assert "Three voices are too few to show" in get(manager(), webinar).content.decode()
    Division.objects.create(
        kind=DivisionKind.PANELS,
        key=f"series.{webinar.series_id}.1",
        cell="voices",
        on=webinar_figures(webinar).counted_at.date(),
        women=13,
        people=27,
        members=[],
    )
    text = get(manager(), webinar).content.decode()
    (table,) = re.findall(r'data-figures="panels".*?</table>', text, re.DOTALL)
    assert re.findall(r'<td class="n">(\d+)</td>', table) == ["13", "14", "27"]
