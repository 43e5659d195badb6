"""The words of files that lessons hold, for the search: by page, by slide, by the second of a film, or whole."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.actions import Refused
from core.importing.xml import Element, descendants, name_of, read_xml
from courses.actions.texts_of_files import Page
from courses.choices import PDF, SHEETS, SLIDES, SPOKEN, TEXT, WRITTEN
from courses.importers.captions import paragraphs, read_captions
from courses.rendering import BadPdf, inspect, read
from quizzes.importers.packages import Package

MOST_PAGES = 1000
_PIECE = 20_000
"""Letters of a text without pages that are kept together."""
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,4})\.xml")


def pages_of(media_type: str, data: bytes) -> list[Page]:
    """What can be read of a file; of one that is broken, or of a kind without words, what there is, perhaps nothing."""
    kind = media_type.partition(";")[0]
    try:
        found = {
            PDF: _of_pdf,
            WRITTEN: _of_document,
            SHEETS: _of_workbook,
            SLIDES: _of_slides,
            SPOKEN: _of_captions,
            TEXT: _of_text,
        }[kind](data)
        return [(position, text) for position, text in found if text.strip()]
    except (Refused, BadPdf, KeyError, UnicodeDecodeError):
        return []


def _of_pdf(data: bytes) -> list[Page]:
    pages: list[Page] = []
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source.pdf"
        source.write_bytes(data)
        try:
            pages.extend(read(source, range(1, min(inspect(source), MOST_PAGES) + 1)))
        except BadPdf:
            return pages
    return pages


def _of_document(data: bytes) -> Iterator[Page]:
    return _pieces(_lines(_part(Package(data), "word/document.xml")))


def _of_workbook(data: bytes) -> Iterator[Page]:
    return _pieces(_lines(_part(Package(data), "xl/sharedStrings.xml"), "si"))


def _of_slides(data: bytes) -> Iterator[Page]:
    package = Package(data)
    numbers = sorted(int(found[1]) for name in package.names if (found := _SLIDE.fullmatch(name)))
    for number in numbers[:MOST_PAGES]:
        yield number, "\n".join(_lines(_part(package, f"ppt/slides/slide{number}.xml")))


def _of_captions(data: bytes) -> Iterator[Page]:
    for start, text in paragraphs(read_captions(data)):
        yield start // 1000, text


def _of_text(data: bytes) -> Iterator[Page]:
    return _pieces(data.decode("utf-8-sig").splitlines())


def _part(package: Package, name: str) -> Element:
    data = package.read(name)
    if data is None:
        raise KeyError(name)
    return read_xml(data)


def _lines(root: Element, holder: str = "p") -> list[str]:
    """The text of each paragraph: what stands in elements called *t*, whatever vocabulary they are of."""
    return [
        "".join(each.text or "" if name_of(each) == "t" else " " for each in descendants(line, "t", "tab", "br"))
        for line in descendants(root, holder)
    ]


def _pieces(lines: list[str]) -> Iterator[Page]:
    held: list[str] = []
    number = 1
    for line in filter(None, map(str.strip, lines)):
        held.append(line)
        if sum(map(len, held)) > _PIECE:
            yield number, "\n".join(held)
            held, number = [], number + 1
    if held:
        yield number, "\n".join(held)
