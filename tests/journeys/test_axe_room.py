"""The room in a real browser, in each of its states: no finding of axe, and nothing beside the screen.

States are rows made by the same actions as in the room; each is looked at in every language of ``LOOKS`` and both ``WIDTHS``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from people.models import Person
from quizzes.choices import QuestionKind
from tests.factories import make_activity, make_deck, make_person, make_question, make_quiz, make_room, make_webinar
from tests.journeys.conftest import Enter
from tests.journeys.reader import PICTURES
from tests.webinars.test_answers import give, record
from webinars.actions.activities import close_activity, open_activity, reveal_activity
from webinars.actions.chat import say
from webinars.actions.hands import raise_hand
from webinars.actions.questions import ask, decide_question
from webinars.actions.stage import end_sitting, start_item, start_sitting
from webinars.choices import ActivityKind, AskedState, RoomState
from webinars.models import Activity, Room

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run make frontend"),
]
LOOKS = [("en", "light"), ("ar", "dark"), ("fr", "light")]
WIDTHS = (360, 1280)


@pytest.fixture
def cast(transactional_db: None) -> dict[str, Any]:
    """A room in its lobby with a deck, two polls and a quiz; a host, and six trainees of one country."""
    host = make_person(full_name="James Otieno")
    trainees = [make_person(full_name=f"Amina Diallo {number}", country="SN", region="WCA") for number in range(6)]
    webinar = make_webinar(host=host, attendees=trainees, title_ar="استهداف السلع", description_en="Bring a manifest.")
    room = make_room(webinar, state=RoomState.LOBBY)
    item = room.sitting.agenda.order_by("position").first()
    item.deck, item.notes = make_deck(en=3, fr=3), "Ask the room before you explain."
    item.save()
    make_activity(room, make_question(), agenda_item=item)
    make_activity(room, make_question(QuestionKind.SCALE, text_ar="ما مدى ثقتك؟"), agenda_item=item, anonymous=True)
    quiz = make_quiz(2, seconds=3600)
    for entry in quiz.entries.select_related("question").order_by("position"):
        make_activity(room, entry.question, kind=ActivityKind.QUIZ, quiz=quiz, seconds=3600, agenda_item=item)
    return {"room": room, "host": host, "trainee": trainees[0], "trainees": trainees}


def _live(cast: dict[str, Any]) -> list[Activity]:
    """Begin, with a question under way, a raised hand and some chat; the activities in their order."""
    room, host, trainee = cast["room"], cast["host"], cast["trainee"]
    start_sitting(room, by=host)
    start_item(room, item=room.sitting.agenda.order_by("position").first(), by=host)
    decide_question(
        ask(room, author=trainee, text="Qui signe le manifeste ?", language="fr"), state=AskedState.ANSWERING, by=host
    )
    ask(room, author=cast["trainees"][1], text="من يوقّع البيان؟", language="ar")
    raise_hand(room, person=trainee)
    say(room, author=cast["trainees"][2], text="Good morning", language="en")
    return list(Activity.objects.filter(room=room).select_related("room", "question").order_by("position"))


def _poll_open(cast: dict[str, Any]) -> None:
    open_activity(_live(cast)[0], by=cast["host"])


def _scale_open(cast: dict[str, Any]) -> None:
    open_activity(_live(cast)[1], by=cast["host"])


def _quiz_revealed(cast: dict[str, Any]) -> None:
    activity = open_activity(_live(cast)[2], by=cast["host"])
    ids = list(activity.question.choices.order_by("position").values_list("id", flat=True))
    for number, person in enumerate(cast["trainees"]):
        record(give(activity, person, choices=[ids[number % 2]]))
    reveal_activity(close_activity(activity, by=cast["host"]), by=cast["host"])


def _ended(cast: dict[str, Any]) -> None:
    _quiz_revealed(cast)
    end_sitting(Room.objects.get(pk=cast["room"].pk), by=cast["host"])


STATES = [
    # who looks, what was done, what is then on the screen
    ("trainee", None, "#languages"),
    ("trainee", _poll_open, "#activity label.choice"),
    ("trainee", _scale_open, "#activity label"),
    ("trainee", _quiz_revealed, "#activity li.right"),
    ("trainee", _ended, ".frame h1"),
    ("host", None, "#act .btn.primary"),
    ("host", _poll_open, "#results"),
    ("host", _quiz_revealed, "#results"),
    ("host", _ended, "#act"),
]


@pytest.mark.parametrize(("who", "done", "shown"), STATES)
def test_the_room_is_fit_for_everyone(enter: Enter, cast: dict[str, Any], who: str, done: Any, shown: str) -> None:
    if done is not None:
        done(cast)
    person: Person = cast[who]
    problems = []
    for language, scheme in LOOKS:
        page = enter(person, f"/rooms/{cast['room'].pk}/", language=language, width=WIDTHS[0], scheme=scheme)
        expect(page.locator(shown).first).to_be_visible(timeout=15_000)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        page.evaluate(AXE.read_text())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            problems += [f"{language} {width} {scheme}: {problem}" for problem in _problems(page)]
            if PICTURES.is_dir():
                name = f"axe-{who}-{done.__name__ if done else 'lobby'}-{language}-{width}.png"
                page.screenshot(path=PICTURES / name)
        page.context.close()
    assert not problems, "\n".join(problems)


def _problems(page: Any) -> list[str]:
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    beside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    problems = [f"{each['id']} at {node['target']}" for each in found["violations"] for node in each["nodes"]]
    return [*problems, f"{beside} px beside the screen"] if beside > 0 else problems
