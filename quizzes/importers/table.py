"""Questions in a table, one in a row: CSV and XLSX with the columns of ``docs/rules/question-import.md``.

The columns that people fill in hold the usual questions; ``more`` holds as JSON what is left of any other. The writer is
:mod:`quizzes.exporters.table`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.actions import Refused
from core.importing import read_table
from core.languages import LANGUAGES
from quizzes.choices import QuestionKind
from quizzes.content import QuestionContent, from_json
from quizzes.importers.reading import MOST_QUESTIONS, ReadQuestion, left_out

MOST_BYTES = 20 * 1024**2
LONGEST_CELL = 32_767
"""Letters that a cell of Excel holds."""
NOTHING = "∅"
"""Stands for a text that is missing among others of its cell."""
LINE = "⏎"
"""Stands for the end of a line within one of several texts of a cell."""
TEXTS = ("text", "explanation")
LISTS = ("choices", "feedback")
NUMBERS = {"number": "key_number", "tolerance": "tolerance", "low": "low", "high": "high"}
WORDS = ("kind", "name", "source_language", "hs_code")
COLUMNS = (
    "key",
    "kind",
    "name",
    "category",
    "tags",
    "points",
    "source_language",
    *(f"{name}_{language}" for name in (*TEXTS, *LISTS) for language in LANGUAGES),
    "right",
    *NUMBERS,
    "hs_code",
    "more",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Wrong(Exception):
    """A cell that does not hold what its column is for."""

    def __init__(self, column: str, value: str) -> None:
        super().__init__(column)
        self.column, self.value = column, value


def read(data: bytes, language: str) -> Iterator[ReadQuestion]:
    table = read_table(data, known=_known, rows=MOST_QUESTIONS, longest=LONGEST_CELL, size=MOST_BYTES)
    head: list[str] | None = None
    for row in table.rows:
        if head is None:
            if _known(row.cells) >= 2:
                head = [cell.strip().lower() for cell in row.cells]
            continue
        cells = {name: unguarded(cell) for name, cell in zip(head, row.cells, strict=False) if cell}
        yield _question(cells, row.number, language)
    if head is None:
        raise Refused("import.unknown_format")


def _known(cells: Sequence[str]) -> int:
    return sum(cell.strip().lower() in COLUMNS for cell in cells)


def unguarded(cell: str) -> str:
    """The text without the apostrophe that kept a spreadsheet from taking it for a formula."""
    rest = cell[1:]
    guarded = cell.startswith("'") and (rest.startswith(("'", *_FORMULA)) or rest.lstrip(" ").startswith(_FORMULA))
    return rest if guarded else cell


def _question(cells: Mapping[str, str], number: int, language: str) -> ReadQuestion:
    label = (cells.get("name") or next((cells[name] for name in cells if name.startswith("text_")), str(number)))[:200]
    try:
        content = _content(cells, language)
    except _Wrong as wrong:
        return left_out(label, "import.left_out.cell", row=number, column=wrong.column, value=wrong.value[:80])
    return ReadQuestion(
        label=" ".join(label.split()),
        content=content,
        key=cells.get("key", ""),
        category=tuple(step.strip() for step in re.split(r"\s*>\s*", cells.get("category", "")) if step.strip()),
        tags=tuple(tag.strip() for tag in cells.get("tags", "").split(",") if tag.strip()),
    )


def _content(cells: Mapping[str, str], language: str) -> QuestionContent:
    data = _more(cells)
    kind = cells.get("kind", "").strip().lower()
    if kind not in QuestionKind.values:
        raise _Wrong("kind", kind)
    data |= {"text": {}, "source_language": language} | data
    data |= {name: cells[name].strip() for name in WORDS if name in cells} | {"kind": kind}
    for name in TEXTS:
        texts = {each: cells[f"{name}_{each}"] for each in LANGUAGES if cells.get(f"{name}_{each}")}
        if texts:
            data[name] = texts
    if language not in data["text"] and "source_language" not in cells and data["text"]:
        data["source_language"] = next(iter(data["text"]))
    if "points" in cells:
        data["points"] = int(_number(cells, "points"))
    data |= {field: _number(cells, name) for name, field in NUMBERS.items() if name in cells}
    _choices(data, cells)
    try:
        return from_json(data)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise _Wrong("more", cells.get("more", "")) from None


def _more(cells: Mapping[str, str]) -> dict[str, Any]:
    if "more" not in cells:
        return {}
    try:
        data = json.loads(cells["more"])
    except (ValueError, RecursionError):
        raise _Wrong("more", cells["more"]) from None
    if not isinstance(data, dict) or "files" in data:
        raise _Wrong("more", cells["more"])
    return data


def _number(cells: Mapping[str, str], name: str) -> float:
    try:
        number = float(cells[name].replace(",", ".").replace(" ", ""))
    except ValueError:
        raise _Wrong(name, cells[name]) from None
    if not abs(number) <= 1e15:
        raise _Wrong(name, cells[name])
    return number


def _choices(data: dict[str, Any], cells: Mapping[str, str]) -> None:
    texts = {each: _lines(cells[f"choices_{each}"]) for each in LANGUAGES if cells.get(f"choices_{each}")}
    told = {each: _lines(cells[f"feedback_{each}"]) for each in LANGUAGES if cells.get(f"feedback_{each}")}
    rights = _rights(cells.get("right", ""))
    more = data.get("choices", [])
    count = max((len(lines) for lines in (*texts.values(), *told.values(), more)), default=0)
    if not count:
        return
    if any(not 1 <= right <= count for right in rights):
        raise _Wrong("right", cells["right"])
    if not isinstance(more, list) or not all(isinstance(each, dict) for each in more):
        raise _Wrong("more", cells["more"])
    made = []
    for number in range(count):
        choice: dict[str, Any] = {
            "text": _at(texts, number),
            "feedback": _at(told, number),
            "is_right": number + 1 in rights,
        }
        made.append(choice | (more[number] if number < len(more) else {}))
    data["choices"] = made


def _lines(cell: str) -> list[str]:
    lines = [line.strip() for line in cell.split("\n")]
    return ["" if line == NOTHING else line.replace(LINE, "\n") for line in lines]


def _at(texts: Mapping[str, list[str]], number: int) -> dict[str, str]:
    return {
        language: lines[number] for language, lines in texts.items() if number < len(lines) and lines[number].strip()
    }


def _rights(cell: str) -> set[int]:
    numbers = re.findall(r"\d+", cell)
    if re.sub(r"[\d\s,;.]", "", cell) or any(len(number) > 3 for number in numbers):
        raise _Wrong("right", cell)
    return set(map(int, numbers))
