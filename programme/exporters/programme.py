"""The programme's figures as tables in the reader's language: the page draws them, the files hold the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from babel import dates
from django.utils.translation import gettext as _

from core.languages import LOCALES, NATIVE_NAMES, active, direction
from core.spreadsheets import Sheet, as_csv, as_xlsx
from core.suppression import Cell, show
from people.choices import Audience
from people.countries import country_name, sort_key
from programme.balance import Count
from programme.queries.balance import Balance
from programme.queries.periods import Period, Quarter
from programme.queries.programme_figures import NOBODYS, Filters, ProgrammeFigures, Totals
from webinars.exporters.attendance import cell_text


@dataclass(frozen=True)
class TableRow:
    """``share`` of 100 of the largest, for a bar; None where none is drawn."""

    label: str
    cells: list[Cell]
    lang: str = ""
    nested: bool = False
    share: float | None = None


@dataclass(frozen=True)
class Table:
    """``foot`` is the row of all; empty without one."""

    key: str
    title: str
    row_heading: str
    columns: list[str]
    rows: list[TableRow]
    foot: list[Cell] = field(default_factory=list)

    @property
    def has_bars(self) -> bool:
        return any(row.share is not None for row in self.rows)

    @property
    def hides(self) -> bool:
        return not all(cell.shown for cells in [*(row.cells for row in self.rows), self.foot] for cell in cells)


def quarter_name(quarter: Quarter) -> str:
    """“Q3 2026” in the reader's language."""
    return str(dates.format_date(quarter.first, "QQQ y", locale=LOCALES[active()]))


def day_name(period_end: object) -> str:
    return str(dates.format_date(period_end, "long", locale=LOCALES[active()]))


def period_name(period: Period) -> str:
    return _("%(first)s to %(last)s") % {"first": day_name(period.first), "last": day_name(period.last)}


def audience_name(code: str) -> str:
    return str(Audience(code).label) if code in Audience.values else _("Not known (guests)")


def region_names(figures: ProgrammeFigures, codes: Iterable[str]) -> str:
    names = [figures.regions[code].name if code in figures.regions else _("Without a region") for code in codes]
    return " + ".join(names)


def total_lines(figures: ProgrammeFigures) -> list[tuple[str, str, Cell, Cell]]:
    """``(key, label, this period, the period before)``."""
    now, before = figures.totals, figures.before

    def pair(label: str, key: str) -> tuple[str, str, Cell, Cell]:
        return key, label, _cell(now, key), _cell(before, key)

    lines = [
        pair(_("Webinars held"), "webinars"),
        pair(_("Sittings"), "sittings"),
        pair(_("Live hours"), "live_hours"),
    ]
    if now.invited is not None:
        lines.append(pair(_("Invited"), "invited"))
    return [
        *lines,
        pair(_("Registered"), "registered"),
        pair(_("Attended"), "attended"),
        pair(_("Different people"), "people"),
        pair(_("Administrations reached"), "administrations"),
        pair(_("Hours of attendance"), "hours"),
    ]


def _cell(totals: Totals, key: str) -> Cell:
    value = getattr(totals, key)
    return value if isinstance(value, Cell) else show(int(value or 0))


def totals_table(figures: ProgrammeFigures) -> Table:
    rows = [TableRow(label, [now, before]) for _key, label, now, before in total_lines(figures)]
    return Table("totals", _("In all"), _("Measure"), [_("This period"), _("The period before")], rows)


def quarters_table(figures: ProgrammeFigures) -> Table:
    rows = [TableRow(quarter_name(line.quarter), [show(line.webinars), line.attended]) for line in figures.quarters]
    return Table(
        "quarters",
        _("By quarter"),
        _("Quarter"),
        [_("Webinars"), _("Attended")],
        rows,
        [show(figures.totals.webinars), figures.totals.attended],
    )


def places_table(figures: ProgrammeFigures) -> Table:
    places, rows = figures.places, []
    most = max((cell.value or 0 for cell in places.parents.cells.values()), default=0)
    for code, cell in places.parents.cells.items():
        rows.append(TableRow(region_names(figures, [code]), [cell], share=_share(cell, most)))
        named = {
            country_name(country) if country != NOBODYS else _("None"): own
            for country, own in places.children[code].items()
        }
        rows += [
            TableRow(name, [own], nested=True, share=_share(own, most))
            for name, own in sorted(named.items(), key=lambda pair: sort_key(pair[0]))
        ]
    return Table(
        "places", _("By region and administration"), _("WCO region"), [_("Attended")], rows, [places.parents.total]
    )


def languages_table(figures: ProgrammeFigures) -> Table:
    names = {code: (NATIVE_NAMES.get(code, _("Not known")), code) for code in figures.languages.cells}
    return _counts_table(
        "languages", _("By language read"), _("Language read"), names, figures.languages.cells, figures.languages.total
    )


def audiences_table(figures: ProgrammeFigures) -> Table:
    names = {code: (audience_name(code), "") for code in figures.audiences.cells}
    return _counts_table(
        "audiences", _("By audience"), _("Audience"), names, figures.audiences.cells, figures.audiences.total
    )


def _counts_table(
    key: str,
    title: str,
    heading: str,
    names: Mapping[str, tuple[str, str]],
    cells: Mapping[str, Cell],
    total: Cell,
) -> Table:
    most = max((cell.value or 0 for cell in cells.values()), default=0)
    rows = [
        TableRow(
            names[code][0],
            [cell],
            lang=names[code][1] if names[code][1] in NATIVE_NAMES else "",
            share=_share(cell, most),
        )
        for code, cell in cells.items()
        if code != NOBODYS or cell != show(0)
    ]
    return Table(key, title, heading, [_("Attended")], rows, [total])


def learners_table(figures: ProgrammeFigures, balance: Balance) -> Table:
    labelled = [(quarter_name(quarter_of_point(point)), point) for point in balance.points]
    return _balance_table("learners", _("Women among learners"), _("Quarter"), labelled, balance, balance.total)


def learners_regions_table(figures: ProgrammeFigures, balance: Balance) -> Table:
    labelled = [(region_names(figures, regions), count) for regions, count in balance.regions]
    title = _("Women among learners, by region")
    return _balance_table("learners_regions", title, _("WCO region"), labelled, None, balance.total)


def trainers_table(balance: Balance) -> Table:
    labelled = [(day_name(point.on), point) for point in balance.points]
    return _balance_table("trainers", _("Women among trainers"), _("Up to"), labelled, balance, None)


def panels_table(figures: ProgrammeFigures) -> Table:
    title = _("Women on the panels of series")
    return _balance_table("panels", title, _("Series"), figures.panels, None, None)


def quarter_of_point(point: Count) -> Quarter:
    return Quarter(point.on.year, (point.on.month + 2) // 3)


def _balance_table(
    key: str,
    title: str,
    heading: str,
    labelled: list[tuple[str, Count]],
    with_path: Balance | None,
    total: Count | None,
) -> Table:
    path = with_path.path if with_path else None
    columns = [_("Counted"), _("Women"), _("Others"), _("Share of women, %"), *([_("Path, %")] if path else [])]
    rows = [
        TableRow(label, [*_counted(count), *([show(path.on(count.on))] if path else [])]) for label, count in labelled
    ]
    foot = [*_counted(total), *([show(path.on(total.on))] if path else [])] if total else []
    return Table(key, title, heading, columns, rows, foot)


def _counted(count: Count) -> list[Cell]:
    return [show(count.people), show(count.women), show(count.others), show(count.share)]


def _share(cell: Cell, most: int) -> float | None:
    if cell.value is None:
        return None
    return round(100 * cell.value / most, 1) if most else 0.0


def tables(figures: ProgrammeFigures) -> list[Table]:
    """Every table that the page shows, in its order."""
    found = [totals_table(figures), quarters_table(figures)]
    if figures.learners and figures.learners.total:
        found += [learners_table(figures, figures.learners), learners_regions_table(figures, figures.learners)]
    if figures.trainers and figures.trainers.total:
        found.append(trainers_table(figures.trainers))
    if figures.panels:
        found.append(panels_table(figures))
    return [*found, places_table(figures), languages_table(figures), audiences_table(figures)]


def asked_sheet(figures: ProgrammeFigures) -> Sheet:
    """What the figures are of."""
    filters: Filters = figures.filters
    rows = [
        [_("Period"), period_name(filters.period)],
        [_("The period before"), period_name(filters.period.before)],
        [_("WCO region"), region_names(figures, [filters.region]) if filters.region else _("All regions")],
        [_("Language read"), NATIVE_NAMES.get(filters.language, _("All languages"))],
        [_("Audience"), audience_name(filters.audience) if filters.audience else _("All audiences")],
    ]
    return Sheet(_("What is counted"), [_("Filter"), _("Value")], rows)


def sheets(figures: ProgrammeFigures) -> list[Sheet]:
    return [
        Sheet(
            table.title,
            [table.row_heading, *table.columns],
            [
                *[[f"    {row.label}" if row.nested else row.label, *map(cell_text, row.cells)] for row in table.rows],
                *([[_("All"), *map(cell_text, table.foot)]] if table.foot else []),
            ],
        )
        for table in tables(figures)
    ]


def programme_csv(figures: ProgrammeFigures) -> bytes:
    """A line for each figure of each table: table, row, column, value."""
    lines = [[_("What is counted"), *row, ""] for row in asked_sheet(figures).rows]
    for sheet in sheets(figures):
        for row in sheet.rows:
            lines += [
                [sheet.title, str(row[0]).strip(), column, value]
                for column, value in zip(sheet.head[1:], row[1:], strict=True)
            ]
    return as_csv(Sheet("", [_("Table"), _("Row"), _("Column"), _("Value")], lines))


def programme_xlsx(figures: ProgrammeFigures) -> bytes:
    return as_xlsx([asked_sheet(figures), *sheets(figures)], right_to_left=direction(active()) == "rtl")
