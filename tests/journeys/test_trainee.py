"""A trainee in a real browser: the lobby, every kind of question, a lost line, another language, a timed quiz."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from quizzes.choices import QuestionKind
from tests.factories import make_activity, make_deck, make_person, make_question, make_quiz, make_room, make_webinar
from tests.journeys.conftest import Enter
from webinars.actions import activities, stage
from webinars.choices import ActivityKind, RoomState
from webinars.models import Activity, Answer, Room

pytestmark = pytest.mark.browser
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
ANSWER_SAVED = re.compile("Réponse enregistrée à")


@pytest.fixture
def cast(transactional_db: None) -> dict[str, Any]:
    """A live room with slides in English and French, its host, and trainees who read French and Arabic."""
    host = make_person(full_name="María Fernández", country="UY", region="AMS")
    vola = make_person(full_name="Vola Bezara", country="MG", language="fr")
    layla = make_person(full_name="Layla Haddad", country="MA", region="MENA", language="ar")
    webinar = make_webinar(host=host, attendees=[vola, layla], title_ar="استهداف السلع")
    room = make_room(webinar, state=RoomState.LOBBY)
    item = room.sitting.agenda.order_by("position").first()
    item.deck = make_deck(en=3, fr=3)
    item.save()
    return {"room": room, "host": host, "vola": vola, "layla": layla, "item": item, "path": f"/rooms/{room.pk}/"}


def _begin(cast: dict[str, Any]) -> None:
    stage.start_sitting(cast["room"], by=cast["host"])
    stage.start_item(_room(cast), item=cast["item"], by=cast["host"])


def _room(cast: dict[str, Any]) -> Room:
    return Room.objects.select_related("sitting__webinar").get(pk=cast["room"].pk)


def _send(page: Any) -> None:
    page.locator("#activity form button[type=submit]").click()


def _findings(page: Any) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].target))")
    return list(found)


def _fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_the_lobby_opens_by_itself_in_the_language_chosen_there(enter: Enter, cast: dict[str, Any]) -> None:
    page = enter(cast["vola"], cast["path"], width=360)
    page.get_by_role("heading", name="Votre langue").wait_for()
    page.get_by_text("Prête pour la séance").wait_for()
    assert _fits(page)
    page.get_by_text("العربية", exact=True).click()
    page.get_by_role("heading", name="لغتك").wait_for()
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert _findings(page) == []

    _begin(cast)
    page.get_by_role("img", name="en 1").wait_for()
    assert page.get_by_text("لغة العرض: الإنجليزية").is_visible()
    assert _fits(page)


def test_a_trainee_answers_every_kind_of_question(enter: Enter, cast: dict[str, Any]) -> None:
    _begin(cast)
    page = enter(cast["vola"], cast["path"], width=360)
    page.get_by_role("img", name="fr 1").wait_for()
    forms: dict[str, Any] = {
        QuestionKind.SINGLE: lambda form: form.get_by_text("Choix 2").click(),
        QuestionKind.MULTIPLE: lambda form: [form.get_by_text(f"Choix {n}").click() for n in (1, 3)],
        QuestionKind.SCALE: lambda form: form.get_by_text("4", exact=True).click(),
        QuestionKind.RANKING: lambda form: form.get_by_role("button", name="Descendre : Choix 1").click(),
        QuestionKind.NUMERIC: lambda form: form.get_by_role("textbox").fill("3,5"),
        QuestionKind.OPEN_TEXT: lambda form: form.get_by_role("textbox").fill("L’utilisateur final"),
        QuestionKind.WORD_CLOUD: lambda form: form.get_by_role("textbox").first.fill("contrôle"),
    }
    said = {}
    for kind, fill in forms.items():
        activity = make_activity(cast["room"], make_question(kind))
        activities.open_activity(activity, by=cast["host"])
        form = page.locator(f"form:has(#activity-{activity.pk})")
        form.wait_for()
        assert _findings(page) == [], kind
        fill(form)
        _send(page)
        page.get_by_text(ANSWER_SAVED).wait_for()
        said[kind] = Answer.objects.get(activity=activity).response
    assert said[QuestionKind.NUMERIC] == '{"number":3.5}'
    assert said[QuestionKind.SCALE] == '{"number":4}'
    assert said[QuestionKind.OPEN_TEXT] == '{"text":"L’utilisateur final"}'
    assert said[QuestionKind.WORD_CLOUD] == '{"words":["contrôle"]}'
    assert _fits(page)


class Line:
    """A page's WebSocket that can be away, as in a lift or a tunnel."""

    def __init__(self, page: Any) -> None:
        self.away = False
        self._open: list[Any] = []
        page.route_web_socket(re.compile("/ws/"), self._relay)
        page.reload()

    def _relay(self, socket: Any) -> None:
        if self.away:
            socket.close(code=1001)
            return
        socket.connect_to_server()
        self._open.append(socket)

    def drops(self) -> None:
        self.away = True
        for socket in self._open:
            socket.close(code=1001)

    def returns(self) -> None:
        self.away = False


def test_an_answer_is_given_and_changed_by_keyboard_alone(enter: Enter, cast: dict[str, Any]) -> None:
    _begin(cast)
    activities.open_activity(make_activity(cast["room"], make_question()), by=cast["host"])
    page = enter(cast["vola"], cast["path"])
    page.get_by_text("Choix 2").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller à la question ouverte"
    page.keyboard.press("Enter")
    for key in ("Tab", "Space", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.get_by_text(ANSWER_SAVED).wait_for()
    page.locator("button:focus", has_text="Changer").wait_for()
    page.keyboard.press("Enter")
    page.locator("#activity input:checked:focus").wait_for(state="attached")
    page.keyboard.press("ArrowDown")
    page.locator("#activity label.choice.on", has_text="Choix 3").wait_for()


def test_an_answer_given_without_a_line_goes_when_it_is_back(enter: Enter, cast: dict[str, Any]) -> None:
    _begin(cast)
    activity = make_activity(cast["room"], make_question())
    activities.open_activity(activity, by=cast["host"])
    page = enter(cast["vola"], cast["path"])
    line = Line(page)
    page.get_by_text("Choix 2").click()
    line.drops()
    page.get_by_text("Reconnexion").wait_for()
    _send(page)
    page.get_by_text("Votre réponse est gardée").first.wait_for()
    page.get_by_text("Connexion perdue").wait_for()
    assert Answer.objects.count() == 0

    line.returns()
    back = time.monotonic()
    page.get_by_text(ANSWER_SAVED).wait_for()
    assert time.monotonic() - back < 5
    assert page.get_by_text("Connexion perdue").count() == 0
    assert Answer.objects.get().activity_id == activity.pk


def test_an_answer_outlives_a_reload_without_a_line(enter: Enter, cast: dict[str, Any]) -> None:
    _begin(cast)
    activities.open_activity(make_activity(cast["room"], make_question()), by=cast["host"])
    page = enter(cast["vola"], cast["path"])
    line = Line(page)
    page.get_by_text("Choix 2").click()
    line.drops()
    page.get_by_text("Reconnexion").wait_for()
    _send(page)
    page.get_by_text("Votre réponse est gardée").first.wait_for()
    page.reload()
    page.get_by_role("heading", name="La salle s’ouvre").wait_for()
    assert Answer.objects.count() == 0

    line.returns()
    page.get_by_text(ANSWER_SAVED).wait_for()
    assert Answer.objects.count() == 1


def test_a_live_quiz_in_arabic_shows_only_oneself_how_one_stands(enter: Enter, cast: dict[str, Any]) -> None:
    _begin(cast)
    quiz = make_quiz(2, seconds=60)
    entry = quiz.entries.select_related("question").order_by("position").first()
    activity: Activity = make_activity(
        cast["room"], entry.question, kind=ActivityKind.QUIZ, quiz=quiz, seconds=60, position=1
    )
    page = enter(cast["layla"], cast["path"], width=360, scheme="dark")
    page.locator("img[alt='en 1']").wait_for()
    page.keyboard.press("ArrowLeft")
    page.locator("img[alt='en 2']").wait_for()
    page.get_by_role("button", name="العودة إلى البث").click()
    page.locator("img[alt='en 1']").wait_for()

    activities.open_activity(activity, by=cast["host"])
    page.get_by_text("سؤال محدّد الوقت").wait_for()
    assert page.locator(".timer .left").inner_text()[:2] in ("1:", "0:")
    assert not page.locator(".slide").is_visible(), "a timed question takes the slide's place on a phone"
    assert page.locator("#activity .letter").all_inner_texts() == ["أ", "ب", "ج", "د"]
    page.locator("#activity label.choice").nth(1).click()
    _send(page)
    page.get_by_text("حُفظت الإجابة").wait_for()

    activities.close_activity(activity, by=cast["host"])
    activities.reveal_activity(activity, by=cast["host"])
    page.get_by_text("إجابتك صحيحة").wait_for()
    page.get_by_text("نتيجتك حتى الآن").wait_for()
    assert page.get_by_text("لا يراه سواك.").is_visible()
    assert page.locator("#activity .choice.right").count() == 1
    assert _findings(page) == []
    assert _fits(page)


def test_what_was_picked_and_not_sent_goes_by_itself_when_the_time_is_over(enter: Enter, cast: dict[str, Any]) -> None:
    _begin(cast)
    page = enter(cast["vola"], cast["path"])
    page.get_by_role("img", name="fr 1").wait_for()
    quiz = make_quiz(1, seconds=8)
    question = quiz.entries.get().question
    activity = make_activity(cast["room"], question, kind=ActivityKind.QUIZ, quiz=quiz, seconds=8)
    activities.open_activity(activity, by=cast["host"])
    page.get_by_text("Choix 2").click()
    page.get_by_text(ANSWER_SAVED).wait_for()
    assert Answer.objects.get(activity=activity).person_id == cast["vola"].pk
