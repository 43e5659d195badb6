"""Answered questions of every kind, as they are shown with marks and feedback."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.template.loader import render_to_string
from lxml import html

from quizzes.content import ChoiceContent, PartContent, QuestionContent
from quizzes.forms.answering import ReviewedField
from tests.factories.contents import CONTENTS

WORDS = {"explanation": {"en": "Because of the Convention."}}


def with_ids(content: QuestionContent) -> QuestionContent:
    """As a version has it: choices from 1, parts from 51, choices of parts from 101."""
    choices, parts, within = count(1), count(51), count(101)

    def numbered(rows: tuple[ChoiceContent, ...], ids: Any) -> tuple[ChoiceContent, ...]:
        return tuple(replace(row, id=next(ids)) for row in rows)

    def whole(part: PartContent) -> PartContent:
        return replace(part, id=next(parts), choices=numbered(part.choices, within))

    return replace(content, choices=numbered(content.choices, choices), parts=tuple(map(whole, content.parts)), **WORDS)


CASES = {
    # kind: a full answer, one that is right in part or wrong, and what nobody sees who may not see the key
    "single": ({"choices": [2]}, {"choices": [1]}, ["Right answer"]),
    "multiple": ({"choices": [2]}, {"choices": [1]}, ["Right answer"]),
    "true_false": ({"choices": [1]}, {"choices": [2]}, ["Right answer"]),
    "matching": (
        {"matches": {"51": 1, "52": 3, "53": 3}},
        {"matches": {"51": 1, "52": 2}},
        ["Right answer", "The crew"],
    ),
    "ordering": ({"choices": [1, 2, 3]}, {"choices": [1, 3, 2]}, ["Its place"]),
    "numeric": ({"number": 24000, "unit": "kg"}, {"number": 25.5, "unit": "t"}, ["24 ± 0.5 t"]),
    "short_text": ({"text": "seals"}, {"text": "x"}, ["seal…"]),
    "cloze": (
        {"gaps": {"51": 101, "52": "SEAL", "53": 25}},
        {"gaps": {"51": 102, "52": "lock"}},
        ["seal", "must", "24 ± 1"],
    ),
    "hotspot": ({"point": [0.2, 0.2]}, {"point": [0.9, 0.9]}, ["rect"]),
    "hs": ({"code": "848180"}, {"code": "8481"}, ["8481.80"]),
}


def page_of(content: QuestionContent, response: dict[str, Any] | None, **given: Any) -> Any:
    field = ReviewedField(content, position=3, language="en", response=response, **given)
    return html.fromstring(render_to_string("quizzes/answering/reviewed.html", {"field": field, "language": "en"}))


def words(page: Any) -> str:
    return " ".join(" ".join(page.itertext()).split())


@pytest.mark.parametrize("kind", CASES)
def test_a_full_answer_is_right_in_all_its_parts(kind: str) -> None:
    page = page_of(with_ids(CONTENTS[kind]), CASES[kind][0])
    assert [badge.text_content().strip() for badge in page.xpath(".//span[contains(@class, 'badge ')]")] == ["Right"]
    assert not {"Wrong", "Partly right", "Right answer", "Left empty", "Its place"} & set(words(page).split(": "))
    assert page.xpath(".//li[contains(@class, 'wrong')]") == []
    assert "Because of the Convention." in words(page)


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("is_given", [True, False])
def test_the_key_is_shown_only_where_it_may_be(kind: str, is_given: bool) -> None:
    content, given = with_ids(CONTENTS[kind]), CASES[kind][1] if is_given else None
    told, untold = (page_of(content, given, shows_key=shows) for shows in (True, False))
    for secret in [*CASES[kind][2], "Because of the Convention."]:
        assert secret in words(told)
        assert secret not in words(untold)
    assert ("Not answered" in words(untold)) is not is_given


@pytest.mark.parametrize("kind", ["scale", "ranking", "word_cloud", "open_text"])
def test_an_opinion_has_no_verdict(kind: str) -> None:
    responses = {"scale": {"number": 4}, "ranking": {"choices": [2, 1, 3]}, "word_cloud": {"words": ["risk", "a*b"]}}
    page = page_of(with_ids(CONTENTS[kind]), responses.get(kind, {"text": "So **it** is"}))
    assert page.xpath(".//*[contains(@class, 'verdict') or contains(@class, 'badge')]") == []
    shown = {"scale": "4", "ranking": "The manifest", "word_cloud": "risk · a*b", "open_text": "So **it** is"}
    assert shown[kind] in words(page)


def test_feedback_is_that_of_what_was_given() -> None:
    single = with_ids(CONTENTS["single"])
    assert page_of(single, {"choices": [1]}).xpath("string(.//div[contains(@class, 'feedback')])").strip() == "Because."
    assert page_of(single, {"choices": [2]}).xpath(".//div[contains(@class, 'feedback')]") == []
    half = page_of(with_ids(CONTENTS["numeric"]), {"number": 26})
    assert "Partly right Points: 0.5 of 1" in words(half)
    assert "Because." in words(half)


def test_an_essay_waits_and_is_marked_by_its_rubric() -> None:
    content = with_ids(CONTENTS["essay"])
    waiting = page_of(content, {"text": "One.\nTwo."}, waits=True, max_mark=Decimal(1))
    assert "Waits to be marked" in words(waiting)
    assert "Partly" not in words(waiting)
    marked = page_of(
        content, {"text": "One."}, mark=Decimal(1), max_mark=Decimal(3), levels={"51": 102}, comment="More of it."
    )
    assert "Names the risk Partly Say which goods." in words(marked)
    assert "Points: 1 of 3" in words(marked)
    assert "More of it." in words(marked)
