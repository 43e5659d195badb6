"""Text with separators: comma, semicolon, tab or pipe, with or without quotation marks, any line endings."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from core.actions import Refused
from core.importing.table import LONGEST_CELL, Gathering, Known, Table

SEPARATORS = (",", ";", "\t", "|")
_LOOKED_AT = 60
"""Rows from which the separator is told."""
_END = "\ue000end of the text\ue000"
"""Put after the text: when it comes out inside of a cell, a quotation mark was never closed."""
_LONGEST_FIELD = 200_000

csv.field_size_limit(_LONGEST_FIELD)


def read_separated(text: str, *, encoding: str, known: Known, rows: int, longest: int = LONGEST_CELL) -> Table:
    """The table in ``text``. A first line ``sep=;``, as Excel writes it, is believed and left out."""
    separator, text = _told(text)
    if not text.strip("".join(SEPARATORS) + ' "\r\n'):
        raise Refused("file.empty")
    separator = separator or _likeliest(text, known)
    gathering, number = Gathering(rows, longest), 0
    try:
        for number, cells in _records(text, separator):
            if cells == [_END]:
                break
            if any(_END in cell for cell in cells):
                raise Refused("file.quote_open", row=number)
            gathering.add(number, cells)
    except csv.Error:  # a cell without end
        raise Refused("file.quote_open", row=number + 1) from None
    if not gathering.rows:
        raise Refused("file.empty")
    return Table("csv", tuple(gathering.rows), encoding=encoding, separator=separator)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, blank ones too; the last one is :data:`_END`."""
    return enumerate(csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=separator), 1)


def _told(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    name, _, value = first.strip('\r" ').partition("=")
    return (value, rest) if name.lower() == "sep" and value in SEPARATORS else ("", text)


def _likeliest(text: str, known: Known) -> str:
    """By headings that the caller understands, then by how many rows are as long as the first, then by its length."""

    def score(separator: str) -> tuple[int, float, int]:
        try:
            sample = [cells for _, cells in islice(_records(text, separator), _LOOKED_AT)]
        except csv.Error:
            return (0, 0.0, 0)
        widths = [len(cells) for cells in sample if any(cell.strip() for cell in cells) and _END not in cells[-1]]
        if not widths:
            return (0, 0.0, 0)
        usual, count = Counter(widths).most_common(1)[0]
        return (max(known(cells) for cells in sample), count / len(widths) if usual > 1 else 0.0, usual)

    return max(SEPARATORS, key=score)
