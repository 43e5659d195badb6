"""Every time is told in the viewer's zone, with the sitting's beside it where the clocks differ.

The words below were worked out by hand from the offsets in the comments, not by the code under test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from core.actions import Refused
from core.wall_time import NotAnInstant, instant
from people.actions.profiles import fingerprint, update_profile
from people.choices import Role
from tests.factories import make_person, make_webinar
from webinars.actions.sittings import create_sitting
from webinars.models import Sitting, Webinar

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Case:
    """A sitting by the clocks of its zone, and the words for somebody in another. ``beside``: empty where the clocks agree."""

    zone: str
    starts: str
    ends: str
    viewer: str
    own: str
    beside: str
    whole: str
    """The sitting's own words with the day."""


CASES = {
    # Clocks go forward in Brussels at 02:00 (+1 → +2); New York is at -4 since 8 March.
    "after the clocks went forward": Case(
        "Europe/Brussels", "2026-03-29 03:00", "2026-03-29 05:00", "America/New_York",
        "Saturday, 28 March 2026, 21:00–23:00", "Sunday, 29 March 2026, 03:00–05:00 · Brussels",
        "Sunday, 29 March 2026, 03:00–05:00",
    ),
    # 01:00 (+1) to 04:00 (+2) is two hours; Kolkata is at +5:30.
    "while the clocks go forward": Case(
        "Europe/Brussels", "2026-03-29 01:00", "2026-03-29 04:00", "Asia/Kolkata",
        "Sunday, 29 March 2026, 05:30–07:30", "01:00–04:00 · Brussels", "Sunday, 29 March 2026, 01:00–04:00",
    ),
    # 00:30 (-4) to 03:00 (-5) is three hours and a half; Brussels is at +1 since 25 October.
    "while the clocks go back": Case(
        "America/New_York", "2026-11-01 00:30", "2026-11-01 03:00", "Europe/Brussels",
        "Sunday, 1 November 2026, 05:30–09:00", "00:30–03:00 · New York", "Sunday, 1 November 2026, 00:30–03:00",
    ),
    # Ramadan: Casablanca goes back to +0 on 15 February; Brussels is at +1.
    "in Ramadan": Case(
        "Africa/Casablanca", "2026-02-15 10:00", "2026-02-15 12:00", "Europe/Brussels",
        "Sunday, 15 February 2026, 11:00–13:00", "10:00–12:00 · Casablanca", "Sunday, 15 February 2026, 10:00–12:00",
    ),
    # Casablanca is at +1 again from 22 March; Brussels is at +1 until the 29th.
    "after Ramadan": Case(
        "Africa/Casablanca", "2026-03-22 10:00", "2026-03-22 12:00", "Europe/Brussels",
        "Sunday, 22 March 2026, 10:00–12:00", "", "Sunday, 22 March 2026, 10:00–12:00",
    ),
    # Lord Howe goes back by half an hour to +10:30 on 5 April; Kathmandu is at +5:45.
    "half an hour back": Case(
        "Australia/Lord_Howe", "2026-04-05 10:00", "2026-04-05 12:00", "Asia/Kathmandu",
        "Sunday, 5 April 2026, 05:15–07:15", "10:00–12:00 · Lord Howe", "Sunday, 5 April 2026, 10:00–12:00",
    ),
    # Lord Howe goes forward by half an hour to +11 on 4 October; Chatham is at +13:45 since 27 September.
    "half an hour forward": Case(
        "Australia/Lord_Howe", "2026-10-04 10:00", "2026-10-04 12:00", "Pacific/Chatham",
        "Sunday, 4 October 2026, 12:45–14:45", "10:00–12:00 · Lord Howe", "Sunday, 4 October 2026, 10:00–12:00",
    ),
    # Auckland is at +12 in June, Honolulu at -10: yesterday.
    "across the date line": Case(
        "Pacific/Auckland", "2026-06-10 09:00", "2026-06-10 11:00", "Pacific/Honolulu",
        "Tuesday, 9 June 2026, 11:00–13:00", "Wednesday, 10 June 2026, 09:00–11:00 · Auckland",
        "Wednesday, 10 June 2026, 09:00–11:00",
    ),
    # +14 and -11: twenty-five hours apart.
    "as far apart as it gets": Case(
        "Pacific/Kiritimati", "2026-06-10 08:00", "2026-06-10 10:00", "Pacific/Niue",
        "Tuesday, 9 June 2026, 07:00–09:00", "Wednesday, 10 June 2026, 08:00–10:00 · Kiritimati",
        "Wednesday, 10 June 2026, 08:00–10:00",
    ),
    # +14 and -10: the same hour of another day.
    "the same hour of another day": Case(
        "Pacific/Kiritimati", "2026-06-10 08:00", "2026-06-10 10:00", "Pacific/Honolulu",
        "Tuesday, 9 June 2026, 08:00–10:00", "Wednesday, 10 June 2026, 08:00–10:00 · Kiritimati",
        "Wednesday, 10 June 2026, 08:00–10:00",
    ),
    # Honolulu is at -10; Kolkata at +5:30 has it within one day.
    "past midnight": Case(
        "Pacific/Honolulu", "2026-06-09 22:00", "2026-06-10 00:30", "Asia/Kolkata",
        "Wednesday, 10 June 2026, 13:30–16:00",
        "Tuesday, 9 June 2026, 22:00 – Wednesday, 10 June 2026, 00:30 · Honolulu",
        "Tuesday, 9 June 2026, 22:00 – Wednesday, 10 June 2026, 00:30",
    ),
    # Two names, one clock.
    "another zone with the same clock": Case(
        "Asia/Kolkata", "2026-06-10 10:00", "2026-06-10 12:00", "Asia/Colombo",
        "Wednesday, 10 June 2026, 10:00–12:00", "", "Wednesday, 10 June 2026, 10:00–12:00",
    ),
}  # fmt: skip


def plan(case: Case) -> Webinar:
    webinar = make_webinar(is_public=True)
    starts, ends = (datetime.strptime(text, "%Y-%m-%d %H:%M") for text in (case.starts, case.ends))
    create_sitting(webinar, starts=starts, ends=ends, time_zone=case.zone)
    return webinar


def words_of(client: Client, address: str) -> str:
    """The page's text, spaces made equal."""
    answer = client.get(address)
    assert answer.status_code == 200
    body = re.sub(r"<head>.*?</head>", "", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", strip_tags(body))


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages that ask what is to come are asked on New Year's Day 2026."""
    day = datetime(2026, 1, 1, tzinfo=UTC)
    for module in ("programme.views.home", "webinars.views.public"):
        given = SimpleNamespace(now=lambda: day, localdate=day.date, override=timezone.override)
        monkeypatch.setattr(f"{module}.timezone", given)


@pytest.mark.parametrize("name", CASES)
def test_pages_tell_the_viewers_time_and_the_sittings_beside(client: Client, before: None, name: str) -> None:
    case = CASES[name]
    webinar = plan(case)
    sitting = webinar.sittings.get()
    client.force_login(make_person(Role.PROGRAMME_MANAGER, time_zone=case.viewer))
    for address in (
        reverse("home"),
        reverse("webinars:detail", args=[webinar.slug]),
        reverse("webinars:agenda", args=[sitting.pk]),
        reverse("webinars:remove_sitting", args=[sitting.pk]),
    ):
        text = words_of(client, address)
        assert (address, case.own in text) == (address, True)
        if case.beside:
            assert (address, case.beside in text) == (address, True)
        else:
            assert text.count(case.own.split(", ")[-1]) == 1
    public = words_of(client, reverse("webinars:public_webinar", args=["en", webinar.slug]))
    assert case.whole in public


@pytest.mark.parametrize("name", CASES)
def test_each_part_of_the_agenda_has_both_clocks(client: Client, name: str) -> None:
    case = CASES[name]
    webinar = plan(case)
    sitting = webinar.sittings.get()
    sitting.agenda.create(position=1, kind="module", title_en="Packing lists", planned_minutes=45)
    client.force_login(make_person(Role.PROGRAMME_MANAGER, time_zone=case.viewer))
    clocks = re.findall(r"\d\d:\d\d", case.own)[0], re.findall(r"\d\d:\d\d", case.whole)[0]
    for address in (
        reverse("webinars:detail", args=[webinar.slug]),
        reverse("webinars:agenda", args=[sitting.pk]),
    ):
        page = client.get(address).content.decode()
        parts = re.findall(r'<p class="clock">(.*?)</p>', page, re.S)
        shown = [re.findall(r"\d\d:\d\d", part) for part in parts]
        assert (address, shown) == (address, [list(clocks if case.beside else clocks[:1])])


def test_a_list_tells_the_beginning_by_both_clocks(client: Client) -> None:
    plan(CASES["the same hour of another day"])
    plan(CASES["another zone with the same clock"])
    client.force_login(make_person(Role.PROGRAMME_MANAGER, time_zone="Pacific/Honolulu"))
    text = words_of(client, reverse("webinars:list"))
    assert "Tuesday, 9 June 2026, 08:00 · Wednesday, 10 June 2026, 08:00 · Kiritimati" in text
    assert "Tuesday, 9 June 2026, 18:30 · Wednesday, 10 June 2026, 10:00 · Kolkata" in text
    client.force_login(make_person(Role.PROGRAMME_MANAGER, time_zone="Asia/Colombo"))
    assert "· Kolkata" not in words_of(client, reverse("webinars:list"))


def test_somebody_who_moves_house_sees_every_time_anew(client: Client, before: None) -> None:
    case = CASES["across the date line"]
    webinar = plan(case)
    person = make_person(Role.PROGRAMME_MANAGER, time_zone="Pacific/Honolulu")
    client.force_login(person)
    pages = [reverse("home"), reverse("webinars:detail", args=[webinar.slug])]
    assert all("Tuesday, 9 June 2026, 11:00–13:00" in words_of(client, page) for page in pages)
    update_profile(person, by=person, seen=fingerprint(person), time_zone="Pacific/Chatham")
    for page in pages:
        text = words_of(client, page)
        assert "Wednesday, 10 June 2026, 09:45–11:45" in text
        assert "Tuesday" not in text
        assert "Chatham" in text


def test_the_times_are_told_in_the_words_of_the_language(client: Client, before: None) -> None:
    plan(CASES["across the date line"])
    person = make_person(Role.PROGRAMME_MANAGER, time_zone="Pacific/Honolulu", language="ar")
    client.force_login(person)
    text = words_of(client, reverse("home"))
    assert "من 11:00 إلى 13:00" in text
    assert "من 09:00 إلى 11:00 · أوكلاند" in text


def test_the_room_is_told_the_persons_zone_and_the_sittings(client: Client) -> None:
    webinar = plan(CASES["half an hour back"])
    client.force_login(make_person(Role.PROGRAMME_MANAGER, time_zone="Asia/Kathmandu"))
    page = client.get(reverse("webinars:room", args=[webinar.sittings.get().room.pk])).content.decode()
    assert '"zone": "Asia/Kathmandu"' in page
    assert '"Asia/Kathmandu": "Katmandou"' in page
    assert '"Australia/Lord_Howe"' in page


AMBIGUOUS = [
    ("Europe/Brussels", "2026-10-25 02:30"),
    ("America/New_York", "2026-11-01 01:15"),
    ("Africa/Casablanca", "2026-02-15 02:30"),
    ("Australia/Lord_Howe", "2026-04-05 01:45"),
    ("Pacific/Chatham", "2026-04-05 03:00"),
]
MISSING = [
    ("Europe/Brussels", "2026-03-29 02:30"),
    ("America/New_York", "2026-03-08 02:15"),
    ("Africa/Casablanca", "2026-03-22 02:30"),
    ("Australia/Lord_Howe", "2026-10-04 02:15"),
    ("Pacific/Chatham", "2026-09-27 03:00"),
    ("Pacific/Apia", "2011-12-30 12:00"),  # a whole day that Samoa left out
]


@pytest.mark.parametrize(
    ("zone", "text", "code"),
    [(*pair, "sitting.time_exists_twice") for pair in AMBIGUOUS]
    + [(*pair, "sitting.time_does_not_exist") for pair in MISSING],
)
def test_a_time_that_is_none_or_two_is_asked_for_again(zone: str, text: str, code: str) -> None:
    wall = datetime.strptime(text, "%Y-%m-%d %H:%M")
    with pytest.raises(NotAnInstant) as not_an_instant:
        instant(wall, zone)
    assert not_an_instant.value.code == code
    with pytest.raises(Refused) as refused:
        create_sitting(make_webinar(), starts=wall, ends=wall + timedelta(hours=3), time_zone=zone)
    assert refused.value.code == code
    assert Sitting.objects.count() == 0


@pytest.mark.parametrize(
    ("zone", "text", "utc"),
    [
        ("Australia/Lord_Howe", "2026-04-05 01:29", "2026-04-04 14:29"),
        ("Australia/Lord_Howe", "2026-04-05 02:00", "2026-04-04 15:30"),
        ("Australia/Lord_Howe", "2026-10-04 02:30", "2026-10-03 15:30"),
        ("Asia/Kathmandu", "2026-06-10 00:10", "2026-06-09 18:25"),
        ("Pacific/Chatham", "2026-06-10 00:10", "2026-06-09 11:25"),
        ("Pacific/Kiritimati", "2026-06-10 00:10", "2026-06-09 10:10"),
        ("Pacific/Niue", "2026-06-09 23:50", "2026-06-10 10:50"),
    ],
)
def test_wall_time_is_the_instant_that_the_place_means(zone: str, text: str, utc: str) -> None:
    found = instant(datetime.strptime(text, "%Y-%m-%d %H:%M"), zone)
    assert f"{found:%Y-%m-%d %H:%M}" == utc
