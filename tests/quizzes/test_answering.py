"""Questions of every kind as they are drawn, and what was given read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html

from quizzes.choices import QuestionKind
from quizzes.content import from_json
from quizzes.forms.answering import AnswerField, read_response
from quizzes.marking.responses import from_stored
from quizzes.marking.spec import Malformed

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "answers.json").read_text())
named = pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])


def posted(case: dict[str, Any], position: int = 3) -> QueryDict:
    data = QueryDict(mutable=True)
    for what, value in case["fields"]:
        data.appendlist(f"q{position}-{what}", value)
    return data


def test_every_kind_has_a_case() -> None:
    assert {case["content"]["kind"] for case in CASES} == set(QuestionKind.values)


@named
def test_fields_are_read_as_one_response(case: dict[str, Any]) -> None:
    content = from_json(case["content"])
    if "refused" in case:
        with pytest.raises(Malformed) as refused:
            read_response(content, 3, posted(case))
        assert refused.value.code == case["refused"]
        return
    response = case["response"]
    assert read_response(content, 3, posted(case)) == (from_stored(response) if response else None)


@named
def test_a_drawn_question_sends_what_it_was_drawn_with(case: dict[str, Any]) -> None:
    """Drawn with a response, or with what was typed, its fields hold just that; every control has a name to be read out."""
    content = from_json(case["content"])
    page = drawn(AnswerField(content, position=3, language="en", data=posted(case), error="Because."))
    assert page.get("data-kind") == content.kind
    assert [control.get("name") for control in controls(page) if not label_of(page, control)] == []
    assert sorted(
        (name, value) for name, values in drawn_fields(page).lists() for value in values if value.strip()
    ) == (sorted((f"q3-{what}", value) for what, value in case["fields"] if value.strip()))
    if "refused" not in case:
        page = drawn(AnswerField(content, position=3, language="en", response=case["response"]))
        assert read_response(content, 3, drawn_fields(page)) == read_response(content, 3, posted(case))


def drawn(field: AnswerField) -> Any:
    context = {"field": field, "language": translation.get_language()}
    return html.fromstring(render_to_string("quizzes/answering/question.html", context))


def controls(page: Any) -> list[Any]:
    return list(page.iter("input", "select", "textarea", "button"))


def drawn_fields(page: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for control in controls(page):
        name = control.get("name")
        if control.tag == "select":
            for option in control.xpath(".//option[@selected]"):
                data.appendlist(name, option.get("value"))
        elif control.tag == "textarea":
            data.appendlist(name, control.text or "")
        elif name and (control.get("type") not in ("radio", "checkbox") or control.get("checked") is not None):
            data.appendlist(name, control.get("value") or "")
    return data


def label_of(page: Any, control: Any) -> str:
    if control.get("aria-label"):
        return str(control.get("aria-label"))
    found = [page.get_element_by_id(one) for one in (control.get("aria-labelledby") or "").split()]
    if control.get("id"):
        found += page.xpath("//label[@for=$id]", id=control.get("id"))
    found += control.xpath("ancestor::label")
    return " ".join(one.text_content().strip() for one in found) or control.text_content().strip()


def test_another_language_is_said_and_named() -> None:
    content = from_json(
        {
            "kind": "single",
            "text": {"en": "Which **valve**?", "ar": "أي صمام؟"},
            "choices": [{"id": 1, "text": {"ar": "الأول"}}, {"id": 2, "text": {"ar": "الثاني", "fr": "Le second"}}],
        }
    )
    with translation.override("fr"):
        page = drawn(AnswerField(content, position=1, language="fr"))
    assert [(part.get("lang"), part.get("dir"), part.text_content()) for part in page.xpath(".//*[@lang]")] == [
        ("en", "ltr", "Which valve?"),
        ("ar", "rtl", "الأول"),
    ]
    assert "Langue affichée : Anglais" in page.text_content().replace("\u00a0", " ")


def test_choices_are_drawn_in_the_order_that_was_kept() -> None:
    content = from_json(next(case for case in CASES if case["case"] == "several choices")["content"])
    field = AnswerField(content, position=1, language="en", order=[9, 4, 7])
    assert [option.value for option in field.options] == ["9", "7", "8"]
