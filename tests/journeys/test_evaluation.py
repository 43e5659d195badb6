"""An officer in Arabic on a phone: a test in the lobby, and the evaluation where the sitting has just ended."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.factories import make_person, make_quiz, make_room, make_survey, make_webinar
from tests.journeys.conftest import Enter
from webinars.actions import stage
from webinars.actions.surveys import add_standard_evaluation
from webinars.choices import RoomState, SurveyKind
from webinars.models import Room, SurveyAnswer, SurveyParticipation

pytestmark = pytest.mark.browser
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def cast(transactional_db: None) -> dict[str, Any]:
    host = make_person()
    layla = make_person(full_name="ليلى حداد", country="JO", language="ar")
    webinar = make_webinar(host=host, attendees=[layla], title_ar="استهداف السلع")
    room = make_room(webinar, state=RoomState.LOBBY)
    add_standard_evaluation(webinar, by=host)
    return {"host": host, "layla": layla, "webinar": webinar, "room": room, "path": f"/rooms/{room.pk}/"}


def _room(cast: dict[str, Any]) -> Room:
    return Room.objects.select_related("sitting__webinar").get(pk=cast["room"].pk)


def _is_fit(page: Any) -> None:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].target))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_evaluation_is_filled_in_where_the_sitting_has_ended(enter: Enter, cast: dict[str, Any]) -> None:
    stage.start_sitting(_room(cast), by=cast["host"])
    page = enter(cast["layla"], cast["path"], width=360, height=740)
    page.locator(".room, .theatre, .dock").first.wait_for()
    stage.end_sitting(_room(cast), by=cast["host"])
    page.get_by_role("heading", name="تقييم الندوة").wait_for()
    expect(page.locator("p[role=status]", has_text="نموذج")).to_have_count(1)
    _is_fit(page)

    page.get_by_role("button", name="إرسال الإجابات").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    for scale in page.locator(".scale").all():
        scale.locator("label").nth(3).click()
    page.get_by_text("نعم، خلال شهر").click()
    text = page.locator("textarea").first
    text.focus()
    text.fill("قراءة لوحة البيانات")
    page.route("**/surveys/*/", lambda route: route.abort())
    page.get_by_role("button", name="إرسال الإجابات").click()
    page.get_by_text("لم يُرسل").wait_for()
    assert text.input_value() == "قراءة لوحة البيانات"
    assert SurveyAnswer.objects.count() == 0

    page.unroute("**/surveys/*/")
    page.get_by_role("button", name="إرسال الإجابات").click()
    page.get_by_text("شكرًا. حُفظت الإجابات.").wait_for()
    assert page.evaluate("document.activeElement.id") == "survey-title"
    kept = [json.loads(text) for text in SurveyAnswer.objects.order_by("question").values_list("response", flat=True)]
    assert [one for one in kept if "number" in one] == [{"number": 4}] * 4
    assert {"text": "قراءة لوحة البيانات"} in kept
    assert (len(kept), set(SurveyAnswer.objects.values_list("person", flat=True))) == (6, {None})
    _is_fit(page)

    page.get_by_role("link", name="تغيير الإجابات").click()
    page.locator("textarea").first.wait_for()
    assert page.locator("textarea").first.input_value() == "قراءة لوحة البيانات"
    page.locator(".scale").first.locator("label").nth(4).click()
    page.get_by_role("button", name="إرسال الإجابات").click()
    page.get_by_text("شكرًا. حُفظت الإجابات.").wait_for()
    numbers = [json.loads(text).get("number") for text in SurveyAnswer.objects.values_list("response", flat=True)]
    assert sorted(number for number in numbers if number) == [4, 4, 4, 5]
    assert SurveyParticipation.objects.count() == 1


def test_a_test_is_taken_in_the_lobby_and_kept_through_a_change_of_language(enter: Enter, cast: dict[str, Any]) -> None:
    survey = make_survey(cast["webinar"], SurveyKind.PRE_TEST, make_quiz(2))
    page = enter(cast["layla"], cast["path"], width=360, language="en")
    page.get_by_role("link", name="Take the test").click()
    page.get_by_text("Choice 2").first.click()
    page.get_by_text("Français", exact=True).click()
    page.get_by_role("heading", name="Test avant le webinaire").wait_for()
    expect(page.locator("fieldset").first.get_by_label("Choix 2")).to_be_checked()
    _is_fit(page)
    page.get_by_role("button", name="Envoyer vos réponses").click()
    page.get_by_text("Merci. Vos réponses sont enregistrées.").wait_for()
    answer = SurveyAnswer.objects.get(survey=survey)
    assert (answer.person, answer.share, answer.language) == (cast["layla"], 1.0, "fr")
