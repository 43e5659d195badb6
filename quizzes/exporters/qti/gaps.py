"""Texts with gaps as items, and the words that are accepted in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from core.importing.xml import Element
from quizzes.content import QuestionContent
from quizzes.exporters.extras import sub, written
from quizzes.exporters.qti.writing import SPACE, Writing, fill
from quizzes.importers.html import html_of
from quizzes.importers.qti.taking import LANG

_GAP = re.compile(r"\[\[(\d{1,3})\]\]")


def words_in(content: QuestionContent, language: str, part: int | None = None) -> dict[str, float]:
    """Accepted words of a language with their shares. Any text is no word: what has a ``*`` stays out where there are others."""
    accepted = content.accepted if part is None else content.parts[part].accepted
    mine = [each for each in accepted if each.language in ("", language)] or list(accepted)
    plain = [each for each in mine if "*" not in each.text] or mine
    return {each.text: each.share for each in plain}


def add_gaps(writing: Writing) -> None:
    """The text with an interaction in the place of each gap."""
    content = writing.content
    html = html_of(content.text.get(writing.language, ""))
    fill(writing.body, _GAP.sub(r'<gap n="\1"/>', html))
    whole = sum(part.weight for part in content.parts) or 1
    total = etree.Element(SPACE + "sum")
    for gap in list(writing.body.iter(SPACE + "gap")):
        number = int(gap.get("n") or 0)
        del gap.attrib["n"]
        if 1 <= number <= len(content.parts):
            _gap(writing, gap, number, content.points * content.parts[number - 1].weight / whole, total)
    score = sub(writing.processing, "setOutcomeValue", identifier="SCORE")
    score.append(total)


def _gap(writing: Writing, gap: Element, number: int, worth: float, total: Element) -> None:
    part, name = writing.content.parts[number - 1], f"RESPONSE{number}"
    gap.set("responseIdentifier", name)
    if part.kind == "gap_choice":
        gap.tag = SPACE + "inlineChoiceInteraction"
        gap.set("shuffle", "true")
        names = [f"C{number}" for number in range(1, len(part.choices) + 1)]
        right = [each for each, choice in zip(names, part.choices, strict=True) if choice.is_right]
        response = writing.response("single", "identifier", right, name)
        shares = {
            each: choice.share if choice.share is not None else float(choice.is_right)
            for each, choice in zip(names, part.choices, strict=True)
        }
        writing.mapped(response, {each: share * worth for each, share in shares.items() if share})
        for each, choice in zip(names, part.choices, strict=True):
            made = sub(gap, "inlineChoice", writing.plain(choice.text), identifier=each)
            if choice.text and writing.language not in choice.text:
                made.set(LANG, next(iter(choice.text)))
        sub(total, "mapResponse", identifier=name)
        return
    gap.tag = SPACE + "textEntryInteraction"
    if part.kind == "gap_text":
        words = words_in(writing.content, writing.language, number - 1)
        response = writing.response("single", "string", [text for text, share in words.items() if share == 1][:1], name)
        mapped_words(writing, response, {text: share * worth for text, share in words.items()})
        sub(total, "mapResponse", identifier=name)
        return
    _number_gap(writing, number, name, worth, total)


def _number_gap(writing: Writing, number: int, name: str, worth: float, total: Element) -> None:
    accepted = writing.content.parts[number - 1].accepted
    key = next((each for each in accepted if each.share == 1), accepted[0])
    writing.response("single", "float", [written(key.number or 0)], name)
    outcome = f"GAP{number}"
    made = etree.Element(
        SPACE + "outcomeDeclaration", {"identifier": outcome, "cardinality": "single", "baseType": "float"}
    )
    sub(sub(made, "defaultValue"), "value", "0")
    writing.outcomes.append(made)
    case = sub(sub(writing.processing, "responseCondition"), "responseIf")
    away = written(key.tolerance)
    equal = sub(case, "equal", toleranceMode="absolute", tolerance=f"{away} {away}")
    sub(equal, "variable", identifier=name)
    sub(equal, "correct", identifier=name)
    sub(sub(case, "setOutcomeValue", identifier=outcome), "baseValue", written(round(worth, 6)), baseType="float")
    sub(total, "variable", identifier=outcome)


def mapped_words(writing: Writing, response: Element, mapping: Mapping[str, float]) -> None:
    writing.mapped(response, mapping)
    for entry in response.iter(SPACE + "mapEntry"):
        entry.set("caseSensitive", "true" if writing.content.case_matters else "false")
