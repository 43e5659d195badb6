"""Trying a question of any kind, in any of its languages, without anything being kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from people.choices import Role
from quizzes.actions.questions import create_question
from quizzes.models import AttemptAnswer, Question
from tests.factories import make_person
from tests.factories.contents import CONTENTS

pytestmark = pytest.mark.django_db


def page_of(response: Any) -> Any:
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def answers_of(page: Any) -> dict[str, str]:
    """Something in each field: the last choice, a place, a figure, a word."""
    given: dict[str, str] = {}
    for place, control in enumerate(page.xpath("//fieldset//*[@name]")):
        options = control.xpath("./option/@value")
        is_text = control.get("inputmode") != "decimal" and control.get("type") is None
        given[control.get("name")] = (
            options[-1] if options else control.get("value") or ("word" if is_text else f"{place}")
        )
    return given


@pytest.fixture
def trainer(client: Client) -> Client:
    client.force_login(make_person(Role.TRAINER))
    return client


@pytest.mark.parametrize("kind", sorted(set(CONTENTS) - {"hotspot"}))
def test_an_answer_is_marked_at_once_and_kept_nowhere(trainer: Client, kind: str) -> None:
    question = create_question(CONTENTS[kind], by=None)
    address = reverse("quizzes:preview_question", args=[question.pk]) + "?language=fr"
    asked = page_of(trainer.get(address))
    assert asked.xpath("//*[@data-preview]/@lang") == ["fr"]
    given = answers_of(asked)
    if kind in ("ordering", "ranking"):
        given = {name: str(place) for place, name in enumerate(given, start=1)}
    if kind == "hs":
        given = {"q1-code": "8481"}
    reviewed = page_of(trainer.post(address, given))
    assert reviewed.xpath("//fieldset") == []
    assert reviewed.xpath("//section[@id='q1']")
    assert "Sans réponse" not in reviewed.text_content()
    assert "Sans réponse" in page_of(trainer.post(address, {})).text_content()
    assert (Question.objects.get().version, AttemptAnswer.objects.count()) == (1, 0)


def test_what_cannot_be_taken_is_said_and_stays(trainer: Client) -> None:
    question = create_question(CONTENTS["numeric"], by=None)
    address = reverse("quizzes:preview_question", args=[question.pk])
    page = page_of(trainer.post(address + "?language=ar", {"q1-number": "a lot"}))
    assert page.xpath("//input[@name='q1-number']/@value") == ["a lot"]
    assert page.xpath("//fieldset/@aria-describedby") == ["q1-error"]
    assert page.xpath("string(//fieldset//p[@class='error'])").strip() == "لا يمكن احتساب هذا الرقم."


def test_languages_that_are_missing_are_named(trainer: Client) -> None:
    question = create_question(CONTENTS["single"], by=None)
    page = page_of(trainer.get(reverse("quizzes:preview_question", args=[question.pk]) + "?language=ru"))
    tabs = {
        tab.get("lang"): "Missing" in tab.text_content() for tab in page.xpath("//a[contains(@href, '?language=')]")
    }
    assert tabs == {"en": False, "fr": False, "ru": True, "es": True, "pt": True, "ar": False}
    assert page.xpath("//*[@data-preview]//div[@lang='en']/p/text()") == ["What do you check first?"]
    assert "Язык" in page.xpath("string(//*[@data-preview]//*[@class='badge'])")
