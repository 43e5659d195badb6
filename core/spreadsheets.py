"""Files for Excel: CSV and XLSX of plain rows, safe against formulas that somebody typed as their name."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Value = str | int | float | datetime | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Sheet:
    """A heading row and the rows under it. Instants must already be in the zone in which they are to be read."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]


def harmless(value: Value) -> Value:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) or text.startswith(_FORMULA) else text
    return value


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte-order mark, without which Excel reads another encoding."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    for row in [sheet.head, *sheet.rows]:
        writer.writerow([_written(harmless(value)) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(sheets: Iterable[Sheet], *, right_to_left: bool = False) -> bytes:
    """A workbook with headings that stay in view, and sheets that run from the right when the reader's language does."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(_sheet_title(sheet.title))
        page.sheet_view.rightToLeft = right_to_left
        page.freeze_panes = "A2"
        for number, row in enumerate([sheet.head, *sheet.rows], start=1):
            for column, value in enumerate(row, start=1):
                clean = harmless(value)
                cell = page.cell(number, column)
                cell.value = clean.replace(tzinfo=None) if isinstance(clean, datetime) else clean
                if isinstance(clean, str):
                    cell.data_type = "s"
                if isinstance(clean, datetime):
                    cell.number_format = "yyyy-mm-dd hh:mm"
                if number == 1:
                    cell.font = Font(bold=True)
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
        for column in range(1, len(sheet.head) + 1):
            longest = max((len(_written(row[column - 1])) for row in sheet.rows), default=0)
            page.column_dimensions[get_column_letter(column)].width = min(max(longest, 12) + 2, 48)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_title(title: str) -> str:
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in title)[:31] or "Sheet"


def _written(value: Value) -> str:
    if value is None:
        return ""
    return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else str(value)
