"""Translations of questions that come back in XLIFF 1.2 or 2.x."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.actions import Refused
from core.importing.xml import Element, child, children, descendants, name_of, read_xml
from core.languages import LANGUAGES
from quizzes.exporters.xliff import NOTE


@dataclass(frozen=True)
class ReadPassage:
    """A passage of a file. ``seen``: what our note says of the translation that the file was made with; "" without a note."""

    key: str
    source: str
    target: str
    seen: str


@dataclass(frozen=True)
class ReadTranslation:
    """The passages of one question, which the file calls ``original``, in ``language``."""

    original: str
    language: str
    passages: tuple[ReadPassage, ...]


def read_xliff(data: bytes) -> Iterator[ReadTranslation]:
    """Refused: ``import.unknown_format``, ``import.unknown_language``, and as :func:`core.importing.xml.read_xml`."""
    root = read_xml(data)
    if name_of(root) != "xliff":
        raise Refused("import.unknown_format")
    for file in descendants(root, "file"):
        language = (file.get("target-language") or root.get("trgLang") or "").lower().partition("-")[0]
        if language not in LANGUAGES:
            raise Refused("import.unknown_language", language=language or "?")
        units = [_unit_1(unit) for unit in descendants(file, "trans-unit")]
        units += [_unit_2(unit) for unit in descendants(file, "unit")]
        yield ReadTranslation(file.get("original") or "", language, tuple(units))


def _unit_1(unit: Element) -> ReadPassage:
    notes = [_words(note) for note in children(unit, "note") if note.get("from") == NOTE]
    return ReadPassage(
        unit.get("id") or "", _words(child(unit, "source")), _words(child(unit, "target")), "".join(notes[:1])
    )


def _unit_2(unit: Element) -> ReadPassage:
    """Translators' tools cut a unit into segments, with what stands between them."""
    notes = [_words(note) for note in descendants(unit, "note") if note.get("category") == NOTE]
    pieces = children(unit, "segment", "ignorable")
    source = "".join(_words(child(piece, "source")) for piece in pieces)
    targets = [child(piece, "target") for piece in pieces]
    target = "".join(
        _words(there) if there is not None else _words(child(piece, "source")) if name_of(piece) == "ignorable" else ""
        for piece, there in zip(pieces, targets, strict=True)
    )
    is_translated = any(there is not None and _words(there).strip() for there in targets)
    return ReadPassage(unit.get("id") or "", source, target if is_translated else "", "".join(notes[:1]))


def _words(element: Element | None) -> str:
    return "" if element is None else "".join(element.itertext())
