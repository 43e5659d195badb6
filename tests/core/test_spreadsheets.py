"""Files for Excel: readable in six languages, and harmless."""

from __future__ import annotations

import csv
from datetime import datetime
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from core.spreadsheets import Sheet, as_csv, as_xlsx, harmless

SHEET = Sheet(
    "People",
    ["Name", "Minutes", "In"],
    [
        ["=HYPERLINK(1)", 5, datetime(2026, 6, 4, 15, 0, tzinfo=ZoneInfo("Africa/Nairobi"))],
        ["محمد", 0, None],
    ],
)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", " =1", "\n=1"])
def test_what_a_spreadsheet_would_calculate_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Awa", "", "O'Neil", "a=b", -5, 0.5, None])
def test_other_values_stay_as_they_are(value: object) -> None:
    assert harmless(value) == value  # type: ignore[arg-type]


def test_a_csv_opens_in_excel_in_any_script() -> None:
    raw = as_csv(SHEET)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(raw.decode("utf-8-sig")))) == [
        ["Name", "Minutes", "In"],
        ["'=HYPERLINK(1)", "5", "2026-06-04 15:00"],
        ["محمد", "0", ""],
    ]


def test_a_workbook_holds_numbers_and_instants_and_no_formula() -> None:
    book = load_workbook(BytesIO(as_xlsx([SHEET, Sheet("A/B", ["x"], [])])))
    assert book.sheetnames == ["People", "A B"]
    page = book["People"]
    assert [cell.value for cell in page[2]] == ["'=HYPERLINK(1)", 5, datetime(2026, 6, 4, 15, 0)]
    assert {cell.data_type for row in page.rows for cell in row} == {"s", "n", "d"}
    assert not page.sheet_view.rightToLeft


def test_an_arabic_workbook_runs_from_the_right() -> None:
    book = load_workbook(BytesIO(as_xlsx([SHEET], right_to_left=True)))
    assert book["People"].sheet_view.rightToLeft
