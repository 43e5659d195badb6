"""Times that only a browser can tell: in the room, and beside those of a public page for a reader of whom nothing is known."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import make_person, make_webinar
from webinars.actions.sittings import create_sitting
from webinars.models import Webinar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def plan(*people: Any) -> Webinar:
    """09:00–11:00 in Auckland on 10 June 2031, at +12: 21:00–23:00 UTC on the 9th."""
    webinar = make_webinar(attendees=people, is_public=True, slug="dual-use")
    create_sitting(
        webinar,
        starts=datetime(2031, 6, 10, 9),
        ends=datetime(2031, 6, 10, 11),
        time_zone="Pacific/Auckland",
    )
    return webinar


def test_the_lobby_tells_times_as_the_persons_other_pages_do(enter: Any) -> None:
    """The browser stands at UTC, the person in Kathmandu at +5:45: the profile's zone counts, as on every page."""
    person = make_person(time_zone="Asia/Kathmandu", full_name="Amina Diallo")
    room = plan(person).sittings.get().room
    page = enter(person, reverse("webinars:room", args=[room.pk]))
    page.get_by_text("your time (Kathmandu)").wait_for()
    words = " ".join(page.locator("body").inner_text().split())
    assert "Tuesday 10 June, 02:45–04:45, your time (Kathmandu) · 09:00–11:00 in Auckland" in words.replace(
        "Tuesday, ", "Tuesday "
    )


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Pacific/Honolulu", "Monday 9 June 2031 at 11:00 – 13:00"),
        ("Asia/Kathmandu", "Tuesday 10 June 2031 at 02:45 – 04:45"),
        ("Antarctica/McMurdo", ""),
    ],
)
def test_a_reader_of_a_public_page_reads_their_own_time_beside(browser: Any, site: str, zone: str, words: str) -> None:
    plan()
    context = browser.new_context(timezone_id=zone, locale="en-GB")
    page = context.new_page()
    page.goto(f"{site}/en/upcoming/dual-use/")
    own = page.locator("[data-own-time]")
    assert "Tuesday, 10 June 2031, 09:00–11:00 · Auckland" in page.locator("main").inner_text()
    assert own.is_visible() == bool(words)
    if words:
        told = own.inner_text().replace("\u202f", " ").replace("\u2009", " ").replace(",", "")
        assert words.split(" at ")[0] in told
        assert words.split(" at ")[1].replace(" ", "") in told.replace(" ", "")
    context.close()
