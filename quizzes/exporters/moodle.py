"""Questions as Moodle XML: every kind, all languages as ``multilang`` spans.

What Moodle's elements do not bring back (a mark rule, the language of an accepted answer, kinds that it lacks as types
``lectern-…``) is written beside them in a namespace of its own, which Moodle passes over. A text with gaps is written in the
language of its source, since Moodle would take each language's gaps for gaps of their own.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from html import escape

from lxml import etree

from core.importing.xml import Element
from quizzes.content import Accepted, AreaContent, ChoiceContent, PartContent, QuestionContent, Texts
from quizzes.exporters.extras import add_extras, legal, sub, written
from quizzes.importers.extras import NAMESPACE, SPACE, state_of
from quizzes.importers.html import html_of
from quizzes.importers.left_out import LeftOut
from quizzes.importers.moodle import OWN, read_question
from quizzes.importers.moodle.pictures import size_of
from quizzes.importers.multilang import join
from quizzes.importers.reading import ReadFile, ReadQuestion

TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "short_text": "shortanswer",
    "numeric": "numerical",
    "matching": "matching",
    "ordering": "ordering",
    "essay": "essay",
    "open_text": "essay",
    "cloze": "cloze",
    "hotspot": "ddmarker",
}
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")
_SPECIAL = re.compile(r"([}~#])")


def export(questions: Iterable[ReadQuestion]) -> bytes:
    """The file, in UTF-8. Questions of one category stand together."""
    quiz = etree.Element("quiz", nsmap={"lectern": NAMESPACE})
    category: tuple[str, ...] | None = None
    for question in questions:
        if question.category != category:
            category = question.category
            head = sub(quiz, "question", type="category")
            path = ["$course$", "top", *(step.replace("/", "//") for step in category)]
            sub(sub(head, "category"), "text", "/".join(path))
        _add(quiz, question)
    return bytes(etree.tostring(quiz, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _add(quiz: Element, question: ReadQuestion) -> None:
    content = question.content
    if content is None:
        return
    element = sub(quiz, "question", type=_type(question, content))
    element.set(SPACE + "language", content.source_language)
    sub(sub(element, "name"), "text", content.name)
    _texts(element, "questiontext", _source_only(content) if content.kind == "cloze" else content.text, question)
    _texts(element, "generalfeedback", content.explanation)
    sub(element, "defaultgrade", written(content.points))
    sub(element, "hidden", "0")
    sub(element, "idnumber", question.key)
    _WRITERS.get(content.kind, _nothing)(element, content, question)
    if question.tags:
        tags = sub(element, "tags")
        for tag in question.tags:
            sub(sub(tags, "tag"), "text", tag)
    add_extras(element, state_of(element), question, read_question(element, "en"))


def _type(question: ReadQuestion, content: QuestionContent) -> str:
    """Moodle's type, or one of our own; of a hotspot, Moodle's needs the picture."""
    if content.kind in TYPES and (content.kind != "hotspot" or _background(question) is not None):
        return TYPES[content.kind]
    return OWN + content.kind.replace("_", "-")


def _background(question: ReadQuestion) -> tuple[ReadFile, int, int] | None:
    """The picture that is pointed at, with its width and height."""
    for each in question.files:
        if each.use == "background":
            try:
                return (each, *size_of(each.data))
            except LeftOut:
                return None
    return None


def _nothing(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    """All of it is beside Moodle's own elements."""


def _texts(parent: Element, tag: str, texts: Texts, question: ReadQuestion | None = None) -> Element:
    made = sub(parent, tag, format="html")
    htmls = {language: html_of(text) for language, text in texts.items()}
    files = [each for each in question.files if each.use != "background"] if question is not None else []
    for language in htmls:
        for each in files:
            htmls[language] += _shown(each.name, each.use, each.alt.get(language, ""))
    sub(made, "text", join(htmls, ""))
    for each in files:
        sub(made, "file", b64encode(each.data).decode(), name=each.name, path="/", encoding="base64")
    return made


def _shown(name: str, use: str, alt: str) -> str:
    address = f"@@PLUGINFILE@@/{escape(name)}"
    if use == "picture":
        return f'<img src="{address}" alt="{escape(alt)}">'
    return f'<a class="lectern-file" href="{address}">{escape(name)}</a>'


def _answer(parent: Element, texts: Texts, share: float, feedback: Texts) -> None:
    made = _texts(parent, "answer", texts)
    made.set("fraction", written(round(100 * share, 5)))
    _texts(made, "feedback", feedback)


def _choices(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    sub(element, "single", "true" if content.kind == "single" else "false")
    sub(element, "shuffleanswers", "false" if content.keeps_order else "true")
    sub(element, "answernumbering", "abc")
    for choice, share in zip(content.choices, shares_of(content), strict=True):
        _answer(element, choice.text, share, choice.feedback)


def shares_of(content: QuestionContent) -> list[float]:
    """What each choice is worth by itself, from -1 to 1."""
    right = sum(choice.is_right for choice in content.choices)
    shares = []
    for choice in content.choices:
        if content.mark_rule == "shares" and choice.share is not None:
            shares.append(choice.share)
        elif content.kind != "multiple" or not right:
            shares.append(1.0 if choice.is_right else 0.0)
        else:
            shares.append(1 / right if choice.is_right else -1 / right)
    return shares


def _true_false(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    for word, choice in zip(("true", "false"), content.choices, strict=False):
        made = sub(element, "answer", fraction="100" if choice.is_right else "0", format="moodle_auto_format")
        sub(made, "text", word)
        _texts(made, "feedback", choice.feedback)


def _short_text(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    sub(element, "usecase", "1" if content.case_matters else "0")
    for each in content.accepted:
        _accepted(element, each, each.text)


def _accepted(element: Element, accepted: Accepted, text: str) -> Element:
    made = sub(element, "answer", fraction=written(round(100 * accepted.share, 5)), format="moodle_auto_format")
    sub(made, "text", text)
    _texts(made, "feedback", accepted.feedback)
    return made


def _numeric(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    rows = list(content.accepted)
    key = content.key_number
    if key is not None and not any(row.number == key and row.share == 1 for row in rows):
        rows.insert(0, Accepted(number=key, tolerance=content.tolerance))
    for row in rows:
        made = _accepted(element, row, written(row.number or 0))
        sub(made, "tolerance", written(row.tolerance))
    if content.units:
        units = sub(element, "units")
        for unit in content.units:
            made = sub(units, "unit")
            sub(made, "multiplier", written(1 / unit.factor if unit.factor else 1))
            sub(made, "unit_name", unit.text)


def _matching(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    sub(element, "shuffleanswers", "false" if content.keeps_order else "true")
    stems: list[tuple[Texts, int]] = [(part.text, part.match) for part in content.parts if part.match]
    matched = {number for _, number in stems}
    stems += [({}, number) for number in range(1, len(content.choices) + 1) if number not in matched]
    for text, number in stems:
        made = _texts(element, "subquestion", text)
        _texts(made, "answer", content.choices[number - 1].text)


def _ordering(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    sub(element, "layouttype", "VERTICAL")
    sub(element, "selecttype", "ALL")
    sub(element, "gradingtype", "RELATIVE_TO_CORRECT")
    for number, choice in enumerate(content.choices, start=1):
        _texts(element, "answer", choice.text).set("fraction", str(number))


def _essay(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    sub(element, "responseformat", "editor" if content.kind == "essay" else "plain")
    sub(element, "responserequired", "1")
    sub(element, "attachments", "0")
    languages = dict.fromkeys(language for part in content.parts for language in part.text)
    _texts(element, "graderinfo", {language: rubric(content, language) for language in languages})


def rubric(content: QuestionContent, language: str) -> str:
    """The criteria of an essay with their levels, as a text with marks."""
    pieces = []
    for part in content.parts:
        levels = [
            f"- {choice.text.get(language, '')} ({round(100 * (choice.share or 0))} %)".replace("\n", " ")
            for choice in part.choices
        ]
        pieces.append("\n\n".join((part.text.get(language, ""), "\n".join(levels))))
    return "\n\n".join(pieces)


def _source_only(content: QuestionContent) -> Texts:
    """The text in its own language, with its gaps in Moodle's writing. As HTML it stays what it is."""
    language = content.source_language
    if language not in content.text:
        language = next(iter(content.text), language)
    return {language: content.text.get(language, "")}


def _cloze(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    (language,) = _source_only(content)
    text = element.find("questiontext/text")
    text.text = _GAP.sub(lambda found: _gap(content, int(found[1]), language) or found[0], text.text or "")


def _gap(content: QuestionContent, number: int, language: str) -> str:
    if not 1 <= number <= len(content.parts):
        return ""
    part = content.parts[number - 1]
    kind = {"gap_choice": "MULTICHOICE", "gap_number": "NUMERICAL"}.get(part.kind, "SHORTANSWER")
    if content.case_matters and part.kind == "gap_text":
        kind = "SHORTANSWER_C"
    return legal(f"{{{written(round(part.weight) or 1)}:{kind}:{'~'.join(_gap_answers(part, language))}}}")


def _gap_answers(part: PartContent, language: str) -> list[str]:
    if part.kind == "gap_choice":
        return [
            _gap_answer(_inline(choice.text.get(language, "")), _worth(choice), choice.feedback, language)
            for choice in part.choices
        ]
    answers = []
    for each in part.accepted:
        text = escape(each.text, quote=False)
        if part.kind == "gap_number":
            text = f"{written(each.number or 0)}:{written(each.tolerance)}"
        answers.append(_gap_answer(text, each.share, each.feedback, language))
    return answers


def _worth(choice: ChoiceContent) -> float:
    return choice.share if choice.share is not None else float(choice.is_right)


def _gap_answer(text: str, share: float, feedback: Texts, language: str) -> str:
    mark = "=" if share == 1 else f"%{written(round(100 * share, 5))}%" if share else ""
    said = _inline(feedback.get(language, ""))
    return f"{mark}{_SPECIAL.sub(_escaped, text)}" + (f"#{_SPECIAL.sub(_escaped, said)}" if said else "")


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[1]


def _inline(text: str) -> str:
    html = html_of(text)
    inside = html.removeprefix("<p>").removesuffix("</p>")
    return html if "<p>" in inside else inside


def _hotspot(element: Element, content: QuestionContent, question: ReadQuestion) -> None:
    found = _background(question)
    if found is None:
        return
    background, width, height = found
    sub(element, "file", b64encode(background.data).decode(), name=background.name, path="/", encoding="base64")
    named = next((choice.text for choice in content.choices if choice.is_right), {})
    drag = _texts(element, "drag", named)
    sub(drag, "no", "1")
    for number, choice in enumerate(content.choices, start=1):
        if choice.area is not None:
            drop = sub(element, "drop")
            sub(drop, "no", str(number))
            shape, coords = _drop(choice.area, width, height)
            sub(drop, "shape", shape)
            sub(drop, "coords", coords)
            sub(drop, "choice", "1" if choice.is_right else "0")


def _drop(area: AreaContent, width: int, height: int) -> tuple[str, str]:
    """Moodle's shape and coordinates in whole pixels."""
    if area.shape == "circle":
        x, y, radius = area.coords[:3]
        return "circle", f"{round(x * width)},{round(y * height)};{round(radius * width)}"
    pixels = [round(each * (height if place % 2 else width)) for place, each in enumerate(area.coords)]
    if area.shape == "rect":
        left, top, right, bottom = pixels
        return "rectangle", f"{left},{top};{right - left},{bottom - top}"
    return "polygon", ";".join(f"{x},{y}" for x, y in zip(pixels[::2], pixels[1::2], strict=True))


_WRITERS = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _true_false,
    "short_text": _short_text,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "open_text": _essay,
    "cloze": _cloze,
    "hotspot": _hotspot,
}
