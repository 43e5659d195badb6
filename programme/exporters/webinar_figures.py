"""The report of a webinar, its chapters, and the files that hold them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core import moments
from core.languages import active, choose, direction, local_text
from core.spreadsheets import Sheet, Value, as_csv, as_xlsx
from programme.exporters import answers, reach
from programme.exporters.tables import Section, Table, plain
from programme.queries.webinar_figures import WebinarFigures


def report(figures: WebinarFigures) -> list[Section]:
    """Every chapter in order, those without a table and a word left out."""
    return [
        section for section in [*reach.sections(figures), *answers.sections(figures)] if section.tables or section.note
    ]


def title_of(figures: WebinarFigures) -> str:
    return choose(local_text(figures.webinar, "title")["$text"], active())[0]


def standing(figures: WebinarFigures) -> str:
    """One sentence on how final the figures are, with the date and the definition."""
    words = {"day": moments.day(figures.counted_at), "definition": figures.definition}
    if figures.is_frozen:
        return _("Final figures of %(day)s. Definition %(definition)d.") % words
    return _("Figures as they stand on %(day)s; they are not final. Definition %(definition)d.") % words


def definitions() -> list[str]:
    """``docs/rules/measures.md`` in short."""
    return [
        _(
            "Invited: asked by a manager or an invitation list. Registered: has a place, the team left out. Attended: was there "
            "for at least the stated share of the live time; guests at a shared screen are included."
        ),
        _(
            "Minutes: the time in which a person was connected while a sitting was live, several devices and returns counted "
            "once, or the newest signed correction; those shown are of the people who attended. Minutes and percentages are "
            "rounded down."
        ),
        _(
            "Region and administration are those of a person’s place. The team, visitors without a place and rehearsals are "
            "counted nowhere."
        ),
        _(
            "Answers are told apart by language only where five people or more read it, and nothing anonymous is shown of "
            "fewer than five."
        ),
    ]


def figures_csv(figures: WebinarFigures) -> bytes:
    """One line per number: chapter, table, row, column, value."""
    rows = [
        [section.title, table.title, row.label, column, plain(value)]
        for section in report(figures)
        for table in section.tables
        for row in table.lines
        for column, value in zip(table.columns, row.values, strict=True)
        if value is not None
    ]
    head = [_("Chapter"), _("Table"), _("Row"), _("Column"), _("Value")]
    return as_csv(Sheet(title_of(figures), head, rows))


def figures_xlsx(figures: WebinarFigures) -> bytes:
    """A sheet per chapter, its tables one under the other; the first says what the figures are of."""
    about = Sheet(
        _("Figures"),
        [title_of(figures)],
        [[standing(figures)], *([f"{section.title}: {section.note}"] for section in report(figures) if section.note)],
    )
    sheets = [about, *(_sheet(section) for section in report(figures) if section.tables)]
    return as_xlsx(sheets, right_to_left=direction(active()) == "rtl")


def _sheet(section: Section) -> Sheet:
    width = max(len(table.columns) for table in section.tables) + 1
    rows: list[list[Value]] = []
    for table in section.tables:
        rows += _lines(table, titled=len(section.tables) > 1)
    head, *rest = [line + [None] * (width - len(line)) for line in rows]
    return Sheet(section.title, [str(value or "") for value in head], rest)


def _lines(table: Table, *, titled: bool) -> list[list[Value]]:
    lines: list[list[Value]] = [[table.title]] if titled else []
    lines.append([table.heading, *table.columns])
    lines += [
        [f"    {row.label}" if row.nested else row.label, *(plain(value) for value in row.values)]
        for row in table.lines
    ]
    return [*lines, []] if titled else lines
