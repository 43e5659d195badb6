"""Questions as a table, for :mod:`quizzes.importers.table`: every kind and all six languages; files stay here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from core.languages import LANGUAGES
from core.spreadsheets import Sheet, Value, as_csv, as_xlsx
from quizzes.content import ChoiceContent, QuestionContent, Texts, to_json
from quizzes.exporters.writing import NotHeld, Written
from quizzes.importers.reading import Note, ReadQuestion
from quizzes.importers.table import COLUMNS, LINE, LISTS, LONGEST_CELL, NOTHING, NUMBERS, TEXTS, WORDS

_SIMPLE = {*WORDS, *NUMBERS.values(), *TEXTS, "points", "choices"}


def csv(questions: Iterable[ReadQuestion]) -> Written:
    return _written(questions, as_csv)


def xlsx(questions: Iterable[ReadQuestion]) -> Written:
    return _written(questions, lambda sheet: as_xlsx([sheet]))


def _written(questions: Iterable[ReadQuestion], write: Any) -> Written:
    written, rows = Written(), []
    for question in questions:
        try:
            rows.append(_row(question))
        except NotHeld as reason:
            written.add(question.label, [reason.note], left_out=True)
        else:
            written.add(question.label, [Note("export.note.files")] if question.files else [])
    written.data = write(Sheet("Questions", COLUMNS, rows))
    return written


def _row(question: ReadQuestion) -> Sequence[Value]:
    content = question.content
    assert content is not None
    cells: dict[str, Any] = {
        "key": question.key,
        "category": " > ".join(question.category),
        "tags": ", ".join(question.tags),
        "points": content.points,
        "right": ", ".join(str(number) for number, choice in enumerate(content.choices, start=1) if choice.is_right),
        **{name: getattr(content, name) for name in WORDS},
        **{name: getattr(content, field) for name, field in NUMBERS.items()},
    }
    cells["tolerance"] = content.tolerance or None
    for name in TEXTS:
        cells |= {f"{name}_{language}": text for language, text in getattr(content, name).items()}
    more = {name: value for name, value in to_json(content).items() if name not in _SIMPLE}
    left = _choices(content, cells)
    if any(left):
        more["choices"] = left
    if more:
        cells["more"] = json.dumps(more, ensure_ascii=False)
    row = [_guarded(cells.get(name)) for name in COLUMNS]
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in row):
        raise NotHeld("export.left_out.too_long")
    return row


def _guarded(value: Value) -> Value:
    """A text that begins with an apostrophe gets a second one, since reading takes one away."""
    return f"'{value}" if isinstance(value, str) and value.startswith("'") else value


def _choices(content: QuestionContent, cells: dict[str, Any]) -> list[dict[str, Any]]:
    """Put the choices into cells, a line for each. Returns what is left of each."""
    columns = {name: [_texts(choice, name) for choice in content.choices] for name in LISTS}
    plain = all(_fits(text) for texts in columns.values() for each in texts for text in each.values())
    left = [
        {name: value for name, value in to_json(choice).items() if name in ("share", "area") or not plain}
        for choice in content.choices
    ]
    if plain:
        for name, texts in columns.items():
            for language in LANGUAGES:
                lines = [each.get(language, "").replace("\n", LINE) for each in texts]
                if any(lines):
                    cells[f"{name}_{language}"] = "\n".join(line or NOTHING for line in lines)
    return left


def _texts(choice: ChoiceContent, name: str) -> Texts:
    return choice.text if name == "choices" else choice.feedback


def _fits(text: str) -> bool:
    return LINE not in text and text != NOTHING and text == "\n".join(line.strip() for line in text.split("\n"))
