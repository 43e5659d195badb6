"""Translations of questions that come back in XLIFF 1.2 or 2.x."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.xliff import read_xliff as read
from core.xliff import words_of


@dataclass(frozen=True)
class ReadPassage:
    """A passage of a file. ``seen``: what our note says of the translation that the file was made with; "" without a note.
    ``doubt``: as of :class:`core.xliff.ReadUnit`."""

    key: str
    source: str
    target: str
    seen: str
    doubt: str = ""


@dataclass(frozen=True)
class ReadTranslation:
    """The passages of one question, which the file calls ``original``, in ``language``."""

    original: str
    language: str
    passages: tuple[ReadPassage, ...]


def read_xliff(data: bytes) -> Iterator[ReadTranslation]:
    """Refused: ``import.unknown_format``, ``import.unknown_language``, and as :func:`core.importing.xml.read_xml`. Questions have
    no marks that are codes: their letters alone count."""
    for original in read(data, otherwise="import.unknown_format"):
        passages = (
            ReadPassage(each.key, words_of(each.source), words_of(each.target), each.seen, each.doubt)
            for each in original.units
        )
        yield ReadTranslation(original.key, original.language, tuple(passages))
