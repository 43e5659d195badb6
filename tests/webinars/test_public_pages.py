"""What everybody may read of a webinar without signing in, and what nobody learns there."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from people.choices import Role
from people.models import Region
from tests.factories import make_person, make_room, make_webinar
from webinars.choices import AgendaKind, RegistrationMode, RoomState, WebinarRole, WebinarState
from webinars.models import AgendaItem, Room, Sitting, TeamMember, Webinar

pytestmark = pytest.mark.django_db
SIX = ("en", "fr", "ru", "es", "pt", "ar")
LATER = datetime(2031, 6, 10, 7, 30, tzinfo=UTC)


def make_public(*, starts_at: datetime = LATER, time_zone: str = "Asia/Kolkata", **fields: Any) -> Webinar:
    fields.setdefault("is_public", True)
    fields.setdefault("registration_mode", RegistrationMode.OPEN)
    webinar = make_webinar(**fields)
    sitting = Sitting.objects.create(
        webinar=webinar, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), time_zone=time_zone
    )
    Room.objects.create(sitting=sitting, state=RoomState.LOBBY)
    return webinar


def page_of(webinar: Webinar, language: str = "en") -> str:
    return reverse("webinars:public_webinar", args=[language, webinar.slug])


@pytest.mark.parametrize("language", SIX)
def test_each_language_has_its_own_address_whatever_the_cookie_says(client: Client, language: str) -> None:
    webinar = make_public()
    client.cookies["lectern_language"] = "ru" if language != "ru" else "fr"
    for address in (reverse("webinars:public_list", args=[language]), page_of(webinar, language)):
        answer = client.get(address, headers={"accept-language": "es"})
        assert (answer.status_code, answer["Content-Language"]) == (200, language)
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in answer.content.decode()


@pytest.mark.parametrize("language", SIX)
def test_each_page_names_itself_and_the_five_others(client: Client, language: str) -> None:
    webinar = make_public(slug="dual-use")
    html = client.get(page_of(webinar, language)).content.decode()
    there = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', html))
    base = "http://localhost:8000"
    expected = {code: f"{base}/{code}/upcoming/dual-use/" for code in SIX}
    assert there == {**expected, "x-default": expected["en"]}
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', html) == [expected[language]]


def test_a_page_is_the_same_for_everybody_and_may_be_kept(client: Client) -> None:
    webinar = make_public()
    for address in (reverse("webinars:public_list", args=["en"]), page_of(webinar)):
        stranger = client.get(address)
        assert (stranger["Cache-Control"], stranger.cookies) == ("public, max-age=300", {})
        assert "Cookie" not in stranger.get("Vary", "")
        signed_in = Client()
        signed_in.force_login(make_person(Role.ADMINISTRATOR, full_name="Amina Diallo", language="fr"))
        signed_in.cookies["lectern_theme"] = "dark"
        assert signed_in.get(address).content == stranger.content


def test_a_page_names_nobody_and_counts_nobody(client: Client) -> None:
    host, trainee = make_person(full_name="James Otieno"), make_person(full_name="Amina Diallo")
    webinar = make_public(host=host, attendees=[trainee], capacity=217, quota_per_administration=13)
    TeamMember.objects.create(
        webinar=webinar, person=make_person(full_name="Vera Sokolova"), role=WebinarRole.PRESENTER
    )
    AgendaItem.objects.create(
        sitting=webinar.sittings.get(),
        position=1,
        kind=AgendaKind.MODULE,
        title_en="Packing lists",
        planned_minutes=45,
        notes="Ask Vera about the seizure",
        presenter=host,
    )
    for address in (reverse("webinars:public_list", args=["en"]), page_of(webinar)):
        html = client.get(address).content.decode()
        for secret in ("Otieno", "Diallo", "Sokolova", "Vera", "217", "seizure"):
            assert (secret, secret in html) == (secret, False)
    assert "Packing lists" in html
    assert "45 minutes" in html


HIDDEN = {
    "draft": {"state": WebinarState.DRAFT},
    "template": {"state": WebinarState.TEMPLATE},
    "not public": {"is_public": False},
    "rehearsal": {"slug": "rehearsal-of-its-own-3"},
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_is_not_shown_looks_like_what_is_not_there(client: Client, case: str) -> None:
    webinar = make_public(title_en="Hidden cargo", **HIDDEN[case])  # type: ignore[arg-type]
    hidden, missing = client.get(page_of(webinar)), client.get("/en/upcoming/no-such-webinar/")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content
    assert b"Hidden cargo" not in client.get(reverse("webinars:public_list", args=["en"])).content
    assert webinar.slug not in client.get("/sitemap.xml").content.decode()
    assert client.get(f"/en/upcoming/{webinar.slug}/{'0' * 20}.png").status_code == 404


def test_a_programme_without_public_pages_has_none(client: Client, settings: Any) -> None:
    settings.PUBLIC_PAGES = False
    webinar = make_public()
    for address in ("/en/upcoming/", page_of(webinar), "/sitemap.xml"):
        assert (address, client.get(address).status_code) == (address, 404)
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    assert b"/upcoming/" not in client.get(reverse("account_login")).content


def test_the_list_holds_what_is_to_come_soonest_first_and_says_what_is_cancelled(client: Client) -> None:
    make_public(title_en="Second", starts_at=LATER + timedelta(days=1), state=WebinarState.CANCELLED)
    make_public(title_en="First")
    make_public(title_en="Past", starts_at=timezone.now() - timedelta(days=2))
    make_room(make_webinar(title_en="Ended", is_public=True), state=RoomState.ENDED)
    html = client.get("/en/upcoming/").content.decode()
    assert re.findall(r"First|Second|Past|Ended", html) == ["First", "Second"]
    assert html.count("Cancelled") == 1


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_however_much_there_is(client: Client, django_assert_num_queries: Any, number: int) -> None:
    webinars = [make_public(slug=f"public-{index}") for index in range(number)]
    for webinar in webinars:
        webinar.regions.add(Region.objects.first())  # type: ignore[arg-type]
        first = webinar.sittings.get()
        for position in range(1, number + 1):
            AgendaItem.objects.create(
                sitting=first, position=position, kind=AgendaKind.POLL, title_en="Poll", planned_minutes=5
            )
    with django_assert_num_queries(4):
        client.get("/en/upcoming/")
    with django_assert_num_queries(4):
        client.get(page_of(webinars[0]))


def test_times_are_those_of_the_sitting_with_its_city(client: Client) -> None:
    webinar = make_public()
    html = client.get(page_of(webinar)).content.decode()
    assert "Tuesday, 10 June 2031, 13:00–15:00" in html
    assert "Kolkata" in html
    assert 'data-zone="Asia/Kolkata"' in html
    assert "Калькутта" in client.get(page_of(webinar, "ru")).content.decode()


def test_a_text_in_another_language_says_so(client: Client) -> None:
    webinar = make_public(title_en="Know the goods", title_fr="Connaître la marchandise", title_ar="")
    assert "It is shown in" not in client.get(page_of(webinar)).content.decode()
    html = client.get(page_of(webinar, "ar")).content.decode()
    assert '<h1><span lang="en" dir="ltr">Know the goods</span></h1>' in html
    assert "الإنجليزية" in html


MODES = {
    RegistrationMode.OPEN: "Ask for a place",
    RegistrationMode.APPROVAL: "Ask for a place",
    RegistrationMode.NOMINATION: "National coordinators nominate",
    RegistrationMode.INVITATION: "by invitation",
}


@pytest.mark.parametrize("mode", MODES)
def test_a_page_says_how_people_come_to_a_place(client: Client, mode: RegistrationMode) -> None:
    html = client.get(page_of(make_public(registration_mode=mode))).content.decode()
    assert [words for words in set(MODES.values()) if words in html] == [MODES[mode]]


def test_nobody_is_asked_in_when_it_is_cancelled_over_or_closed(client: Client) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    for webinar, words in (
        (make_public(state=WebinarState.CANCELLED), "This webinar is cancelled."),
        (make_public(starts_at=yesterday), "This webinar is over."),
        (make_public(registration_closes_at=yesterday), "Registration is closed."),
    ):
        html = client.get(page_of(webinar)).content.decode()
        assert (words in html, "Ask for a place" in html) == (True, False)


def test_who_asks_for_a_place_signs_in_and_comes_back(client: Client) -> None:
    webinar = make_public()
    html = client.get(page_of(webinar)).content.decode()
    ask = re.search(r'<a class="btn primary big" href="([^"]+)">', html)
    assert ask
    answer = client.get(ask[1])
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next=/webinars/{webinar.slug}/")
    login = client.get(answer["Location"]).content.decode()
    assert f'href="/accounts/signup/?next=%2Fwebinars%2F{webinar.slug}%2F"' in login
    person = make_person(password="manifest-2026-harbour")
    given = {"login": person.email, "password": "manifest-2026-harbour", "next": ask[1]}
    back = client.post(reverse("account_login"), given)
    assert back["Location"] == ask[1]
    assert client.get(back["Location"]).status_code == 200


def test_who_makes_an_account_comes_back_too(client: Client) -> None:
    target = reverse("webinars:detail", args=[make_public().slug])
    given = {"email": "new@douanes.example", "full_name": "Émilie Ndiaye", "country": "SN", "language": "fr"}
    client.post(reverse("account_signup"), {**given, "next": target})
    code = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.outbox[-1].body, re.M)
    assert code
    answer = client.post(reverse("account_email_verification_sent"), {"code": code[1]})
    assert (answer.status_code, answer["Location"]) == (302, target)
    assert client.get(target).status_code == 200


def test_what_other_sites_read_is_right_and_cannot_break_out(client: Client) -> None:
    webinar = make_public(title_en='Goods </script><b>"&', description_en="Which goods")
    html = client.get(page_of(webinar)).content.decode()
    assert "</script><b>" not in html
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    event = json.loads(found[1])
    assert (event["@type"], event["name"]) == ("Event", 'Goods </script><b>"&')
    assert (event["startDate"], event["endDate"]) == ("2031-06-10T13:00:00+05:30", "2031-06-10T15:00:00+05:30")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert set(event) == {
        "@context", "@type", "name", "eventStatus", "eventAttendanceMode", "location", "url", "image", "description",
        "inLanguage", "startDate", "endDate",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_the_sharing_image_is_drawn_for_each_language(client: Client, language: str) -> None:
    webinar = make_public(title_ar="التعرّف على السلعة", title_ru="Опознать товар", title_en="*Know* #the $goods")
    html = client.get(page_of(webinar, language)).content.decode()
    address = re.search(r'<meta property="og:image" content="http://localhost:8000([^"]+)">', html)
    assert address
    answer = client.get(address[1])
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "public, max-age=31536000, immutable")
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert client.get(address[1]).content == answer.content
    webinar.title_en = webinar.title_ar = webinar.title_ru = "Other"
    webinar.save()
    moved = client.get(address[1])
    assert moved.status_code == 302
    assert moved["Location"] != address[1]
    assert Image.open(BytesIO(client.get(moved["Location"]).content)).size == (1200, 630)


def test_robots_find_the_public_pages_and_nothing_else(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /en/upcoming/"]
    assert lines[-3:] == ["Disallow: /", "", "Sitemap: http://localhost:8000/sitemap.xml"]


def test_the_sitemap_names_every_page_in_every_language(client: Client) -> None:
    make_public(slug="dual-use")
    make_public(slug="gone", starts_at=timezone.now() - timedelta(days=2))
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = [place.text for place in tree.findall("s:url/s:loc", names)]
    base = "http://localhost:8000"
    assert found == [f"{base}/{code}/upcoming/" for code in SIX] + [f"{base}/{code}/upcoming/dual-use/" for code in SIX]
    assert {len(url.findall("x:link", names)) for url in tree.findall("s:url", names)} == {7}
