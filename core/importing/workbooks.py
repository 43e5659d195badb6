"""Workbooks (XLSX): read row by row, with formulas as the values that they had when the file was saved."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from core.actions import Refused
from core.importing.table import LONGEST_CELL, MOST_COLUMNS, Gathering, Known, Row, Table

MOST_UNPACKED = 32 * 1024**2
"""Bytes of all parts of a workbook together. What a part claims is what can be read of it: zipfile stops there."""
_MOST_PARTS = 2000
_LAST_ROW = 1_048_576
_PIECE = 1024**2
_DOCTYPE = ("<!DOCTYPE", "<!ENTITY")
_MARKS = tuple(word.encode(code) for word in _DOCTYPE for code in ("ascii", "utf-16-le", "utf-16-be"))
_OVERLAP = max(len(mark) for mark in _MARKS)


def read_workbook(data: bytes, *, known: Known, rows: int, longest: int = LONGEST_CELL) -> Table:
    """The first visible sheet in which a heading is understood, else the first visible one with anything in it."""
    _look_inside(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that we do not read
            return _read(data, known, rows, longest)
    except Refused:
        raise
    except Exception:  # a file made to harm raises whatever it likes inside of the parsers: no cause of it is ours
        raise Refused("file.unreadable") from None


def _look_inside(data: bytes) -> None:
    """Refuse bombs, other archives, and XML that brings definitions of its own, before anything is parsed."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise Refused("file.not_a_table")
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused("file.too_large_inside", limit=MOST_UNPACKED // 1024**2)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _look_for_definitions(archive, part.filename)
    except Refused:
        raise
    except BadZipFile:
        raise Refused("file.cut_short") from None
    except Exception:  # as above: unknown compressions, passwords, broken lengths
        raise Refused("file.unreadable") from None


def _look_for_definitions(archive: ZipFile, name: str) -> None:
    with archive.open(name) as part:
        before = b""
        while piece := part.read(_PIECE):
            if any(mark in before + piece for mark in _MARKS):
                raise Refused("file.unreadable")
            before = piece[-_OVERLAP:]


def _read(data: bytes, known: Known, rows: int, longest: int) -> Table:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        first: Table | None = None
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()
            found = _rows_of(sheet, rows, longest)
            if not found:
                continue
            table = Table("xlsx", found, sheet=sheet.title)
            if max(known(row.cells) for row in found[:20]):
                return table
            first = first or table
    finally:
        book.close()
    if first is None:
        raise Refused("file.empty")
    return first


def _rows_of(sheet: Any, limit: int, longest: int) -> tuple[Row, ...]:
    gathering = Gathering(limit, longest)
    rows = sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS + 1, values_only=True)
    for number, values in enumerate(rows, 1):
        if any(value is not None for value in values):
            gathering.add(number, [_written(value) for value in values])
    return tuple(gathering.rows)


def _written(value: object) -> str:
    """A value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
