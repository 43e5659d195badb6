"""Rows of a form that repeat, and rows within rows, without JavaScript: “More rows” sends the form and it comes back longer.

What is typed is read as nested values, by the names of columns; values in the same shape fill the form. A row in which
nothing was filled in is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.forms import LocalForm, TextField, Texts
from core.languages import LANGUAGES

RowValues = dict[str, Any]
"""Of one row: ``id``, ``kind``, its columns (a text by language), and its inner rows by name."""
STEP = 2


@dataclass(frozen=True)
class Column:
    """A text in six languages, or a control made anew for each row. ``counts``: filling it in makes a row of it."""

    name: str
    texts: TextField | None = None
    control: Callable[[], forms.Field] | None = None
    counts: bool = True
    folded: bool = False


@dataclass(frozen=True)
class Rows:
    """Rows of one sort. ``legend`` names each by its number; ``inner`` are rows within, by the row's kind ("" where rows have
    no kinds); ``kinds`` are offered as buttons that add one."""

    name: str
    title: str | Promise
    legend: str | Promise
    columns: tuple[Column, ...]
    most: int
    first: int = 0
    help: str | Promise = ""
    inner: Mapping[str, tuple[Rows, ...]] = field(default_factory=dict)
    kinds: tuple[tuple[str, str | Promise], ...] = ()


@dataclass(frozen=True)
class Cell:
    """A column of a row as it is drawn: one of the two."""

    texts: Texts | None
    field: forms.BoundField | None

    @property
    def has_errors(self) -> bool:
        if self.texts is not None:
            return self.texts.has_errors or bool(self.texts.own.errors)
        return self.field is not None and bool(self.field.errors)


@dataclass(frozen=True)
class DrawnRow:
    """A row as it is drawn."""

    legend: str
    hidden: list[forms.BoundField]
    texts: list[Cell]
    controls: list[Cell]
    folded: list[Cell]
    inner: list[DrawnRows]

    @property
    def is_open(self) -> bool:
        return any(cell.has_errors for cell in self.folded)


@dataclass(frozen=True)
class DrawnRows:
    """Rows as they are drawn; ``adds`` are the buttons that make them more: what they send, and what they say."""

    path: str
    title: str | Promise
    help: str | Promise
    count: forms.BoundField
    rows: list[DrawnRow]
    adds: list[tuple[str, str | Promise]]


class RowsForm(LocalForm):
    """A form with rows. ``values`` fill it: rows by name; ``blocks`` say what rows there are."""

    blocks: ClassVar[tuple[Rows, ...]] = ()

    def __init__(
        self, data: Any = None, *, values: Mapping[str, list[RowValues]], initial: dict[str, Any], **kwargs: Any
    ) -> None:
        self._more = str(data.get("more", "")) if data else ""
        self._numbers: dict[str, int] = {}
        self._kinds: dict[str, str] = {}
        data = data.copy() if data and self._more else data
        self._initial = dict(initial)
        for block in self.blocks:
            self._count(block, block.name, values.get(block.name, []), data)
        super().__init__(data, initial=self._initial, **kwargs)
        for block in self.blocks:
            self._add_block(block, block.name)

    def _count(self, block: Rows, path: str, held: list[RowValues], data: Any) -> None:
        """How many rows there are: as many as were held or sent, and more where more were asked for."""
        asked = whole_number(data.get(count_name(path))) if data else 0
        number = max(block.first, len(held), asked)
        added = ""
        if data and self._more:
            wanted, _colon, kind = self._more.partition(":")
            if wanted == path or (wanted == "1" and block is self.blocks[0]):
                added = kind if kind in dict(block.kinds) else ""
                number += 0 if block.kinds and not added else 1 if block.kinds else STEP
        number = min(number, block.most)
        self._numbers[path] = number
        self._initial[count_name(path)] = number
        if data and self._more:
            data[count_name(path)] = str(number)
        for row in range(1, number + 1):
            given = held[row - 1] if row <= len(held) else {}
            kind = ""
            if block.kinds:
                sent = data.get(f"{path}{row}_kind") if data else None
                kind = str(sent or given.get("kind") or added)
                kind = kind if kind in dict(block.kinds) else block.kinds[0][0]
                if data and self._more:
                    data[f"{path}{row}_kind"] = kind
            self._kinds[f"{path}{row}"] = kind
            self._fill(block, f"{path}{row}", given)
            for inner in block.inner.get(kind, ()):
                self._count(inner, f"{path}{row}_{inner.name}", given.get(inner.name, []), data)

    def _fill(self, block: Rows, path: str, given: RowValues) -> None:
        self._initial[f"{path}_id"] = given.get("id")
        self._initial[f"{path}_kind"] = self._kinds[path]
        for column in block.columns:
            if column.name not in given:
                continue
            value = given[column.name]
            if column.texts is None:
                self._initial[f"{path}_{column.name}"] = value
            else:
                self._initial |= {f"{path}_{column.name}_{each}": value.get(each, "") for each in LANGUAGES}

    def _add_block(self, block: Rows, path: str) -> None:
        self.fields[count_name(path)] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        for row in range(1, self._numbers[path] + 1):
            own = f"{path}{row}"
            self.fields[f"{own}_id"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
            if block.kinds:
                self.fields[f"{own}_kind"] = forms.CharField(widget=forms.HiddenInput, required=False)
            for column in block.columns:
                if column.texts is not None:
                    self.add_texts(f"{own}_{column.name}", column.texts)
                elif column.control is not None:
                    self.fields[f"{own}_{column.name}"] = column.control()
            for inner in block.inner.get(self._kinds[own], ()):
                self._add_block(inner, f"{own}_{inner.name}")

    def drawn_blocks(self) -> Iterator[DrawnRows]:
        for block in self.blocks:
            yield self._draw(block, block.name)

    def _draw(self, block: Rows, path: str) -> DrawnRows:
        number = self._numbers[path]
        adds = [(f"{path}:{kind}", label) for kind, label in block.kinds] or [(path, _("More rows"))]
        return DrawnRows(
            path=path,
            title=block.title,
            help=block.help,
            count=self[count_name(path)],
            rows=[self._draw_row(block, f"{path}{row}", row) for row in range(1, number + 1)],
            adds=adds if number < block.most else [],
        )

    def _draw_row(self, block: Rows, path: str, number: int) -> DrawnRow:
        cells = [(column, self._cell(column, path)) for column in block.columns]
        kind = self._kinds[path]
        legend = str(block.legend) % {"number": number}
        return DrawnRow(
            legend=f"{legend}: {dict(block.kinds)[kind]}" if kind else legend,
            hidden=[self[f"{path}_id"], *([self[f"{path}_kind"]] if kind else [])],
            texts=[cell for column, cell in cells if cell.texts is not None and not column.folded],
            controls=[cell for column, cell in cells if cell.texts is None and not column.folded],
            folded=[cell for column, cell in cells if column.folded],
            inner=[self._draw(inner, f"{path}_{inner.name}") for inner in block.inner.get(kind, ())],
        )

    def _cell(self, column: Column, path: str) -> Cell:
        name = f"{path}_{column.name}"
        return Cell(self.draw_texts(name, column.texts), None) if column.texts else Cell(None, self[name])

    def rows_of(self, name: str) -> list[RowValues]:
        """What was typed into the rows of this name."""
        return next(self._read(block, name) for block in self.blocks if block.name == name)

    def _read(self, block: Rows, path: str) -> list[RowValues]:
        rows = [self._read_row(block, f"{path}{row}") for row in range(1, self._numbers[path] + 1)]
        return [row for row in rows if row is not None]

    def _read_row(self, block: Rows, path: str) -> RowValues | None:
        row: RowValues = {"id": self.cleaned_data.get(f"{path}_id"), "kind": self._kinds[path]}
        filled = False
        for column in block.columns:
            name = f"{path}_{column.name}"
            if column.texts is None:
                row[column.name] = self.cleaned_data.get(name)
            else:
                row[column.name] = {each: text for each, text in self.texts(name).items() if text}
            filled = filled or (column.counts and not _is_blank(row[column.name]))
        for inner in block.inner.get(self._kinds[path], ()):
            row[inner.name] = self._read(inner, f"{path}_{inner.name}")
            filled = filled or bool(row[inner.name])
        return row if filled else None


def count_name(path: str) -> str:
    """The hidden field that says how many rows there are."""
    return "rows" if path == "choice" else f"{path}_rows"


def values_of(items: Iterable[Any], read: Callable[[Any], RowValues]) -> list[RowValues]:
    return [{"id": item.id, **read(item)} for item in items]


def _is_blank(value: Any) -> bool:
    """Whether nothing was filled in; a zero was."""
    return value is None or value is False or value in ("", {}, ())


def whole_number(value: Any) -> int:
    """A small whole number as it was sent; 0 for anything else."""
    return int(value) if str(value or "").isascii() and str(value or "").isdigit() and len(str(value)) < 4 else 0
