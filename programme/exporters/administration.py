"""An administration's people and figures as files, for its national coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.languages import active, direction
from core.spreadsheets import Sheet, Value, as_csv, as_xlsx
from people.countries import country_name
from programme.exporters.programme import Table, period_name, quarters_table, totals_table
from programme.queries.administration import Standing
from programme.queries.programme_figures import ProgrammeFigures
from webinars.exporters.attendance import cell_text


def people_sheet(standings: Iterable[Standing]) -> Sheet:
    head = [
        _("Name"),
        _("Administration"),
        _("Webinar"),
        _("Start (UTC)"),
        _("State"),
        _("How it began"),
        _("Minutes"),
        _("Attended"),
    ]
    return Sheet(_("People"), head, [_row(standing) for standing in standings])


def _row(standing: Standing) -> list[Value]:
    row = standing.registration
    return [
        standing.name,
        country_name(row.administration.country) if row.administration else "",
        row.webinar.title,
        standing.starts_at.astimezone(ZoneInfo("UTC")),
        row.get_state_display(),
        row.get_source_display(),
        standing.minutes,
        "" if standing.attended is None else _("yes") if standing.attended else _("no"),
    ]


def administration_tables(figures: ProgrammeFigures) -> list[Table]:
    """What the page shows of the figures."""
    return [totals_table(figures), quarters_table(figures)]


def administration_csv(standings: Iterable[Standing]) -> bytes:
    return as_csv(people_sheet(standings))


def administration_xlsx(standings: Iterable[Standing], figures: ProgrammeFigures) -> bytes:
    counts = [
        Sheet(
            table.title,
            [f"{table.row_heading} ({period_name(figures.filters.period)})", *table.columns],
            [
                *[[row.label, *map(cell_text, row.cells)] for row in table.rows],
                *([[_("All"), *map(cell_text, table.foot)]] if table.foot else []),
            ],
        )
        for table in administration_tables(figures)
    ]
    return as_xlsx([people_sheet(standings), *counts], right_to_left=direction(active()) == "rtl")
