"""Writes beside another system's elements what they do not bring back of a question: :mod:`quizzes.importers.extras`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from core.importing.xml import Element
from quizzes.content import Accepted, ChoiceContent, PartContent, Texts, Unit
from quizzes.importers.extras import FLAGS, LISTS, NAMESPACE, NUMBERS, SPACE, TEXTS, WHOLE, WORDS
from quizzes.importers.reading import ReadQuestion

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def legal(text: str) -> str:
    """Without the letters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def sub(parent: Element, tag: str, words: str = "", /, **attributes: str) -> Element:
    """A new element within ``parent``, in its namespace."""
    namespace = parent.tag.rpartition("}")[0]
    made = etree.SubElement(parent, f"{namespace}}}{tag}" if namespace else tag)
    for key, value in attributes.items():
        made.set(key, legal(value))
    made.text = legal(words) or None
    return made


def written(number: float) -> str:
    """A number such that reading gives the same one back; whole ones without a fraction."""
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(float(number))


def add_extras(parent: Element, state: str, wanted: ReadQuestion, read: ReadQuestion) -> None:
    """Into ``parent``, what ``wanted`` has and ``read``, which elements in this ``state`` bring back, has not."""
    content, got = wanted.content, read.content
    fields = sorted(FLAGS | NUMBERS | WHOLE | WORDS | TEXTS) + list(LISTS)
    missing = [name for name in fields if got is None or _plain(getattr(content, name)) != _plain(getattr(got, name))]
    known = {each.name: each.alt for each in read.files}
    alts = [each for each in wanted.files if known.get(each.name, {}) != each.alt]
    if not missing and not alts:
        return
    extras = etree.SubElement(parent, SPACE + "extras", {"of": state}, nsmap={"lectern": NAMESPACE})
    for name in missing:
        value = getattr(content, name)
        if name in TEXTS:
            _texts(extras, "texts", value, name=name)
        elif name in LISTS:
            _list(extras, name, value)
        elif value is None:
            sub(extras, "value", name=name, none="true")
        else:
            sub(extras, "value", _word(value), name=name)
    for each in alts:
        _texts(extras, "alt", each.alt, file=each.name)


def _plain(value: Any) -> Any:
    """Ids of rows are of this database, and mean nothing in a file."""
    if isinstance(value, tuple):
        return [
            {**vars(each), "id": None} | {"choices": _plain(getattr(each, "choices", ()))} | _nested(each)
            for each in value
        ]
    return value


def _nested(each: Any) -> dict[str, Any]:
    return {"accepted": _plain(each.accepted)} if isinstance(each, PartContent) else {}


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return written(value) if isinstance(value, int | float) else str(value)


def _texts(parent: Element, tag: str, texts: Texts, **attributes: str) -> None:
    holder = sub(parent, tag, **attributes)
    for language, text in texts.items():
        sub(holder, "text", text, lang=language)


def _list(parent: Element, name: str, items: Iterable[Any]) -> None:
    holder = sub(parent, "list", name=name)
    for each in items:
        if isinstance(each, ChoiceContent):
            _choice(holder, each)
        elif isinstance(each, PartContent):
            _part(holder, each)
        elif isinstance(each, Accepted):
            _accepted(holder, each)
        elif isinstance(each, Unit):
            sub(holder, "unit", text=each.text, factor=written(each.factor))


def _choice(holder: Element, choice: ChoiceContent) -> None:
    made = sub(holder, "choice")
    if choice.is_right:
        made.set("right", "true")
    if choice.share is not None:
        made.set("share", written(choice.share))
    if choice.area is not None:
        made.set("shape", choice.area.shape)
        made.set("coords", " ".join(map(written, choice.area.coords)))
    _texts(made, "texts", choice.text, name="text")
    if choice.feedback:
        _texts(made, "texts", choice.feedback, name="feedback")


def _accepted(holder: Element, accepted: Accepted) -> None:
    made = sub(holder, "answer", text=accepted.text, language=accepted.language, share=written(accepted.share))
    if accepted.number is not None:
        made.set("number", written(accepted.number))
        made.set("tolerance", written(accepted.tolerance))
    if accepted.feedback:
        _texts(made, "texts", accepted.feedback, name="feedback")


def _part(holder: Element, part: PartContent) -> None:
    made = sub(holder, "part", kind=part.kind, weight=written(part.weight))
    if part.match is not None:
        made.set("match", str(part.match))
    if part.text:
        _texts(made, "texts", part.text, name="text")
    if part.choices:
        _list(made, "choices", part.choices)
    if part.accepted:
        _list(made, "accepted", part.accepted)
