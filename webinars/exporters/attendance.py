"""Attendance as tables in the reader's language: the page shows the counts, the files hold people and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.languages import NATIVE_NAMES, active, direction
from core.spreadsheets import Sheet, Value, as_csv, as_xlsx
from core.suppression import THRESHOLD, Cell, State
from people.choices import Audience
from people.countries import country_name, sort_key
from webinars.queries.attendance import Attendance, Group, Line


@dataclass(frozen=True)
class CountRow:
    """``share`` of 100 of the table's total, for a bar; None where nothing may be drawn."""

    label: str
    lang: str
    cells: list[Cell]
    nested: bool
    share: float | None


@dataclass(frozen=True)
class CountTable:
    """A table of counts. ``total`` has a cell for each column. ``hides`` tells that something in it is suppressed."""

    key: str
    title: str
    row_heading: str
    columns: list[str]
    rows: list[CountRow]
    total: list[Cell]

    @property
    def has_bars(self) -> bool:
        return any(row.share is not None for row in self.rows)

    @property
    def hides(self) -> bool:
        return not all(cell.shown for row in [*(row.cells for row in self.rows), self.total] for cell in row)


def cell_text(cell: Cell) -> str | int:
    """The count, or the words that stand for it."""
    if cell.state is State.FEW:
        return _("fewer than %(threshold)d") % {"threshold": THRESHOLD}
    return _("withheld") if cell.value is None else cell.value


def group_label(group: Group) -> str:
    return {
        Group.LEARNER: _("Registered"),
        Group.GUEST: _("Guest at a shared screen"),
        Group.TEAM: _("Team"),
        Group.OTHER: _("Not registered"),
    }[group]


def audience_label(audience: str) -> str:
    return str(Audience(audience).label) if audience else _("Not known (guests)")


def count_tables(attendance: Attendance) -> list[CountTable]:
    """Those who attended by place, language and audience."""
    figures = attendance.figures
    attended = [_("Attended")]
    places = CountTable(
        "places",
        _("By region and country"),
        _("WCO region"),
        attended,
        _place_rows(attendance),
        [figures.places.parents.total],
    )
    languages = CountTable(
        "languages",
        _("By language read"),
        _("Language read"),
        attended,
        _rows(figures.languages.cells, lambda code: (NATIVE_NAMES.get(code, _("Not known")), code or active())),
        [figures.languages.total],
    )
    audiences = CountTable(
        "audiences",
        _("By audience"),
        _("Audience"),
        attended,
        _rows(figures.audiences.cells, lambda code: (audience_label(code), active())),
        [figures.audiences.total],
    )
    return [places, languages, audiences]


def _region_name(attendance: Attendance, code: str) -> str:
    region = attendance.figures.region_names.get(code)
    return region.name if region else _("Not known")


def _rows(cells: Mapping[str, Cell], name: Callable[[str], tuple[str, str]]) -> list[CountRow]:
    most = max((cell.value or 0 for cell in cells.values()), default=0)
    return [CountRow(*name(code), [cell], nested=False, share=_share(cell, most)) for code, cell in cells.items()]


def _share(cell: Cell, most: int) -> float | None:
    if cell.value is None:
        return None
    return round(100 * cell.value / most, 1) if most else 0.0


def _place_rows(attendance: Attendance) -> list[CountRow]:
    places, rows = attendance.figures.places, []
    most = max((cell.value or 0 for cell in places.parents.cells.values()), default=0)
    for code, cell in places.parents.cells.items():
        if not places.children[code] and attendance.own_administration_only:
            continue
        rows.append(CountRow(_region_name(attendance, code), active(), [cell], nested=False, share=_share(cell, most)))
        named = {country_name(country) or _("Not known"): own for country, own in places.children[code].items()}
        rows += [
            CountRow(name, active(), [own], nested=True, share=_share(own, most))
            for name, own in sorted(named.items(), key=lambda pair: sort_key(pair[0]))
        ]
    return rows


def people_sheet(attendance: Attendance) -> Sheet:
    """A row per person: those counted, then those apart. Times are in the zone of the sitting, as the heading says."""
    zone = attendance.sittings[0].time_zone if attendance.sittings else "UTC"
    head = [
        _("Name"),
        _("Group"),
        _("Administration"),
        _("Country"),
        _("WCO region"),
        _("Language read"),
        _("Audience"),
        _("Minutes"),
        _("Live minutes"),
        _("Share of the live time, %"),
        _("Attended"),
        _("First in (%(zone)s)") % {"zone": zone},
        _("Last out (%(zone)s)") % {"zone": zone},
        _("Activities answered"),
        _("Minutes by connection"),
        _("Corrected by"),
        _("Corrected at (%(zone)s)") % {"zone": zone},
        _("Reason of the correction"),
    ]
    rows = [_person_row(attendance, line, ZoneInfo(zone)) for line in [*attendance.lines, *attendance.apart]]
    return Sheet(_("People"), head, rows)


def _person_row(attendance: Attendance, line: Line, zone: ZoneInfo) -> list[Value]:
    signed = line.corrections[-1] if line.corrections else None
    return [
        line.name,
        group_label(line.group),
        country_name(line.administration) if line.administration else "",
        country_name(line.country) if line.country else "",
        _region_name(attendance, line.region) if line.region else "",
        NATIVE_NAMES.get(line.language, ""),
        audience_label(line.audience) if line.group is not Group.GUEST else "",
        line.minutes,
        attendance.live_minutes,
        line.share,
        _("yes") if line.attended else _("no"),
        _local(line.first_in, zone),
        _local(line.last_out, zone),
        line.activities,
        line.evidence_minutes,
        signed.by if signed else "",
        _local(signed.at, zone) if signed else None,
        "; ".join(each.reason for each in line.corrections),
    ]


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return at.astimezone(zone) if at else None


def count_sheets(attendance: Attendance) -> list[Sheet]:
    """The same tables as the page, suppressed alike."""
    return [
        Sheet(
            table.title,
            [table.row_heading, *table.columns],
            [
                *[[f"    {row.label}" if row.nested else row.label, *map(cell_text, row.cells)] for row in table.rows],
                [_("All"), *map(cell_text, table.total)],
            ],
        )
        for table in count_tables(attendance)
    ]


def attendance_csv(attendance: Attendance) -> bytes:
    return as_csv(people_sheet(attendance))


def attendance_xlsx(attendance: Attendance) -> bytes:
    sheets = [people_sheet(attendance), *count_sheets(attendance)]
    return as_xlsx(sheets, right_to_left=direction(active()) == "rtl")
