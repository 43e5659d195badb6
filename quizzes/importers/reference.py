"""Sections of the nomenclature, and published lists of codes, out of tables (CSV, XLSX)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from core.actions import Refused
from core.importing import read_table
from core.languages import LANGUAGES
from quizzes.actions.reference import ReadSection, ReadSet
from quizzes.importers.nomenclature import CODE, MOST_ROWS

UNVERIFIED = "unverified"
"""A file with this word in its name or in its cells is nobody's list: it is never taken in as one."""


def read_sections(data: bytes) -> tuple[ReadSection, ...]:
    """A table with the columns ``section`` (a Roman number) and ``name`` or a language. Refused: ``nomenclature.no_sections``."""
    rows = _rows(data, {"section", "name", *LANGUAGES})
    found = []
    for row in rows:
        titles = {language: _sentence(row[language]) for language in LANGUAGES if row.get(language)}
        if row.get("name"):
            titles.setdefault("en", _sentence(row["name"]))
        if titles and (number := _roman(row.get("section", ""))):
            found.append(ReadSection(row["section"].strip().upper(), number, titles))
    if not found:
        raise Refused("nomenclature.no_sections")
    return tuple(found)


def read_chapters(data: bytes) -> dict[str, str]:
    """In which section each chapter is, where the table has a column ``section``; else nothing."""
    rows = _rows(data, {*CODE, "section", *LANGUAGES})
    found = {}
    for row in rows:
        code = next((row[name].strip() for name in CODE if row.get(name)), "")
        if re.fullmatch(r"[0-9]{2}", code) and row.get("section"):
            found[code] = row["section"].strip().upper()
    return found


def read_set(data: bytes, *, key: str, source: str = "") -> ReadSet:
    """A table with a column of codes and ``list_name``, ``list_date``, perhaps ``tier``: one list, as it calls itself.

    Refused: ``nomenclature.not_a_list`` without a name or codes, or where the table says that it is not verified.
    """
    rows = _rows(data, {*CODE, "tier", "list_name", "list_date"})
    codes: dict[str, str] = {}
    for row in rows:
        code = next((re.sub(r"[\s.]", "", row[name]) for name in CODE if row.get(name)), "")
        if re.fullmatch(r"[0-9]{2,6}", code):
            codes[code] = row.get("tier", "").strip()[:10]
    names = {row["list_name"].strip() for row in rows if row.get("list_name")}
    dates = {row["list_date"].strip() for row in rows if row.get("list_date")}
    unverified = any(UNVERIFIED in cell.lower() for row in rows for cell in row.values())
    if not codes or len(names) != 1 or len(dates) != 1 or unverified:
        raise Refused("nomenclature.not_a_list")
    name, by = re.fullmatch(r"(.*?)\s*(?:\((.*)\))?", names.pop()).groups()  # type: ignore[union-attr]
    return ReadSet(key, name[:200], dates.pop()[:60], (source or by or "")[:300], codes)


def _rows(data: bytes, known: set[str]) -> list[Mapping[str, str]]:
    def count(cells: Sequence[str]) -> int:
        return sum(_heading(cell) in known for cell in cells)

    table = read_table(data, known=count, rows=MOST_ROWS)
    headings = [_heading(cell) for cell in table.rows[0].cells]
    return [dict(zip(headings, row.cells, strict=False)) for row in table.rows[1:]]


def _heading(cell: str) -> str:
    return re.sub(r"[\s\-]+", "_", cell.strip().lower())


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def _roman(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    signs = [values.get(sign, 0) for sign in text.strip().upper()]
    if not signs or 0 in signs:
        return 0
    pairs = zip(signs, [*signs[1:], 0], strict=True)
    return sum(-sign if sign < following else sign for sign, following in pairs)
