"""One question in one language as an item of QTI 2.2."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from quizzes.content import QuestionContent, Texts
from quizzes.exporters.extras import legal, sub, written
from quizzes.exporters.moodle import rubric, shares_of
from quizzes.exporters.qti.names import OLDER
from quizzes.importers.html import html_of
from quizzes.importers.left_out import LeftOut
from quizzes.importers.moodle.pictures import size_of
from quizzes.importers.qti.taking import FILE_CLASS, LANG
from quizzes.importers.reading import ReadFile, ReadQuestion
from quizzes.importers.xml import Element

_SPACE = f"{{{OLDER.space}}}"
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")
_TAG = re.compile(r"<[^>]*>")


class Writing:
    """An item while it is written. The order of its elements is that of the schema."""

    def __init__(self, content: QuestionContent, identifier: str, language: str) -> None:
        self.content = content
        self.language = language
        self.root = etree.Element(
            _SPACE + "assessmentItem",
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
        self.body = etree.Element(_SPACE + "itemBody")
        self.processing = etree.Element(_SPACE + "responseProcessing")
        self.feedback: list[tuple[str, Texts]] = []

    def response(self, cardinality: str, base: str, right: list[str], name: str = "RESPONSE") -> Element:
        made = etree.Element(
            _SPACE + "responseDeclaration", {"identifier": name, "cardinality": cardinality, "baseType": base}
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


def item_of(
    question: ReadQuestion, content: QuestionContent, identifier: str, language: str, files: Mapping[str, str]
) -> Element | None:
    """The item, or None when the question lacks what its interaction needs. ``files``: names in the package."""
    writing = Writing(content, identifier, language)
    if content.kind != "cloze":
        fill(writing.body, html_of(content.text.get(language, "")))
    else:
        _gaps(writing)
    for each in question.files:
        _file(writing, each, f"../files/{files[each.name]}")
    try:
        KINDS[content.kind](writing, question, files)
    except LeftOut:
        return None
    return writing.whole()


def _file(writing: Writing, file: ReadFile, address: str) -> None:
    if file.use == "picture":
        holder = sub(writing.body, "p")
        sub(holder, "img", src=address, alt=file.alt.get(writing.language, ""))
    elif file.use == "attachment":
        sub(sub(writing.body, "p"), "a", file.name, href=address, **{"class": FILE_CLASS})


def _choices(writing: Writing, question: ReadQuestion, files: Mapping[str, str]) -> None:
    content = writing.content
    several = content.kind == "multiple"
    names = [f"C{number}" for number in range(1, len(content.choices) + 1)]
    if content.kind == "true_false":
        names = ["true", "false"][: len(names)]
    right = [name for name, choice in zip(names, content.choices, strict=True) if choice.is_right]
    response = writing.response("multiple" if several else "single", "identifier", right)
    if content.mark_rule == "shares" or (several and content.mark_rule == "difference" and right):
        shares = dict(zip(names, shares_of(content), strict=True))
        writing.mapped(response, {name: share * content.points for name, share in shares.items()})
        writing.score_mapped()
    elif right:
        writing.if_correct()
    made = sub(
        writing.body,
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle=_shuffle(writing, always=False),
        maxChoices=str(content.max_choices or 0) if several else "1",
    )
    _simple_choices(writing, made, names)


def _shuffle(writing: Writing, *, always: bool) -> str:
    keeps = writing.content.keeps_order or writing.content.kind == "true_false"
    return "true" if always or not keeps else "false"


def _simple_choices(writing: Writing, interaction: Element, names: list[str]) -> None:
    for name, choice in zip(names, writing.content.choices, strict=True):
        writing.text(sub(interaction, "simpleChoice", identifier=name), choice.text)
        if choice.feedback.get(writing.language):
            writing.feedback.append((name, choice.feedback))


def _order(writing: Writing, question: ReadQuestion, files: Mapping[str, str]) -> None:
    content = writing.content
    names = [f"C{number}" for number in range(1, len(content.choices) + 1)]
    has_key = content.kind == "ordering" or all(choice.is_right for choice in content.choices)
    writing.response("ordered", "identifier", names if has_key else [])
    if has_key:
        writing.if_correct()
    made = sub(writing.body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    _simple_choices(writing, made, names)
    writing.feedback = []


def _match(writing: Writing, question: ReadQuestion, files: Mapping[str, str]) -> None:
    content = writing.content
    stems = {f"S{number}": part for number, part in enumerate(content.parts, start=1) if part.match}
    pairs = {f"{name} C{part.match}": part.weight for name, part in stems.items()}
    whole = sum(pairs.values()) or 1
    response = writing.response("multiple", "directedPair", list(pairs))
    writing.mapped(response, {pair: content.points * weight / whole for pair, weight in pairs.items()})
    writing.score_mapped()
    made = sub(
        writing.body,
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle=_shuffle(writing, always=False),
        maxAssociations=str(len(stems)),
    )
    first, second = sub(made, "simpleMatchSet"), sub(made, "simpleMatchSet")
    for name, part in stems.items():
        writing.text(sub(first, "simpleAssociableChoice", identifier=name, matchMax="1"), part.text)
    for number, choice in enumerate(content.choices, start=1):
        made = sub(second, "simpleAssociableChoice", identifier=f"C{number}", matchMax=str(len(stems)))
        writing.text(made, choice.text)


def _number(writing: Writing, question: ReadQuestion, files: Mapping[str, str]) -> None:
    content = writing.content
    key = [] if content.key_number is None else [written(content.key_number)]
    writing.response("single", "float", key)

    def near(case: Element) -> None:
        away = written(content.tolerance)
        equal = sub(case, "equal", toleranceMode="absolute", tolerance=f"{away} {away}")
        sub(equal, "variable", identifier="RESPONSE")
        sub(equal, "correct", identifier="RESPONSE")

    if key:
        writing.if_right(near)
    sub(sub(writing.body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="12")


def _words(writing: Writing, question: ReadQuestion, files: Mapping[str, str]) -> None:
    content = writing.content
    worth = words_in(content, writing.language)
    full = [text for text, share in worth.items() if share == 1]
    response = writing.response("single", "string", full[:1])
    mapping = {text: share * content.points for text, share in worth.items()}
    _mapped_words(writing, response, mapping)
    writing.score_mapped()
    sub(sub(writing.body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="30")


def _mapped_words(writing: Writing, response: Element, mapping: Mapping[str, float]) -> None:
    writing.mapped(response, mapping)
    for entry in response.iter(_SPACE + "mapEntry"):
        entry.set("caseSensitive", "true" if writing.content.case_matters else "false")


def words_in(content: QuestionContent, language: str, part: int | None = None) -> dict[str, float]:
    """Accepted words of a language with their shares. Any text is no word: what has a ``*`` stays out where there are others."""
    accepted = content.accepted if part is None else content.parts[part].accepted
    mine = [each for each in accepted if each.language in ("", language)] or list(accepted)
    plain = [each for each in mine if "*" not in each.text] or mine
    return {each.text: each.share for each in plain}


def _gaps(writing: Writing) -> None:
    """The text with an interaction in the place of each gap."""
    content = writing.content
    html = html_of(content.text.get(writing.language, ""))
    fill(writing.body, _GAP.sub(r'<gap n="\1"/>', html))
    whole = sum(part.weight for part in content.parts) or 1
    total = etree.Element(_SPACE + "sum")
    for gap in list(writing.body.iter(_SPACE + "gap")):
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
        gap.tag = _SPACE + "inlineChoiceInteraction"
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
    gap.tag = _SPACE + "textEntryInteraction"
    if part.kind == "gap_text":
        words = words_in(writing.content, writing.language, number - 1)
        response = writing.response("single", "string", [text for text, share in words.items() if share == 1][:1], name)
        _mapped_words(writing, response, {text: share * worth for text, share in words.items()})
        sub(total, "mapResponse", identifier=name)
        return
    _number_gap(writing, number, name, worth, total)


def _number_gap(writing: Writing, number: int, name: str, worth: float, total: Element) -> None:
    accepted = writing.content.parts[number - 1].accepted
    key = next((each for each in accepted if each.share == 1), accepted[0])
    writing.response("single", "float", [written(key.number or 0)], name)
    outcome = f"GAP{number}"
    made = etree.Element(
        _SPACE + "outcomeDeclaration", {"identifier": outcome, "cardinality": "single", "baseType": "float"}
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


def _nothing_more(writing: Writing, question: ReadQuestion, files: Mapping[str, str]) -> None:
    """The gaps stand in the text already."""


def _hotspot(writing: Writing, question: ReadQuestion, files: Mapping[str, str]) -> None:
    content = writing.content
    background = next((each for each in question.files if each.use == "background"), None)
    if background is None:
        raise LeftOut("import.left_out.no_picture")
    width, height = size_of(background.data)
    names = [f"C{number}" for number in range(1, len(content.choices) + 1)]
    right = [name for name, choice in zip(names, content.choices, strict=True) if choice.is_right]
    several = (content.max_choices or 1) > 1
    response = writing.response("multiple" if several else "single", "identifier", right)
    shares = dict(zip(names, shares_of(content), strict=True))
    writing.mapped(response, {name: share * content.points for name, share in shares.items() if share})
    writing.score_mapped()
    made = sub(
        writing.body, "hotspotInteraction", responseIdentifier="RESPONSE", maxChoices=str(content.max_choices or 1)
    )
    kind = "image/png" if background.data.startswith(b"\x89PNG") else "image/jpeg"
    sub(
        made,
        "object",
        background.alt.get(writing.language, ""),
        type=kind,
        data=f"../files/{files[background.name]}",
        width=str(width),
        height=str(height),
    )
    for name, choice in zip(names, content.choices, strict=True):
        if choice.area is None:
            raise LeftOut("import.left_out.areas")
        pixels = [
            round(each * (width if choice.area.shape == "circle" and place == 2 else height if place % 2 else width))
            for place, each in enumerate(choice.area.coords)
        ]
        sub(
            made,
            "hotspotChoice",
            identifier=name,
            shape=choice.area.shape,
            coords=",".join(map(str, pixels)),
            hotspotLabel=writing.plain(choice.text),
        )


def _written_text(writing: Writing, question: ReadQuestion, files: Mapping[str, str]) -> None:
    writing.response("single", "string", [])
    told = rubric(writing.content, writing.language)
    if told:
        block = sub(writing.body, "rubricBlock", view="scorer")
        fill(block, html_of(told))
    sub(writing.body, "extendedTextInteraction", responseIdentifier="RESPONSE")


def _scale(writing: Writing, question: ReadQuestion, files: Mapping[str, str]) -> None:
    content = writing.content
    writing.response("single", "integer", [])
    sub(
        writing.body,
        "sliderInteraction",
        responseIdentifier="RESPONSE",
        lowerBound=written(content.low or 0),
        upperBound=written(content.high or 0),
        step="1",
        stepLabel="true",
    )


KINDS: dict[str, Callable[[Writing, ReadQuestion, Mapping[str, str]], None]] = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _choices,
    "ordering": _order,
    "ranking": _order,
    "matching": _match,
    "numeric": _number,
    "short_text": _words,
    "cloze": _nothing_more,
    "hotspot": _hotspot,
    "essay": _written_text,
    "open_text": _written_text,
    "scale": _scale,
}
"""What QTI has an interaction for."""
