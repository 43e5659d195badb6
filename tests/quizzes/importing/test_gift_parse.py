"""The GIFT cases of others, with the parse that their makers expect."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizzes.importers.gift.parse import parse
from quizzes.importers.gift.tree import Answer, Fault, Item, Number, Type, Written


def test_gift_is_understood_as_its_makers_say(root: Path) -> None:
    folder = root.parent / "shared" / "fixtures" / "questions" / "gift"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    cases = sorted(folder.glob("*.gift"))
    assert len(cases) > 20
    found = {case.name: [_as_json(each) for each in parse(case.read_text(encoding="utf-8"))] for case in cases}
    expected = {case.name: json.loads(case.with_suffix(".json").read_text(encoding="utf-8")) for case in cases}
    for name, items in expected.items():
        assert found[name] == items, name


def _as_json(item: Item | Fault) -> dict[str, Any]:
    assert isinstance(item, Item)
    if item.type == Type.CATEGORY:
        return {"type": "Category", "title": item.title}
    tags = list(item.tags) or None
    made: dict[str, Any] = {"id": item.id, "tags": tags, "type": str(item.type), "title": item.title}
    made |= {"stem": _text(item.stem), "hasEmbeddedAnswers": item.is_embedded}
    if item.type == Type.DESCRIPTION:
        return made
    made["globalFeedback"] = _text(item.general_feedback)
    if item.type == Type.TRUE_FALSE:
        made |= {"isTrue": item.is_true}
        made |= {"trueFeedback": _text(item.first_feedback), "falseFeedback": _text(item.second_feedback)}
    elif item.type == Type.MATCHING:
        made["matchPairs"] = [{"subquestion": _text(pair.stem), "subanswer": pair.answer} for pair in item.pairs]
    elif item.type == Type.NUMERICAL and item.is_simple:
        made["choices"] = _number(item.answers[0].number)
    elif item.type != Type.ESSAY:
        made["choices"] = [_answer(answer) for answer in item.answers]
    return made


def _answer(answer: Answer) -> dict[str, Any]:
    text = _text(answer.text) if answer.number is None else _number(answer.number)
    return {"isCorrect": answer.is_right, "weight": answer.weight, "text": text, "feedback": _text(answer.feedback)}


def _number(number: Number | None) -> dict[str, Any]:
    assert number is not None
    if number.low is not None:
        return {"type": "high-low", "numberHigh": number.high, "numberLow": number.low}
    if number.tolerance is not None:
        return {"type": "range", "number": number.value, "range": number.tolerance}
    return {"type": "simple", "number": number.value}


def _text(written: Written | None) -> dict[str, str] | None:
    return None if written is None else {"format": written.format, "text": written.text}
