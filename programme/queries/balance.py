"""Balance of learners and trainers: rows of the ledger of divisions and sums of rows, and nothing else about gender."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from programme.balance import Count, Path
from programme.choices import DivisionKind
from programme.models import BalanceTarget, Division
from programme.queries.periods import Period, quarter_of
from programme.queries.trainers import agreeing, panel_of
from webinars.models import Series, Webinar


@dataclass(frozen=True)
class Row:
    """One published division. ``regions``: those that it joins."""

    kind: str
    on: date
    regions: tuple[str, ...]
    women: int
    people: int


@dataclass(frozen=True)
class Balance:
    """``points`` over time, ``total`` of them, by joined regions where there are any, and the path where one is set."""

    points: list[Count]
    total: Count | None
    regions: list[tuple[tuple[str, ...], Count]]
    path: Path | None

    @property
    def points_to_path(self) -> int | None:
        """Percentage points above the path on the day of the newest point; below it when negative."""
        if self.path is None or not self.points:
            return None
        return self.points[-1].share - self.path.on(self.points[-1].on)


def rows_of(*kinds: DivisionKind) -> list[Row]:
    """Every published division of these kinds, without its people."""
    rows = Division.objects.filter(kind__in=kinds).order_by("on", "pk")
    return [
        Row(kind, on, tuple(cell.split("+")), women, people)
        for kind, on, cell, women, people in rows.values_list("kind", "on", "cell", "women", "people")
    ]


def paths() -> dict[str, Path]:
    return {
        target.kind: Path(target.from_date, target.from_percent, target.until_date, target.until_percent)
        for target in BalanceTarget.objects.all()
    }


def learners_balance(rows: Iterable[Row], period: Period, region: str, path: Path | None) -> Balance:
    """By quarter: people counted for the first time in it. ``region``: rows of that region alone, not of joined ones."""
    own = [
        row
        for row in rows
        if row.kind == DivisionKind.LEARNERS
        and period.first <= row.on <= period.last
        and (not region or row.regions == (region,))
    ]
    quarters = sorted({quarter_of(row.on) for row in own})
    points = [_sum([row for row in own if quarter_of(row.on) == quarter]) for quarter in quarters]
    joined = sorted({row.regions for row in own}, key=lambda regions: (len(regions), regions))
    by_region = [(regions, _sum([row for row in own if row.regions == regions])) for regions in joined]
    return Balance(points, _sum(own) if own else None, by_region, path)


def trainers_balance(rows: Iterable[Row], period: Period, path: Path | None) -> Balance:
    """Everybody counted as a trainer so far, those who left included; a point whenever enough had come to be counted."""
    own = [row for row in rows if row.kind == DivisionKind.TRAINERS and row.on <= period.last]
    points = [_sum([row for row in own if row.on <= day]) for day in sorted({row.on for row in own})]
    return Balance(points, points[-1] if points else None, [], path)


def series_panel_balance(series: Series) -> Count | None:
    """Of the voices of a series' panels, each counted once; None until enough can be counted together."""
    rows = Division.objects.filter(kind=DivisionKind.PANELS, key__startswith=f"series.{series.pk}.").order_by("on")
    found = [Row(*row[:2], (), *row[2:]) for row in rows.values_list("kind", "on", "women", "people")]
    return _sum(found) if found else None


@dataclass(frozen=True)
class PanelBalance:
    """Of ``voices`` in one panel ``count.people`` agreed to be counted."""

    voices: int
    count: Count


def panel_balance(webinar: Webinar) -> PanelBalance | None:
    """The newest count of one panel, while all who are in it still agree and still belong to the panel. For planners only."""
    row = Division.objects.filter(kind=DivisionKind.CONSENTED, webinar=webinar).order_by("-pk").first()
    if row is None:
        return None
    people = agreeing(webinar)
    if not set(row.members) <= people.keys():
        return None
    return PanelBalance(len(panel_of(webinar)), Count(row.on, row.women, row.people))


def series_balances(day: date) -> list[tuple[str, Count]]:
    """Every series whose panels' balance could be told up to the day, by title."""
    rows: dict[int, list[Row]] = {}
    for key, kind, on, women, people in Division.objects.filter(kind=DivisionKind.PANELS, on__lte=day).values_list(
        "key", "kind", "on", "women", "people"
    ):
        rows.setdefault(int(key.split(".")[1]), []).append(Row(kind, on, (), women, people))
    titles = Series.objects.filter(pk__in=rows).order_by("title", "pk").values_list("pk", "title")
    return [(title, _sum(rows[series])) for series, title in titles]


def _sum(rows: list[Row]) -> Count:
    return Count(max(row.on for row in rows), sum(row.women for row in rows), sum(row.people for row in rows))
