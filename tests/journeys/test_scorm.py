"""Packages of others play in a real browser: what they say is stored, comes back, and is never falsely said to be stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from courses.choices import ProgressState
from courses.models import Course, LessonProgress, ScormState
from tests.factories import make_enrolment, make_person, make_published_course
from tests.factories.curriculum import make_lesson, make_module
from tests.factories.scorm import ORDERED, PAGE, make_package, make_zip
from tests.journeys.conftest import Enter

pytestmark = pytest.mark.browser


def course_of(*packages: bytes) -> Course:
    module = make_module(0)
    for data in packages:
        make_lesson(module, kind="scorm", scorm=make_package(data).pk, title={"en": "Golf"})
    return make_published_course([module])


def ordered() -> bytes:
    return make_zip(ORDERED, {"index.html": PAGE})


def address(course: Course, position: int = 0) -> str:
    return f"/courses/{course.slug}/lessons/{course.places.get().module.lessons.all()[position].pk}/play/"


def sco(page: Any) -> Any:
    return page.frame_locator(".play-frame").frame_locator("#content")


def said(page: Any) -> str:
    """What the run-time answered the page of our own package that asked it to commit."""
    return str(next(frame for frame in page.frames if frame.url.endswith("/index.html")).title())


def test_a_package_of_2004_is_saved_resumed_and_never_falsely_said_to_be_saved(
    enter: Enter, shared: Path, transactional_db: None
) -> None:
    course = course_of((shared / "fixtures" / "scorm" / "RuntimeBasicCalls_SCORM20043rdEdition.zip").read_bytes())
    learner = make_person(full_name="Amina Diallo")
    make_enrolment(course, learner)
    page = enter(learner, address(course))
    page.on("dialog", lambda dialog: dialog.accept())
    inner = sco(page).frame_locator("#contentFrame")
    expect(inner.locator("h1")).to_have_text("Play of the game")
    sco(page).locator("#butNext").click()
    sco(page).locator("#butNext").click()
    expect(inner.locator("h1")).to_have_text("Scoring")
    page.goto(page.url.rsplit("play/", 1)[0])
    page.get_by_role("link", name="Go on").click()
    expect(inner.locator("h1")).to_have_text("Scoring")
    state = ScormState.objects.get()
    assert (state.data["cmi"]["location"], state.is_complete) == ("2", False)

    page.context.route("**/commit/*", lambda route: route.abort())
    runtime = next(frame for frame in page.frames if frame.url.endswith("/") and "/scorm/" in frame.url)
    assert runtime.evaluate("API_1484_11.Commit('')") == "false"
    expect(page.get_by_role("status")).to_contain_text("Not saved yet")
    page.context.unroute("**/commit/*")
    expect(page.get_by_role("status")).to_contain_text("All is saved")
    assert runtime.evaluate("API_1484_11.Commit('')") == "true"

    for _ in range(12):
        sco(page).locator("#butNext").click()
    expect(sco(page).locator("#butNext")).to_be_disabled()
    sco(page).locator("#butExit").click()
    expect(page.get_by_text("Done", exact=True)).to_be_visible()
    assert LessonProgress.objects.get().state == ProgressState.DONE


def test_a_package_of_many_items_is_gone_through_item_by_item_or_in_the_order_that_it_says(
    enter: Enter, shared: Path, transactional_db: None
) -> None:
    course = course_of((shared / "fixtures" / "scorm" / "RuntimeMinimumCalls_SCORM12-mini.zip").read_bytes(), ordered())
    learner = make_person()
    make_enrolment(course, learner)
    page = enter(learner, address(course), width=360, height=740)
    player = page.frame_locator(".play-frame")
    expect(sco(page).locator("h1")).to_have_text("Play of the game")
    player.get_by_role("button", name="Next part").click()
    expect(sco(page).locator("h1")).to_have_text("Par")
    player.get_by_text("Parts", exact=True).click()
    expect(player.locator("[data-complete]")).to_have_count(1)
    player.get_by_role("button", name="How to have fun").click()
    expect(sco(page).locator("h1")).to_have_text("How to Have Fun Golfing")
    done = ScormState.objects.filter(person=learner, is_complete=True).values_list("item", flat=True)
    assert set(done) == {"playing_playing_item", "playing_par_item"}

    page.goto(page.url.split("/courses/")[0] + address(course, 1))
    part = player.frame_locator("#content")
    expect(player.locator("#content")).to_have_attribute("title", "The rules")
    expect(player.get_by_role("button", name="Next part")).to_be_disabled()
    part.get_by_role("button", name="Pass").click()
    assert (said(page), ScormState.objects.get(person=learner, item="rules").is_complete) == ("true", True)
    player.get_by_role("button", name="Next part").click()
    expect(player.locator("#content")).to_have_attribute("title", "The case")
    part.get_by_role("button", name="On").click()
    expect(player.locator("#content")).to_have_attribute("title", "Read more")
    expect(page.get_by_role("status").first).to_contain_text("All is saved")
    page.reload()
    expect(player.locator("#content")).to_have_attribute("title", "Read more")
    player.get_by_text("Parts", exact=True).click()
    player.get_by_role("button", name="The rules").click()
    expect(part.locator("h1")).to_have_text("seen")
    part.get_by_role("button", name="Quit").click()
    expect(player.get_by_text("This package has come to its end.")).to_be_visible()

    # At a name that has no other beside it the frame is opaque, and no order is followed.
    lone = make_person()
    make_enrolment(course, lone)
    bare = enter(lone, address(course, 1), origin=page.url.split("/courses/")[0].replace("localhost", "one.localhost"))
    expect(bare.get_by_text("made of several frames")).to_be_visible()
    part = bare.frame_locator(".play-frame").frame_locator("#content")
    bare.context.route("**/commit/*", lambda route: route.abort())
    part.get_by_role("button", name="Pass").click()
    expect(bare.get_by_role("status").first).to_contain_text("Not saved yet")
    own = ScormState.objects.filter(person=lone)
    assert (said(bare), own.count()) == ("false", 0)
    bare.context.unroute("**/commit/*")
    part.get_by_role("button", name="Pass").click()
    expect(bare.get_by_role("status").first).to_contain_text("All is saved")
    assert (said(bare), own.get().is_complete) == ("true", True)
    bare.frame_locator(".play-frame").get_by_role("button", name="Next part").click()
    expect(bare.frame_locator(".play-frame").locator("#content")).to_have_attribute("title", "The case")
