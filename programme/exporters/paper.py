"""The figures of a webinar as a PDF, set with Typst. Its words and numbers go there as data, never as markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from core import moments
from core.languages import active
from core.suppression import Cell
from programme.exporters.drawings import presence_drawings
from programme.exporters.tables import Row, Section, Table, written
from programme.exporters.webinar_figures import definitions, report, standing, title_of
from programme.queries.webinar_figures import WebinarFigures

TEMPLATE = Path(__file__).parent / "report.typ"
FONTS = settings.BASE_DIR / "node_modules" / "@expo-google-fonts"
FAMILIES = ("noto-sans", "noto-sans-arabic")
WEIGHTS = ("400Regular", "600SemiBold", "700Bold")


def figures_pdf(figures: WebinarFigures) -> bytes:
    """In the active language; the same figures on the same day make the same file."""
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        font_paths=[str(FONTS / family / weight) for family in FAMILIES for weight in WEIGHTS],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(_data(figures), ensure_ascii=False)},
        timestamp=int(figures.counted_at.timestamp()),
    )
    return made


def _data(figures: WebinarFigures) -> dict[str, Any]:
    drawings = {drawing.key: str(drawing.svg) for drawing in presence_drawings(figures)}
    return {
        "lang": active(),
        "title": _("Figures"),
        "webinar": title_of(figures),
        "when": [
            f"{moments.span(sitting.starts_at, sitting.ends_at, sitting.time_zone)} ({moments.zone_city(sitting.time_zone)})"
            for sitting in figures.sittings
        ],
        "standing": standing(figures),
        "page": _("Page {page} of {pages}"),
        "sections": [_section(section, drawings) for section in report(figures)],
        "definitions-title": _("How each figure is counted"),
        "definitions": definitions(),
    }


def _section(section: Section, drawings: dict[str, str]) -> dict[str, Any]:
    return {
        "title": section.title,
        "note": section.note,
        "tables": [_table(table, drawings.get(table.key, "")) for table in section.tables],
    }


def _table(table: Table, drawing: str) -> dict[str, Any]:
    rows = [_row(row, strong=False) for row in table.rows]
    return {
        "title": table.title,
        "caption": table.caption,
        "heading": table.heading,
        "columns": table.columns,
        "rows": [*rows, _row(table.total, strong=True)] if table.total else rows,
        "note": table.note,
        "drawing": drawing,
    }


def _row(row: Row, *, strong: bool) -> dict[str, Any]:
    return {
        "label": row.label,
        "nested": row.nested,
        "strong": strong,
        "values": [
            {"text": written(value), "hidden": isinstance(value, Cell) and not value.shown} for value in row.values
        ],
    }
