"""A manager plans a webinar of two sittings by keyboard and by dragging, heeds the warnings, announces it and copies it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from people.choices import Role
from tests.factories import make_person
from tests.journeys.conftest import Enter
from webinars.choices import WebinarState
from webinars.models import AgendaItem, Sitting, Webinar

pytestmark = pytest.mark.browser


def _press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _add_sitting(page: Any, day: str) -> None:
    page.get_by_role("link", name="Add a sitting").click()
    page.get_by_label("Time zone").select_option("Europe/Brussels")
    page.get_by_label("Start").fill(f"{day}T09:00")
    page.get_by_label("End", exact=True).fill(f"{day}T11:00")
    _press(page, "Save the sitting")
    page.get_by_role("heading", name="Agenda").wait_for()


def _quick(page: Any, kind: str, title: str, minutes: int) -> None:
    page.get_by_label("Kind").select_option(kind)
    page.get_by_label("Minutes", exact=True).fill(str(minutes))
    page.get_by_label("Title").fill(title)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=title, exact=True).wait_for()


def _order(page: Any) -> list[str]:
    titles: list[str] = page.locator("[data-parts] h3").all_inner_texts()
    return titles


def _says(page: Any, words: str) -> None:
    page.locator("#agenda-said", has_text=words).wait_for()


def _stored(sitting: Sitting) -> list[str]:
    return list(AgendaItem.objects.filter(sitting=sitting).order_by("position").values_list("title_en", flat=True))


def _take_by_mouse(page: Any, title: str, above: str) -> None:
    grip = page.get_by_role("button", name=f"Move “{title}”", exact=True)
    grip.scroll_into_view_if_needed()
    target = page.locator("[data-parts] > li", has_text=above).bounding_box()
    box = grip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, target["y"] + target["height"] / 2, steps=6)
    page.mouse.move(target["x"] + 20, target["y"] + 4, steps=4)
    page.mouse.up()


def test_a_webinar_is_planned_announced_and_copied(enter: Enter) -> None:
    manager = make_person(Role.PROGRAMME_MANAGER, full_name="Amina Diallo", time_zone="Africa/Nairobi")
    page = enter(manager, reverse("webinars:create"))
    page.get_by_label("Title").first.fill("Recognising dual-use valves")
    page.get_by_label("Operational officer").check()
    page.get_by_label("On request, a manager decides").check()
    _press(page, "More rows")
    assert page.locator("[data-row]").count() == 3
    page.get_by_label("Places optional").fill("200")
    _press(page, "Save the webinar")
    page.get_by_text("This is a draft.").wait_for()
    _add_sitting(page, "2031-03-03")
    webinar = Webinar.objects.get()
    first = webinar.sittings.get()

    _quick(page, "module", "Valves", 45)
    _quick(page, "module", "Lists", 45)
    _quick(page, "poll", "Who checks", 5)
    page.get_by_text("90 minutes without interaction").wait_for()
    page.get_by_role("button", name="Move “Who checks”", exact=True).focus()
    page.keyboard.press("ArrowUp")
    _says(page, "“Who checks” is now part 2 of 3.")
    page.get_by_text("90 minutes without interaction").wait_for(state="detached")
    assert page.evaluate("document.activeElement.closest('[data-id]').dataset.title") == "Who checks"
    assert _stored(first) == ["Valves", "Who checks", "Lists"]

    with page.expect_response(lambda answer: answer.url.endswith("/order/")) as saved:
        _take_by_mouse(page, "Lists", "Valves")
    assert saved.value.status == 200
    _says(page, "“Lists” is now part 1 of 3.")
    assert _order(page) == _stored(first) == ["Lists", "Valves", "Who checks"]

    page.get_by_label("Minutes for “Lists”").fill("55")
    page.get_by_label("Minutes for “Lists”").press("Tab")
    page.get_by_text("1 module is not between 40 and 50 minutes.").wait_for()
    page.get_by_text("100 minutes without interaction").wait_for()
    with page.expect_response(lambda answer: answer.url.endswith("/order/")):
        _press(page, "Move “Valves” later")
    assert _stored(first) == ["Lists", "Who checks", "Valves"]

    page.goto(page.url.split("/sittings/")[0] + reverse("webinars:detail", args=[webinar.slug]))
    _add_sitting(page, "2031-03-05")
    page.goto(page.url.split("/sittings/")[0] + reverse("webinars:detail", args=[webinar.slug]))
    _press(page, "Announce")
    page.get_by_text("The webinar is announced.").wait_for()

    page.get_by_text("More", exact=True).click()
    page.get_by_role("link", name="Copy", exact=True).click()
    page.get_by_label("Day of the first sitting").fill("2031-04-07")
    _press(page, "Make the draft")
    page.get_by_text("The draft is made.").wait_for()
    copy = Webinar.objects.get(state=WebinarState.DRAFT)
    starts = list(copy.sittings.order_by("position").values_list("starts_at", flat=True))
    assert starts == [datetime(2031, 4, 7, 7, tzinfo=UTC), datetime(2031, 4, 9, 7, tzinfo=UTC)]
    assert _stored(copy.sittings.get(position=1)) == ["Lists", "Who checks", "Valves"]
