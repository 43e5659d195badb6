"""Questions of every kind in a real browser, asked and answered: fit for everyone, and answered by the keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from people.choices import Role
from people.models import Person
from quizzes.actions.files import upload_file
from quizzes.actions.questions import create_question
from quizzes.content import ChoiceContent, QuestionContent
from quizzes.models import HSCode
from quizzes.queries.nomenclature import searchable
from tests.factories import make_person
from tests.factories.contents import CONTENTS, PLAIN
from tests.factories.files import picture
from tests.journeys.conftest import Enter

pytestmark = pytest.mark.browser
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
TITLES = {
    "84": {"en": "Machinery", "ar": "آلات"},
    "8481": {"en": "Taps, cocks and valves", "ar": "حنفيات وصمامات"},
    "848180": {"en": "Other appliances such as valves", "ar": "أجهزة أخرى"},
}


ANSWERED = {"single", "matching", "hs", "cloze", "hotspot", "essay"}
"""One kind of each way in which answers are shown."""


@pytest.fixture
def trainer(transactional_db: None) -> Person:
    return make_person(Role.TRAINER)


@pytest.fixture
def previews(trainer: Person) -> dict[str, str]:
    for code, titles in TITLES.items():
        named = {f"title_{language}": title for language, title in titles.items()}
        HSCode.objects.create(code=code, folded=searchable(titles), **named)
    return {kind: _preview(content, trainer) for kind, content in CONTENTS.items()}


def _preview(content: QuestionContent, trainer: Person) -> str:
    if content.kind == "hotspot":
        file = upload_file("ship.png", picture(size=(640, 400)), by=trainer, use="background")
        areas = tuple(replace(area, text=PLAIN[place].text) for place, area in enumerate(content.choices))
        content = replace(content, choices=areas, files=(replace(content.files[0], id=file.pk),))
    if content.kind == "single":
        formula = ChoiceContent({"en": "\\(\\frac{a}{b}\\) of **H~2~O**", "ar": "\\(\\frac{a}{b}\\) من الماء"})
        content = replace(content, choices=(*content.choices, formula))
    question = create_question(content, by=trainer)
    return reverse("quizzes:preview_question", args=[question.pk])


def _is_fit(page: Any, where: str) -> None:
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].target))")
    assert (where, found) == (where, [])
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), where


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 360)])
def test_every_kind_is_fit_for_everyone(
    enter: Enter, trainer: Person, previews: dict[str, str], language: str, width: int
) -> None:
    page = enter(trainer, previews["single"], width=width, language=language)
    origin = page.url.removesuffix(previews["single"])
    for kind, path in previews.items():
        page.goto(origin + path)
        _is_fit(page, kind)
        _answer(page, kind)
        if language == "ar" and kind in ANSWERED:
            page.locator("[data-preview] .btn.primary").click()
            page.locator("[data-preview] section").wait_for()
            _is_fit(page, f"{kind}, answered")


def _answer(page: Any, kind: str) -> None:
    """By keys alone, from the question's first control on."""
    keys = page.keyboard
    page.locator("fieldset").locator("input:visible, select, textarea, button:visible").first.focus()
    if kind in ("single", "multiple", "true_false", "scale"):
        keys.press("Space")
    elif kind == "hotspot":
        for key in ("Shift+ArrowLeft", "Shift+ArrowUp", "ArrowLeft"):
            keys.press(key)
        expect(page.locator("[name=q1-x]")).to_have_value("39")
        expect(page.locator("[name=q1-y]")).to_have_value("40")
    elif kind == "hs":
        keys.type("صمام" if page.evaluate("document.documentElement.lang") == "ar" else "valve")
        page.get_by_role("option").first.wait_for()
        keys.press("ArrowDown")
        keys.press("Enter")
        expect(page.locator("[name=q1-code]")).to_have_value("8481")
    elif kind in ("ordering", "ranking"):
        first = page.locator("[data-choice]").first.get_attribute("data-choice")
        page.locator("[data-choice]").first.locator("button[data-move='1']").press("Enter")
        expect(page.locator("[data-choice]").nth(1)).to_have_attribute("data-choice", first)
        assert page.eval_on_selector_all("select.place", "all => all.map(one => one.value)") == ["1", "2", "3"]
        assert page.evaluate("document.activeElement.dataset.move") == "1"
    elif kind in ("matching", "cloze"):
        keys.press("ArrowDown")
    else:
        keys.type("4")
