"""A nomenclature out of tables (CSV, XLSX) with a column of codes, columns of titles by language, and perhaps one of tiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.actions import Refused
from core.importing import read_table
from core.languages import LANGUAGES
from quizzes.actions.nomenclature import Goods
from quizzes.words.folding import digits

MOST_ROWS = 20_000
CODE = ("code", "hscode", "hs_code", "hs6", "hs", "cmdcode")
TIER = "tier"
TITLES = ("{}", "title_{}", "description_{}", "desc_{}", "text_{}", "{}_path")
"""How a column of titles in one language may be called; of several, the first that says something counts."""

_RAISED = str.maketrans({"2": "²", "3": "³", "6": "⁶", "-": "⁻", "o": "º", "s": ""})


@dataclass(frozen=True)
class ReadFile:
    """The goods of a file, and the numbers of its rows that have no code of two, four or six digits."""

    goods: tuple[Goods, ...]
    left_out: tuple[int, ...]


def read_nomenclature(data: bytes) -> ReadFile:
    """Refused as :func:`core.importing.read_table` refuses, and with ``nomenclature.no_code_column``,
    ``nomenclature.no_title_column`` and ``nomenclature.no_codes``."""
    table = read_table(data, known=_known, rows=MOST_ROWS)
    headings = [_heading(cell) for cell in table.rows[0].cells]
    code_at = next((headings.index(name) for name in CODE if name in headings), None)
    if code_at is None:
        raise Refused("nomenclature.no_code_column", names=", ".join(CODE))
    titles_at = {
        language: [headings.index(name) for form in TITLES if (name := form.format(language)) in headings]
        for language in LANGUAGES
    }
    tier_at = headings.index(TIER) if TIER in headings else None
    if not any(titles_at.values()) and tier_at is None:
        raise Refused("nomenclature.no_title_column", names=", ".join(LANGUAGES))
    goods, left_out = [], []
    for row in table.rows[1:]:
        cells = row.cells + ("",) * (len(headings) - len(row.cells))
        code = _code(cells[code_at])
        if code is None:
            left_out.append(row.number)
            continue
        titles = {
            language: title
            for language, places in titles_at.items()
            if (title := next((text for place in places if (text := _title(cells[place]))), ""))
        }
        goods.append(Goods(code, titles, _tier(cells[tier_at]) if tier_at is not None else None))
    if not goods:
        raise Refused("nomenclature.no_codes")
    return ReadFile(tuple(goods), tuple(left_out))


def _known(cells: Sequence[str]) -> int:
    names = {*CODE, TIER, *(form.format(language) for form in TITLES for language in LANGUAGES)}
    return sum(_heading(cell) in names for cell in cells)


def _heading(cell: str) -> str:
    return re.sub(r"[\s\-]+", "_", cell.strip().lower())


def _code(cell: str) -> str | None:
    """Digits alone; a spreadsheet that took a code for a number took the 0 at its beginning away."""
    code = re.sub(r"[\s.]", "", digits(cell))
    if not re.fullmatch(r"[0-9]{1,6}", code):
        return None
    code = "0" * (len(code) % 2) + code
    return code if code[:2] != "00" else None


def _tier(cell: str) -> int | None:
    """``3.A`` is of the third tier."""
    found = re.match(r"[0-9]", digits(cell).strip())
    return int(found.group()) or None if found else None


def _title(cell: str) -> str:
    """Without the marks of the European tariff, as a sentence where all of it is in capitals."""
    text = re.sub(r"\$\s?(.?)", lambda raised: raised.group(1).translate(_RAISED), cell.replace("!x!", "×"))
    text = " ".join(text.split())
    return text.capitalize() if text.isupper() and len(text) > 4 else text
