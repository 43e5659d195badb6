"""What a file is read into, and the limits that hold for every kind of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.actions import Refused

MOST_BYTES = 5 * 1024**2
MOST_ROWS = 5000
MOST_COLUMNS = 100
LONGEST_CELL = 2000
"""Letters of a cell that are kept; nothing in a list of people is as long."""

Known = Callable[[Sequence[str]], int]
"""How many cells of a row are headings that the caller understands."""

_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_UNKEPT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ENDS = _INVISIBLE + " \t\r\n\u00a0\u2007\u202f\u3000"


@dataclass(frozen=True)
class Row:
    """``number`` as a spreadsheet shows it beside the row, blank rows counted."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """``kind``: ``csv`` or ``xlsx``. ``encoding`` and ``separator`` of a CSV, ``sheet``: the name of the sheet of an XLSX."""

    kind: str
    rows: tuple[Row, ...]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""


def clean(cell: str, longest: int = LONGEST_CELL) -> str:
    """Without spaces and direction marks at its ends, and without letters that no database keeps; tabs as spaces."""
    cell = cell[: longest + 1].strip(_ENDS)
    if cell.isprintable():
        return cell
    return _UNKEPT.sub("", cell.replace("\r", " ").replace("\t", " "))


class Gathering:
    """Rows as they come, with the limits kept."""

    def __init__(self, limit: int, longest: int = LONGEST_CELL) -> None:
        self.limit = limit
        self.longest = longest
        self.rows: list[Row] = []

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Keep a row that is not blank. One row more than the limit is allowed: that of the headings."""
        cleaned = tuple(clean(cell, self.longest) for cell in cells)
        while cleaned and not cleaned[-1]:
            cleaned = cleaned[:-1]
        if not cleaned:
            return
        if len(cleaned) > MOST_COLUMNS:
            raise Refused("file.too_many_columns", limit=MOST_COLUMNS)
        self.rows.append(Row(number, cleaned))
        if len(self.rows) > self.limit + 1:
            raise Refused("file.too_many_rows", limit=self.limit)
