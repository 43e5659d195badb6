"""Which format a file is in, told from its content and never from its name, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.module_loading import import_string

from core.actions import Refused
from quizzes.choices import ImportFormat
from quizzes.importers.letters import text_of
from quizzes.importers.reading import Reader, ReadQuestion

MOST_BYTES = 20 * 1024**2

READERS: dict[str, str] = {
    ImportFormat.GIFT: "quizzes.importers.gift.reader.read",
    ImportFormat.AIKEN: "quizzes.importers.aiken.read",
    ImportFormat.CSV: "quizzes.importers.table.read",
    ImportFormat.XLSX: "quizzes.importers.table.read",
    ImportFormat.MOODLE_XML: "quizzes.importers.moodle.read",
    ImportFormat.QTI: "quizzes.importers.qti.read",
}
"""The reader of each format: ``module.function``, imported when it is needed."""

_START = 64 * 1024
_ROOT = re.compile(r"<\s*(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_QTI = ("assessment", "qti-assessment", "manifest", "questestinterop")
_GIFT = re.compile(r"(?m)^\s*(?:::|\$CATEGORY:|//|\[(?:html|markdown|moodle|plain)\])|(?<!\\)\{")
_AIKEN = re.compile(r"(?mi)^\s*[A-Z][.)]\s.*\n+(?:\s*[A-Z][.)]\s.*\n+)*\s*ANSWER\s*:\s*[A-Z]")
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
)


def sniff(data: bytes) -> ImportFormat:
    """Refused with ``import.too_large``, ``import.empty``, ``import.wrong_letters`` or ``import.unknown_format``."""
    if len(data) > MOST_BYTES:
        raise Refused("import.too_large", limit=MOST_BYTES // 1024**2)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Refused("import.empty")
    if data.startswith(_BINARY):
        raise Refused("import.unknown_format")
    if data.startswith(b"PK"):
        return _archive(data)
    start = _start_of(data)
    if start.lstrip().startswith("<"):
        return _markup(start)
    return _text(text_of(data))


def read(data: bytes, language: str, file_format: str) -> Iterator[ReadQuestion]:
    """The questions of a file in the format that :func:`sniff` told."""
    if file_format not in READERS:
        raise Refused("import.unknown_format")
    reader: Reader = import_string(READERS[file_format])
    return reader(data, language)


def _archive(data: bytes) -> ImportFormat:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused("import.unreadable") from None
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return ImportFormat.XLSX
    if any(name.lower().endswith((".xml", ".xhtml")) for name in names):
        return ImportFormat.QTI
    raise Refused("import.unknown_format")


def _start_of(data: bytes) -> str:
    """The beginning, in letters good enough to tell markup from other text."""
    piece = data[:_START]
    wide = piece[:2] in (b"\xff\xfe", b"<\x00") or piece[:2] in (b"\xfe\xff", b"\x00<")
    if wide:
        return piece.decode("utf-16-le" if piece[:1] in (b"\xff", b"<") else "utf-16-be", "replace").lstrip("\ufeff")
    return piece.decode("utf-8", "replace").lstrip("\ufeff")


def _markup(start: str) -> ImportFormat:
    without = re.sub(
        r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", "", start, flags=re.DOTALL | re.IGNORECASE
    )
    found = _ROOT.match(without.strip())
    root = found.group(1) if found else ""
    if root == "quiz":
        return ImportFormat.MOODLE_XML
    if root == "xliff":
        return ImportFormat.XLIFF
    if root.lower().startswith(_QTI):
        return ImportFormat.QTI
    raise Refused("import.unknown_format")


def _text(text: str) -> ImportFormat:
    if _is_table(text):
        return ImportFormat.CSV
    if _AIKEN.search(text) and not re.search(r"(?m)^\s*::|(?<!\\)\{[^{}]*[=~#]", text):
        return ImportFormat.AIKEN
    if _GIFT.search(text):
        return ImportFormat.GIFT
    if _AIKEN.search(text):
        return ImportFormat.AIKEN
    raise Refused("import.unknown_format")


def _is_table(text: str) -> bool:
    """Whether a row near the beginning names the columns of our own tables."""
    for line in text[:_START].split("\n")[:20]:
        cells = {cell.strip().strip('"').lower() for cell in re.split(r"[,;\t|]", line)}
        if "kind" in cells and any(cell.startswith("text_") for cell in cells):
            return True
    return False
