"""What Lectern writes beside the elements of another system's format: that part of a question which they do not bring back.

Extras name the state of the elements that they were written beside. When those were changed since, by whatever hand, they
count and the extras do not. The writer is :mod:`quizzes.exporters.extras`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from core.importing.xml import Element, number_of
from core.languages import LANGUAGES
from quizzes.content import Accepted, AreaContent, ChoiceContent, PartContent, QuestionContent, Texts, Unit
from quizzes.importers.reading import ReadFile

NAMESPACE = "urn:lectern:questions"
SPACE = f"{{{NAMESPACE}}}"

FLAGS = frozenset(("keeps_order", "case_matters"))
NUMBERS = frozenset(("low", "high", "key_number", "tolerance"))
WHOLE = frozenset(("points", "max_choices"))
WORDS = frozenset(("kind", "name", "mark_rule", "hs_code", "source_language"))
TEXTS = frozenset(("text", "explanation", "low_label", "high_label"))
LISTS = ("choices", "parts", "accepted", "units")


def state_of(element: Element) -> str:
    """Stands for all that an element holds but extras; space between elements does not matter."""
    digest = hashlib.sha256()
    _feed(digest.update, element)
    return digest.hexdigest()[:32]


def joint_state(elements: Iterable[Element]) -> str:
    """Stands for all that several elements hold."""
    return hashlib.sha256(" ".join(map(state_of, elements)).encode()).hexdigest()[:32]


def _feed(update: Callable[[bytes], object], element: Element) -> None:
    for each in element:
        if not isinstance(each.tag, str) or each.tag.startswith(SPACE):
            continue
        written = [each.tag.rpartition("}")[2], (each.text or "").strip(), *map(str, sorted(each.attrib.items()))]
        update("\x1f".join(written).encode())
        _feed(update, each)
        update(b"\x1e" + (each.tail or "").strip().encode())


def extras_in(element: Element) -> Element | None:
    return next((each for each in element if each.tag == SPACE + "extras"), None)


def with_extras(content: QuestionContent, extras: Element, *, but: frozenset[str] = frozenset()) -> QuestionContent:
    """The question with the fields that ``extras`` name as they say, ``but`` some. Raises ValueError where they make no sense."""
    fields: dict[str, Any] = {}
    for each in extras:
        name = each.get("name", "")
        if each.tag == SPACE + "value" and name in FLAGS | NUMBERS | WHOLE | WORDS:
            fields[name] = _value(name, each)
        elif each.tag == SPACE + "texts" and name in TEXTS:
            fields[name] = _texts(each)
        elif each.tag == SPACE + "list" and name in LISTS:
            fields[name] = tuple(map(_READ[name], each))
    return replace(content, **{name: value for name, value in fields.items() if name not in but})


def with_alts(files: tuple[ReadFile, ...], extras: Element) -> tuple[ReadFile, ...]:
    """The files, with what they show in the languages in which ``extras`` say it."""
    said = {each.get("file"): _texts(each) for each in extras if each.tag == SPACE + "alt"}
    return tuple(replace(each, alt=said[each.name]) if each.name in said else each for each in files)


def _value(name: str, element: Element) -> Any:
    text = element.text or ""
    if element.get("none"):
        return None
    if name in FLAGS:
        return text == "true"
    if name in WORDS:
        return text
    number = _number(text)
    return int(number) if name in WHOLE else number


def _number(text: str | None) -> float:
    number = number_of(text)
    if number is None:
        raise ValueError(text)
    return number


def _texts(element: Element | None) -> Texts:
    if element is None:
        return {}
    return {
        language: each.text
        for each in element
        if each.tag == SPACE + "text" and (language := each.get("lang", "")) in LANGUAGES and each.text
    }


def _named(element: Element, kind: str, name: str) -> Element | None:
    return next((each for each in element if each.tag == SPACE + kind and each.get("name") == name), None)


def _list(element: Element, name: str) -> Iterable[Element]:
    found = _named(element, "list", name)
    return found if found is not None else ()


def _optional(element: Element, name: str) -> float | None:
    written = element.get(name)
    return None if written is None else _number(written)


def _choice(element: Element) -> ChoiceContent:
    shape, coords = element.get("shape"), element.get("coords", "")
    return ChoiceContent(
        _texts(_named(element, "texts", "text")),
        _texts(_named(element, "texts", "feedback")),
        element.get("right") == "true",
        share=_optional(element, "share"),
        area=AreaContent(shape, tuple(map(_number, coords.split()))) if shape else None,
    )


def _accepted(element: Element) -> Accepted:
    return Accepted(
        text=element.get("text", ""),
        language=element.get("language", ""),
        number=_optional(element, "number"),
        tolerance=_optional(element, "tolerance") or 0,
        share=1 if (share := _optional(element, "share")) is None else share,
        feedback=_texts(_named(element, "texts", "feedback")),
    )


def _part(element: Element) -> PartContent:
    match = _optional(element, "match")
    return PartContent(
        element.get("kind", ""),
        _texts(_named(element, "texts", "text")),
        tuple(map(_choice, _list(element, "choices"))),
        tuple(map(_accepted, _list(element, "accepted"))),
        match=None if match is None else int(match),
        weight=1 if (weight := _optional(element, "weight")) is None else weight,
    )


def _unit(element: Element) -> Unit:
    return Unit(element.get("text", ""), 1 if (factor := _optional(element, "factor")) is None else factor)


_READ: dict[str, Callable[[Element], Any]] = {
    "choices": _choice,
    "parts": _part,
    "accepted": _accepted,
    "units": _unit,
}
