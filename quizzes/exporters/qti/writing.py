"""An item of QTI 2.2 while it is written: the order of its elements is that of the schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from core.importing.xml import Element
from quizzes.content import QuestionContent, Texts
from quizzes.exporters.extras import legal, sub, written
from quizzes.exporters.qti.names import OLDER
from quizzes.importers.html import html_of
from quizzes.importers.qti.taking import LANG

SPACE = f"{{{OLDER.space}}}"
_TAG = re.compile(r"<[^<>]*>")


class Writing:
    """An item while it is written: what its parts add, and :meth:`whole` of them."""

    def __init__(self, content: QuestionContent, identifier: str, language: str) -> None:
        self.content = content
        self.language = language
        self.root = etree.Element(
            SPACE + "assessmentItem",
            {
                "identifier": identifier,
                "title": legal(content.name) or identifier,
                "adaptive": "false",
                "timeDependent": "false",
                "toolName": "Lectern",
                LANG: language,
            },
            nsmap={None: OLDER.space},  # type: ignore[dict-item]
        )
        self.declarations: list[Element] = []
        self.outcomes: list[Element] = []
        self.body = etree.Element(SPACE + "itemBody")
        self.processing = etree.Element(SPACE + "responseProcessing")
        self.feedback: list[tuple[str, Texts]] = []

    def response(self, cardinality: str, base: str, right: list[str], name: str = "RESPONSE") -> Element:
        made = etree.Element(
            SPACE + "responseDeclaration", {"identifier": name, "cardinality": cardinality, "baseType": base}
        )
        if right:
            correct = sub(made, "correctResponse")
            for value in right:
                sub(correct, "value", value)
        self.declarations.append(made)
        return made

    def text(self, parent: Element, texts: Texts) -> None:
        """The text in the item's language; one in another language says so."""
        language = self.language if self.language in texts else next(iter(texts), self.language)
        if language != self.language:
            parent.set(LANG, language)
        fill(parent, html_of(texts.get(language, "")))

    def plain(self, texts: Texts) -> str:
        text = texts.get(self.language) or next(iter(texts.values()), "")
        return " ".join(
            _TAG.sub(" ", html_of(text)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split()
        )

    def whole(self) -> Element:
        self.root.extend(self.declarations)
        outcomes = [("SCORE", "float", "0"), ("MAXSCORE", "float", written(self.content.points))]
        explained = self.content.explanation.get(self.language)
        if explained:
            outcomes.append(("EXPLANATION", "identifier", "EXPLANATION"))
        for name, base, value in outcomes:
            made = sub(self.root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=base)
            sub(sub(made, "defaultValue"), "value", value)
        self.root.extend(self.outcomes)
        if self.feedback:
            cardinality = self.declarations[0].get("cardinality", "single")
            sub(self.root, "outcomeDeclaration", identifier="FEEDBACK", cardinality=cardinality, baseType="identifier")
            sub(sub(self.processing, "setOutcomeValue", identifier="FEEDBACK"), "variable", identifier="RESPONSE")
        self.root.append(self.body)
        if len(self.processing):
            self.root.append(self.processing)
        for name, texts in self.feedback:
            self._modal("FEEDBACK", name, texts)
        if explained:
            self._modal("EXPLANATION", "EXPLANATION", {self.language: explained})
        return self.root

    def _modal(self, outcome: str, name: str, texts: Texts) -> None:
        made = sub(self.root, "modalFeedback", outcomeIdentifier=outcome, showHide="show", identifier=name)
        self.text(made, texts)

    def if_right(self, condition: Callable[[Element], None]) -> None:
        """The full mark where the condition holds."""
        case = sub(sub(self.processing, "responseCondition"), "responseIf")
        condition(case)
        sub(sub(case, "setOutcomeValue", identifier="SCORE"), "variable", identifier="MAXSCORE")

    def if_correct(self) -> None:
        def correct(case: Element) -> None:
            match = sub(case, "match")
            sub(match, "variable", identifier="RESPONSE")
            sub(match, "correct", identifier="RESPONSE")

        self.if_right(correct)

    def mapped(self, response: Element, worth: Mapping[str, float], **attributes: str) -> None:
        mapping = sub(response, "mapping", lowerBound="0", defaultValue="0", **attributes)
        for value, share in worth.items():
            sub(mapping, "mapEntry", mapKey=value, mappedValue=written(round(share, 6)))

    def score_mapped(self) -> None:
        sub(sub(self.processing, "setOutcomeValue", identifier="SCORE"), "mapResponse", identifier="RESPONSE")


def fill(parent: Element, html: str) -> None:
    """HTML that :func:`html_of` made, as elements of the item's namespace."""
    inside = etree.fromstring(f'<div xmlns="{OLDER.space}">{legal(html).replace("<br>", "<br/>")}</div>')
    parent.text = (parent.text or "") + (inside.text or "") or None
    parent.extend(list(inside))
