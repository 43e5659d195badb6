"""A trainer leads a sitting from the console: start, slides, a poll from opening to reveal, the next item, the end."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.factories import make_activity, make_deck, make_person, make_question, make_quiz, make_room, make_webinar
from tests.journeys.conftest import Enter
from webinars.choices import ActivityKind, RoomState, WebinarRole
from webinars.models import Room, TeamMember

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(transactional_db: None) -> dict[str, Any]:
    """A webinar in its lobby: a host, a co-host, a trainee; a deck of three pages, a poll, a quiz of two questions."""
    host = make_person(full_name="James Otieno")
    maria = make_person(full_name="María Fernández", country="UY", region="AMS")
    trainee = make_person(full_name="Amina Diallo", country="SN", region="WCA")
    webinar = make_webinar(host=host, attendees=[trainee], title_ar="استهداف السلع")
    TeamMember.objects.create(webinar=webinar, person=maria, role=WebinarRole.CO_HOST)
    room = make_room(webinar, state=RoomState.LOBBY)
    first, second = room.sitting.agenda.order_by("position")
    first.deck = make_deck(en=3)
    first.notes = "Ask the room before you explain."
    first.save()
    make_activity(room, make_question(), agenda_item=first)
    quiz = make_quiz(2, seconds=60)
    for entry in quiz.entries.select_related("question").order_by("position"):
        make_activity(
            room,
            entry.question,
            kind=ActivityKind.QUIZ,
            quiz=quiz,
            position=entry.position,
            seconds=entry.seconds,
            agenda_item=second,
        )
    return {"room": room, "host": host, "maria": maria, "trainee": trainee, "path": f"/rooms/{room.pk}/"}


def _says(page: Any, words: str) -> None:
    page.locator("#act").get_by_text(words).first.wait_for()


def _press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_host_leads_a_sitting_from_its_start_to_its_end(enter: Enter, cast: dict[str, Any]) -> None:
    host = enter(cast["host"], cast["path"])
    _says(host, "The sitting has not started")
    _press(host, "Start sitting")
    _says(host, "Next on the agenda:")
    _press(host, "Start next item")

    trainee = enter(cast["trainee"], cast["path"])
    host.get_by_role("button", name="Slide 1 of 3: all slides").wait_for()
    host.get_by_text("Ask the room before you explain.").wait_for()
    _press(host, "Next slide")
    trainee.get_by_role("img", name="en 2").wait_for()

    _press(host, "Open poll")
    _says(host, "The poll is open")
    trainee.locator("label.choice").first.click()
    trainee.get_by_role("button", name=re.compile("Send")).first.click()
    host.locator("#act").get_by_text(re.compile(r"^1 of \d+ have answered")).wait_for()
    host.get_by_text("1 · 100%").wait_for()
    assert trainee.get_by_text("100%").count() == 0

    _press(host, "Close poll")
    _says(host, "Only the team sees the results.")
    _press(host, "Reveal results")
    _says(host, "Everyone sees the results")
    trainee.get_by_text("100%").first.wait_for()

    _press(host, "Next: slide 3")
    trainee.get_by_role("img", name="en 3").wait_for()
    _press(host, "Start next item")
    _says(host, "Question 1 of 2 is next")

    _press(host, "End sitting")
    asks = host.get_by_role("dialog")
    assert asks.get_by_role("button", name="Keep going").evaluate("button => button === document.activeElement")
    host.keyboard.press("Escape")
    asks.wait_for(state="detached")
    _press(host, "End sitting")
    asks.get_by_role("button", name="End sitting").click()
    _says(host, "The sitting has ended")
    assert host.get_by_role("link", name="See attendance").get_attribute("href")
    assert Room.objects.get(pk=cast["room"].pk).state == RoomState.ENDED


def test_one_key_each_leads_the_room_and_none_while_writing(enter: Enter, cast: dict[str, Any]) -> None:
    host = enter(cast["host"], cast["path"])
    _says(host, "The sitting has not started")
    host.keyboard.press("Enter")
    _says(host, "Next on the agenda:")
    host.keyboard.press("Enter")
    host.get_by_role("button", name="Slide 1 of 3: all slides").wait_for()
    host.keyboard.press("n")
    host.get_by_role("button", name="Slide 2 of 3: all slides").wait_for()
    host.keyboard.press("PageUp")
    host.get_by_role("button", name="Slide 1 of 3: all slides").wait_for()
    host.get_by_role("tab", name=re.compile("^Team")).click()
    host.get_by_label("Message to the team").fill("")
    host.get_by_label("Message to the team").press_sequentially("nonp")
    host.keyboard.press("Enter")
    host.get_by_role("log").get_by_text("nonp").wait_for()
    assert host.get_by_role("button", name="Slide 1 of 3: all slides").count() == 1
    host.locator("body").evaluate("() => document.activeElement.blur()")
    for key, words in (("o", "The poll is open"), ("c", "The poll is closed"), ("r", "Everyone sees the results")):
        host.keyboard.press(key)
        _says(host, words)

    host.keyboard.press("?")
    host.get_by_role("switch", name="Use single keys in the console").uncheck()
    host.keyboard.press("Escape")
    host.get_by_role("dialog").wait_for(state="detached")
    host.keyboard.press("n")
    host.keyboard.press("?")
    host.wait_for_timeout(300)
    assert host.get_by_role("dialog").count() == 0
    assert host.get_by_role("button", name="Slide 1 of 3: all slides").count() == 1


def test_two_trainers_see_what_the_other_did_and_take_it_back(enter: Enter, cast: dict[str, Any]) -> None:
    host, maria = enter(cast["host"], cast["path"]), enter(cast["maria"], cast["path"], width=768, height=1000)
    _press(host, "Start sitting")
    _press(host, "Start next item")
    maria.get_by_text("James Otieno has the controls").wait_for()
    _press(maria, "Next slide")
    host.get_by_text("María Fernández moved to slide 2").wait_for()
    _press(host, "Back to 1")
    maria.get_by_text("James Otieno moved to slide 1").wait_for()
    _press(maria, "Take controls")
    host.get_by_text("María Fernández has the controls").wait_for()
    _press(maria, "Open poll")
    _says(host, "The poll is open")
    host.get_by_text("María Fernández opened the question").wait_for()
    _press(host, "Close poll")
    _says(maria, "The poll is closed")
    maria.get_by_text("James Otieno closed the question").wait_for()
    assert host.get_by_text("María Fernández opened the question").count() == 0


def test_a_poll_made_on_the_spot_is_the_next_to_open(enter: Enter, cast: dict[str, Any]) -> None:
    host = enter(cast["host"], cast["path"])
    _press(host, "Start sitting")
    _press(host, "Start next item")
    host.get_by_role("heading", name="Polls and questions").click()
    _press(host, "Prepare a poll")
    form = host.get_by_role("dialog", name="Prepare a poll")
    form.get_by_role("button", name="Prepare poll").click()
    form.get_by_text("Write the question first.").wait_for()
    form.get_by_label("Question").fill("Who has seen such a pump?")
    form.get_by_label("Choice 1").fill("I have")
    form.get_by_label("Choice 2").fill("Not yet")
    form.get_by_role("button", name="Prepare poll").click()
    _says(host, "Who has seen such a pump?")
    _press(host, "Open poll")
    _says(host, "The poll is open")


def test_hands_questions_and_chat_are_moderated_from_the_panel(enter: Enter, cast: dict[str, Any]) -> None:
    host, trainee = enter(cast["host"], cast["path"]), enter(cast["trainee"], cast["path"])
    _press(host, "Start sitting")
    trainee.get_by_role("button", name=re.compile("Raise")).first.click()
    host.get_by_role("button", name=re.compile("^Give floor")).click()
    host.get_by_text("Has the floor").wait_for()
    trainee.get_by_text("You have the floor.").wait_for()
    host.get_by_role("button", name=re.compile("^End turn")).click()
    host.get_by_text("Nobody has raised a hand.").wait_for()

    trainee.get_by_placeholder(re.compile("Ask a question")).fill("Do used pumps follow the same rules?")
    _press(trainee, "Send the question")
    host.get_by_text("Do used pumps follow the same rules?").wait_for()
    _press(host, "Approve")
    _press(host, "Answer live")
    host.get_by_text("Being answered").wait_for()
    _press(host, "Mark answered")
    host.get_by_text("1 answered").wait_for()

    host.get_by_role("tab", name=re.compile("^People")).click()
    host.get_by_role("button", name="More for Amina Diallo").click()
    _press(host, "Mute: no more writing")
    host.get_by_text("Muted", exact=True).wait_for()
    host.get_by_label("More time in timed questions").select_option("50")
    host.locator(".person .badge", has_text="50 % more time").wait_for()
    assert host.get_by_role("button", name="More for James Otieno").count() == 0

    host.get_by_role("tab", name=re.compile("^Chat")).click()
    host.get_by_label("Message to everybody").fill("Welcome")
    host.get_by_label("Message to everybody").press("Enter")
    host.get_by_role("log").get_by_text("Welcome").wait_for()
    _press(host, "Remove the message of James Otieno")
    host.get_by_role("log").get_by_text("Removed").wait_for()


AXE = Path("node_modules/axe-core/axe.min.js")


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 1280, "light"), ("ar", 1280, "dark"), ("ar", 360, "light"), ("ru", 768, "dark")],
)
def test_the_console_is_fit_for_everyone(
    enter: Enter, cast: dict[str, Any], root: Path, language: str, width: int, scheme: str
) -> None:
    if not (root / AXE).exists():
        pytest.skip("axe-core is not installed: run make frontend")
    cast["host"].language = language
    cast["host"].save()
    host = enter(cast["host"], cast["path"], width=width, scheme=scheme)
    host.locator("#act .btn.primary").click()
    host.locator(".show .begin").first.wait_for(state="attached")
    host.evaluate((root / AXE).read_text())
    found = host.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(finding["id"], node["target"]) for finding in found["violations"] for node in finding["nodes"]] == []
    assert host.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert host.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        language,
        "rtl" if language == "ar" else "ltr",
    ]
