"""Before and after the room: a manager plans and fills a webinar, an officer waits, moves and joins, a coordinator nominates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from openpyxl import load_workbook
from playwright.sync_api import expect

from core.moments import clock
from people.choices import Gender, Role
from people.models import Person
from people.queries.mail import kept_mails
from programme.actions.divisions import publish_learners
from programme.actions.freezing import freeze_webinar
from programme.models import Fact
from tests.factories import make_frozen, make_person, make_room, make_webinar
from tests.journeys.conftest import Enter
from tests.journeys.reader import Reader
from tests.programme.test_figures_page import a_webinar
from webinars.actions.registration.by_person import withdraw
from webinars.choices import RegistrationMode, RegistrationState, RoomState
from webinars.models import Registration, Webinar
from webinars.tasks import send_mails

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CODE = re.compile(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", re.M)
LIST = "\r\n".join(
    [
        "E-mail;Nom;Pays;Langue",
        "celeste@alfandegas.example;Celeste Macuácua;Mozambique;pt",
        "amadou@douane.example;Amadou Bâ;Sénégal;fr",
        "grace.customs.example;Grace Otieno;Kenya;en",
        "joao@alfandegas.example;João Sitoe;Atlantide;pt",
        "helder@alfandegas.example;Hélder Sitoe;Moçambique;pt",
    ]
)
"""As Excel saves it in Paris: five officers, of whom one has no address and one no country that there is."""


def says(language: str, message: str) -> str:
    with translation.override(language):
        return gettext(message)


def letters_to(person: Person) -> list[Any]:
    """What the job sends to them now, the newest last."""
    send_mails()
    return [letter for letter in mail.outbox if letter.to == [person.email]]


def link_in(letter: Any) -> str:
    """The personal link of a mail, without the address of the installation."""
    found = re.search(r"https?://[^/\s]+(/join/\S+?/)(?=\s|$)", letter.body)
    assert found is not None, letter.body
    return found[1]


def test_a_manager_plans_brings_a_faulty_list_and_fills_over_capacity(enter: Enter, tmp_path: Path) -> None:
    manager = make_person(Role.PROGRAMME_MANAGER, full_name="Anneke de Vries", country="NL", region="EUR")
    for country, region in (("MZ", "ESA"), ("SN", "WCA")):
        make_person(country=country, region=region)
    page = enter(manager, "/webinars/new/")
    reader = Reader(page, "en")

    page.get_by_label("Title", exact=True).fill("Strategic goods in transit")
    page.locator("input[name=capacity]").fill("2")
    page.locator("input[name=registration_mode][value=invitation]").check()
    page.get_by_role("button", name="Save the webinar").click()
    reader.reads("This is a draft.")
    page.get_by_role("link", name="Add a sitting").click()
    day = (timezone.now() + timedelta(days=20)).date()
    page.locator("select[name=time_zone]").select_option("Africa/Nairobi")
    page.locator("input[name=starts]").fill(f"{day}T10:00")
    page.locator("input[name=ends]").fill(f"{day}T12:00")
    page.get_by_role("button", name="Save the sitting").click()
    for kind, title, minutes in (("module", "What transit hides", 55), ("poll", "Your routes", 5)):
        page.locator("select[name=kind]").select_option(kind)
        page.locator("[data-quick] input[name=title]").fill(title)
        page.locator("[data-quick] input[name=planned_minutes]").fill(str(minutes))
        page.get_by_role("button", name="Add", exact=True).click()
        reader.reads(title)
    reader.reads("1 module is not between 40 and 50 minutes.")
    reader.reads("60 in all")

    webinar = Webinar.objects.get()
    page.goto(page.url.split("/sittings")[0] + f"/webinars/{webinar.slug}/")
    page.get_by_role("button", name="Announce").click()
    expect(page.get_by_text("This is a draft.")).to_have_count(0)
    page.get_by_role("link", name="Invitation lists").click()
    (tmp_path / "liste.csv").write_bytes(LIST.encode("cp1252"))
    page.locator("input[type=file]").set_input_files(tmp_path / "liste.csv")
    page.get_by_role("button", name="Look at the list").click()
    faults = page.locator("section[aria-labelledby=faults]")
    expect(faults.get_by_role("row")).to_have_count(3)
    expect(faults).to_contain_text("grace.customs.example")
    expect(faults).to_contain_text("Atlantide")
    reader.reads("Celeste Macuácua")
    assert Registration.objects.count() == 0

    page.get_by_role("button", name="Give places").click()
    reader.reads("The list is applied.")
    states = Registration.objects.order_by("pk").values_list("person__email", "state")
    assert list(states) == [
        ("celeste@alfandegas.example", RegistrationState.CONFIRMED),
        ("amadou@douane.example", RegistrationState.CONFIRMED),
        ("helder@alfandegas.example", RegistrationState.WAITING),
    ]
    page.get_by_role("link", name="See the registrations").click()
    reader.reads("Waits as number 1")
    celeste = Person.objects.get(email="celeste@alfandegas.example")
    (letter,) = letters_to(celeste)
    assert letter.subject == f"{says('pt', 'Your place')}: Strategic goods in transit"


def test_an_officer_is_promoted_moves_house_and_joins_from_the_mail(enter: Enter, tmp_path: Path, browser: Any) -> None:
    first, officer = (
        make_person(country="MZ", language="pt", full_name=name, time_zone="Africa/Maputo")
        for name in ("Hélder Sitoe", "Celeste Macuácua")
    )
    webinar = make_webinar(title_pt="Mercadorias em trânsito", capacity=1, attendees=[first])
    room = make_room(webinar, state=RoomState.LOBBY)
    starts = datetime.combine(timezone.now().date() + timedelta(days=1), datetime.min.time(), UTC) + timedelta(hours=9)
    room.sitting.starts_at, room.sitting.ends_at = starts, starts + timedelta(hours=2)
    room.sitting.save()
    Registration.objects.create(
        webinar=webinar, person=officer, state=RegistrationState.WAITING, queue_number=1, administration=None
    )
    page = enter(officer, f"/webinars/{webinar.slug}/", width=360, height=740)
    expect(page.locator("#place .badge.warn")).to_be_visible()

    withdraw(webinar, person=first)
    (letter,) = letters_to(officer)
    assert clock(starts, ZoneInfo("Africa/Maputo")) in letter.body
    page.reload()
    reader = Reader(page, "pt")
    reader.reads(says("pt", "You have a place"))

    page.goto(page.url.split("/webinars")[0] + "/profile/")
    page.locator("select[name=time_zone]").select_option("Asia/Kathmandu")
    page.locator("main form button.primary").first.click()
    page.goto(page.url.split("/profile")[0] + f"/webinars/{webinar.slug}/")
    reader.reads(clock(starts, ZoneInfo("Asia/Kathmandu")))
    reader.keeps_to_the_screen()

    stranger = enter(officer, link_in(letter), signed_in=False, width=360, height=740)
    assert officer.email not in stranger.content()
    stranger.locator("main form button.primary").click()
    stranger.locator("input[name=code]").wait_for()
    code = next(found for kept in kept_mails(tmp_path / "mail") if (found := CODE.search(kept.text)))
    stranger.locator("input[name=code]").fill(code[1])
    stranger.locator("main form button.primary").first.click()
    stranger.wait_for_url(f"**/rooms/{room.pk}/")
    Reader(stranger, "pt").is_in_the_language()

    other = enter(first, link_in(letter))
    expect(other.get_by_role("heading", name=says("pt", "This link is for somebody else"))).to_be_visible()
    assert officer.email not in other.content()


def test_a_coordinator_nominates_and_sees_her_own_people_only(enter: Enter) -> None:
    coordinator = make_person(Role.NATIONAL_COORDINATOR, country="SN", region="WCA", language="fr")
    manager = make_person(Role.PROGRAMME_MANAGER, country="NL", region="EUR")
    foreigner = make_person(full_name="Foreign Officer", country="KE")
    webinar = make_webinar(
        title_fr="Biens en transit", registration_mode=RegistrationMode.NOMINATION, attendees=[foreigner]
    )
    make_room(webinar, state=RoomState.LOBBY)
    page = enter(coordinator, f"/webinars/{webinar.slug}/nominations/")
    reader = Reader(page, "fr")
    page.locator("input[name=email]").fill("fatou@douane.example")
    page.locator("input[name=full_name]").fill("Fatou Sarr")
    page.get_by_role("button", name=says("fr", "Nominate"), exact=True).click()
    expect(page.get_by_text("Fatou Sarr").first).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Foreign Officer")

    desk = enter(manager, f"/webinars/{webinar.slug}/people/")
    row = desk.get_by_role("row").filter(has_text="Fatou Sarr")
    row.get_by_role("checkbox").check()
    desk.get_by_role("button", name="Approve").click()
    expect(desk.get_by_role("row").filter(has_text="Fatou Sarr")).to_contain_text("Has a place")

    page.goto(page.url.split("/webinars")[0] + "/administration/")
    reader.reads("Fatou Sarr")
    expect(page.locator("main")).not_to_contain_text("Foreign Officer")
    reader.keeps_to_the_screen()


def test_a_manager_reads_the_balance_and_takes_it_away(enter: Enter) -> None:
    manager = make_person(Role.PROGRAMME_MANAGER, country="NL", region="EUR", language="en")
    people = [make_person(gender=Gender.WOMAN if number < 8 else Gender.MAN) for number in range(20)]
    webinar = make_frozen(people, on=date(2026, 3, 10), title_en="Strategic goods in transit")
    with transaction.atomic():
        publish_learners(webinar, Fact.objects.filter(webinar=webinar))
    page = enter(manager, "/programme/?period=dates&first=2026-01-01&last=2026-12-31")
    balance = page.locator("section, article").filter(has=page.get_by_role("heading", name="Women among learners"))
    expect(balance.last).to_contain_text("8")
    expect(balance.last).to_contain_text("20")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    text = Path(taken.value.path()).read_text("utf-8-sig")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Excel").click()
    book = load_workbook(BytesIO(Path(taken.value.path()).read_bytes()))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"8", "20", "40"} <= cells
    assert {"8", "20", "40"} <= set(re.split(r"[,\r\n]+", text))

    recent = a_webinar(each=16)
    freeze_webinar(recent)
    page.goto(page.url.split("/programme")[0] + f"/webinars/{recent.slug}/figures/")
    expect(page.locator("main")).to_contain_text(recent.title_en)
    address = page.get_by_role("link", name="Report, PDF").get_attribute("href")
    paper = page.context.request.get(page.url.split("/webinars")[0] + address)
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(BytesIO(paper.body()))
    words = " ".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    assert recent.title_en in " ".join(words.split())
    Reader(page, "en").keeps_to_the_screen()
