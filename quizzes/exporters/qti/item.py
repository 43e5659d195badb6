"""One question in one language as an item of QTI 2.2."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.importing.xml import Element
from quizzes.content import QuestionContent
from quizzes.exporters.extras import sub, written
from quizzes.exporters.moodle import rubric, shares_of
from quizzes.exporters.qti.gaps import add_gaps, mapped_words, words_in
from quizzes.exporters.qti.writing import Writing, fill
from quizzes.importers.html import html_of
from quizzes.importers.left_out import LeftOut
from quizzes.importers.moodle.pictures import size_of
from quizzes.importers.qti.taking import FILE_CLASS
from quizzes.importers.reading import ReadFile, ReadQuestion


def item_of(
    question: ReadQuestion, content: QuestionContent, identifier: str, language: str, files: Mapping[str, str]
) -> Element | None:
    """The item, or None when the question lacks what its interaction needs. ``files``: names in the package."""
    writing = Writing(content, identifier, language)
    if content.kind != "cloze":
        fill(writing.body, html_of(content.text.get(language, "")))
    else:
        add_gaps(writing)
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
    mapped_words(writing, response, mapping)
    writing.score_mapped()
    sub(sub(writing.body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="30")


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
