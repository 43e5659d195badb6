"""A table of figures, before it becomes HTML, a sheet, or a page of paper; and how one of its values is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core.languages import active
from core.suppression import Cell
from webinars.exporters.attendance import cell_text

Figure = Cell | int | float | str | None
"""What stands in a cell of a table. None: there is nothing to say."""


@dataclass(frozen=True)
class Row:
    """``lang``: in which language the label is. ``bar``: 0 to 100 of the longest; None where nothing is drawn."""

    label: str
    values: list[Figure]
    lang: str = field(default_factory=active)
    nested: bool = False
    bar: float | None = None

    @property
    def hides(self) -> bool:
        return any(isinstance(value, Cell) and not value.shown for value in self.values)


@dataclass(frozen=True)
class Table:
    """``heading`` names the rows, ``columns`` the values. ``key`` is its place on the page. ``note`` stands under it.

    ``caption`` says in a word or two what it is of; ``drawn``: with bars on the page.
    """

    key: str
    title: str
    heading: str
    columns: list[str]
    rows: list[Row]
    total: Row | None = None
    lang: str = field(default_factory=active)
    note: str = ""
    caption: str = ""
    drawn: bool = False

    @property
    def lines(self) -> list[Row]:
        return [*self.rows, self.total] if self.total else self.rows

    @property
    def hides(self) -> bool:
        return any(row.hides for row in self.lines)


@dataclass(frozen=True)
class Section:
    """Tables of one subject: one sheet, one chapter."""

    key: str
    title: str
    tables: list[Table]
    note: str = ""


def plain(value: Figure) -> int | float | str | None:
    """For a file that counts on: at most two decimals, and none where there are none."""
    if isinstance(value, Cell):
        return cell_text(value)
    if isinstance(value, float):
        rounded = round(value, 2)
        return int(rounded) if rounded.is_integer() else rounded
    return value


def written(value: Figure) -> str:
    """For a reader: the same number as the language writes it, without separators of thousands."""
    raw = plain(value)
    if raw is None:
        return "–"
    if isinstance(raw, float):
        return str(number_format(raw, decimal_pos=1 if raw == round(raw, 1) else 2, force_grouping=False))
    return str(raw)


def percent(part: int, whole: int) -> int | None:
    """Rounded down, as every percentage; None of nothing."""
    return 100 * part // whole if whole else None


def all_label() -> str:
    return _("All")
