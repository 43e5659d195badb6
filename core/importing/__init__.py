"""Tables out of files that people have: CSV of any usual making, and XLSX; and XML (:mod:`core.importing.xml`). Knows nothing
of what they are about.

What a file is, is told from its bytes, never from its name. Everything that cannot be read is refused with one code of
``file.…``; no byte string leads to anything else. The rules in words: ``docs/rules/invitation-lists.md``.
"""

from __future__ import annotations

from core.actions import Refused
from core.importing.letters import ENCODINGS, decode
from core.importing.separated import read_separated
from core.importing.table import LONGEST_CELL, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Known, Row, Table
from core.importing.workbooks import read_workbook

__all__ = ["ENCODINGS", "MOST_BYTES", "MOST_COLUMNS", "MOST_ROWS", "Known", "Row", "Table", "read_table"]

_PDF = b"%PDF-"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_NOT_TABLES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"{\\rtf",
    b"\x7fELF",
    b"BEGIN:V",
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")


def read_table(
    data: bytes,
    *,
    known: Known,
    encoding: str = "",
    rows: int = MOST_ROWS,
    longest: int = LONGEST_CELL,
    size: int = MOST_BYTES,
) -> Table:
    """The rows of a file, blank ones left out, each with the number that a spreadsheet shows beside it.

    ``known`` says how many cells of a row are headings that the caller understands: it chooses the separator and the sheet.
    ``encoding``, one of :data:`ENCODINGS`, is taken as it is instead of being found out. At most ``rows`` rows beside the
    headings, ``longest`` letters of a cell and ``size`` bytes. Refused with ``file.empty``,
    ``file.too_large``, ``file.too_many_rows``, ``file.too_many_columns``,
    ``file.is_pdf``, ``file.is_old_excel``, ``file.not_a_table``, ``file.wrong_letters``, ``file.cut_short``,
    ``file.quote_open`` or ``file.unreadable``.
    """
    if len(data) > size:
        raise Refused("file.too_large", limit=size // 1024**2)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Refused("file.empty")
    start = data[:1024].lstrip()
    if start.startswith(_PDF):
        raise Refused("file.is_pdf")
    if data.startswith(_OLD_OFFICE):
        raise Refused("file.is_old_excel")
    if data.startswith(_ZIP):
        return read_workbook(data, known=known, rows=rows, longest=longest)
    if data.startswith(_NOT_TABLES) or start.lower().startswith(_MARKUP):
        raise Refused("file.not_a_table")
    text, found = decode(data, encoding)
    return read_separated(text, encoding=found, known=known, rows=rows, longest=longest)
