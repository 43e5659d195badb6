"""The figures of the programme over a period: one object for the page, CSV and XLSX. ``docs/rules/programme.md``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db.models import Count, Q, QuerySet, Sum

from core.languages import LANGUAGES
from core.suppression import Cell, Counts, Tree, protect_count, protect_counts, protect_tree, show
from people.choices import Audience
from people.models import Administration, Region
from programme.choices import DivisionKind
from programme.models import Fact, Freeze
from programme.queries.balance import Balance, learners_balance, paths, rows_of, trainers_balance
from programme.queries.periods import Period, Quarter, quarter_of
from webinars.choices import RegistrationSource
from webinars.models import Sitting

INVITING = (RegistrationSource.MANAGER, RegistrationSource.LIST)
NOBODYS = "none"
"""Stands for no region, language or audience where a word is needed."""


@dataclass(frozen=True)
class Filters:
    """Empty means all. ``administrations``: of these only (a coordinator's own)."""

    period: Period
    region: str = ""
    language: str = ""
    audience: str = ""
    administrations: frozenset[int] | None = None

    @property
    def narrows_people(self) -> bool:
        return bool(self.region or self.language or self.audience) or self.administrations is not None

    @property
    def divides(self) -> bool:
        """Whether gender may be shown: not under filters that would split rows of the ledger."""
        return not self.language and not self.audience and self.administrations is None


@dataclass(frozen=True)
class Totals:
    """Of a period. ``invited`` is known of whole webinars only; ``people`` counts each person once, guests each time."""

    webinars: int
    sittings: int
    live_hours: int
    invited: int | None
    registered: Cell
    attended: Cell
    people: Cell
    administrations: Cell
    hours: Cell


@dataclass(frozen=True)
class QuarterLine:
    quarter: Quarter
    webinars: int
    attended: Cell


@dataclass(frozen=True)
class ProgrammeFigures:
    """``places``: attended, by administration (its country) in regions. ``learners`` is None where gender is not divided."""

    filters: Filters
    totals: Totals
    before: Totals
    quarters: list[QuarterLine]
    places: Tree[str, str]
    languages: Counts[str]
    audiences: Counts[str]
    learners: Balance | None
    trainers: Balance | None
    regions: dict[str, Region]


@dataclass
class _Line:
    """One webinar: people of the filters."""

    webinar: int
    on: date
    invited: int = 0
    registered: int = 0
    attended: int = 0
    seconds: float = 0.0
    of: dict[str, int] = field(default_factory=dict)
    live: list[float] = field(default_factory=list)


def programme_figures(filters: Filters) -> ProgrammeFigures:
    regions = {region.code: region for region in Region.objects.all()}
    period, before = filters.period, filters.period.before
    lines = _lines(filters, Period(before.first, period.last))
    now = [line for line in lines if line.on >= period.first]
    of: dict[str, int] = defaultdict(int)
    for line in now:
        for name, people in line.of.items():
            of[name] += people
    everybody = filters.administrations is None
    rows = rows_of(DivisionKind.LEARNERS, DivisionKind.TRAINERS) if everybody else []
    aims = paths() if everybody else {}
    return ProgrammeFigures(
        filters=filters,
        totals=_totals(filters, period, now),
        before=_totals(filters, before, [line for line in lines if line.on < period.first]),
        quarters=_quarters(period, now),
        places=_places(filters, regions),
        languages=protect_counts({code: of[f"language_{code}"] for code in (*LANGUAGES, NOBODYS)}),
        audiences=protect_counts({code: of[f"audience_{code}"] for code in (*Audience.values, NOBODYS)}),
        learners=learners_balance(rows, period, filters.region, aims.get(DivisionKind.LEARNERS))
        if filters.divides
        else None,
        trainers=None if filters.narrows_people else trainers_balance(rows, period, aims.get(DivisionKind.TRAINERS)),
        regions=regions,
    )


def _facts(filters: Filters, period: Period) -> QuerySet[Fact]:
    facts = Fact.objects.filter(stands_for_webinar=True, ended_on__gte=period.first, ended_on__lte=period.last)
    if filters.region:
        facts = facts.filter(region=filters.region)
    if filters.language:
        facts = facts.filter(language=filters.language)
    if filters.audience:
        facts = facts.filter(audience=filters.audience)
    if filters.administrations is not None:
        facts = facts.filter(administration__in=filters.administrations)
    return facts


def _splits() -> dict[str, Count]:
    """Attended by language and audience, in the pass that counts them by webinar: groups of their own would be sorted anew."""
    wanted = {f"language_{code}": Q(language=code) for code in LANGUAGES} | {f"language_{NOBODYS}": Q(language="")}
    wanted |= {f"audience_{code}": Q(audience=code) for code in Audience.values} | {
        f"audience_{NOBODYS}": Q(audience="")
    }
    return {name: Count("pk", filter=Q(webinar_attended=True) & condition) for name, condition in wanted.items()}


def _lines(filters: Filters, period: Period) -> list[_Line]:
    """A line for each webinar of the period; under filters, for each in which somebody of them had a place or came."""
    splits = _splits()
    facts = _facts(filters, period).order_by().values("webinar_id")
    counted = facts.annotate(
        registered=Count("pk", filter=Q(is_registered=True)),
        attended=Count("pk", filter=Q(webinar_attended=True)),
        seconds=Sum("webinar_seconds"),
        **splits,
    )
    found = {row["webinar_id"]: row for row in cast(Iterable[dict[str, Any]], counted)}
    frozen = Freeze.objects.filter(ended_on__gte=period.first, ended_on__lte=period.last)
    lines = {}
    for webinar, on, figures in frozen.values_list("webinar_id", "ended_on", "figures"):
        row = found.get(webinar)
        if row:
            of = {name: row[name] for name in splits}
            lines[webinar] = _Line(
                webinar, on, _invited(figures), row["registered"], row["attended"], row["seconds"], of
            )
        elif not filters.narrows_people:
            lines[webinar] = _Line(webinar, on, _invited(figures))
    held = Sitting.objects.filter(is_rehearsal=False, live_until__isnull=False)
    held = held.filter(webinar__freeze__ended_on__gte=period.first, webinar__freeze__ended_on__lte=period.last)
    for webinar, begun, until in held.order_by().values_list("webinar_id", "live_from", "live_until"):
        if webinar in lines and begun and until:
            lines[webinar].live.append((until - begun).total_seconds())
    return list(lines.values())


def _totals(filters: Filters, period: Period, lines: list[_Line]) -> Totals:
    attended = protect_count(sum(line.attended for line in lines))
    counted = (
        _facts(filters, period)
        .filter(webinar_attended=True)
        .aggregate(
            persons=Count("person", distinct=True),
            nameless=Count("pk", filter=Q(person=None)),
            administrations=Count("administration", distinct=True),
        )
    )
    live = [seconds for line in lines for seconds in line.live]
    return Totals(
        webinars=len(lines),
        sittings=len(live),
        live_hours=int(sum(live) // 3600),
        invited=None if filters.narrows_people else sum(line.invited for line in lines),
        registered=protect_count(sum(line.registered for line in lines)),
        attended=attended,
        people=_with(attended, counted["persons"] + counted["nameless"]),
        administrations=_with(attended, counted["administrations"]),
        hours=_with(attended, int(sum(line.seconds for line in lines) // 3600)),
    )


def _with(attended: Cell, value: int) -> Cell:
    """A figure of those who attended is shown when they are."""
    return show(value) if attended.shown else attended


def _invited(figures: dict[str, Any]) -> int:
    """Whom a manager or a list asked to come, whatever became of it."""
    registrations = figures.get("registrations", {})
    return sum(people for source in INVITING for people in registrations.get(source, {}).values())


def _quarters(period: Period, lines: list[_Line]) -> list[QuarterLine]:
    attended: dict[Quarter, int] = dict.fromkeys(period.quarters, 0)
    webinars: dict[Quarter, int] = dict.fromkeys(period.quarters, 0)
    for line in lines:
        attended[quarter_of(line.on)] += line.attended
        webinars[quarter_of(line.on)] += 1
    cells = protect_counts(attended).cells
    return [QuarterLine(quarter, webinars[quarter], cells[quarter]) for quarter in attended]


def _places(filters: Filters, regions: dict[str, Region]) -> Tree[str, str]:
    """Attended by administration, in the regions."""
    countries = dict(Administration.objects.values_list("pk", "country"))
    counts: dict[str, dict[str, int]] = {} if filters.narrows_people else {code: {} for code in regions}
    rows = (
        _facts(filters, filters.period).filter(webinar_attended=True).order_by().values("administration_id", "region")
    )
    for row in rows.annotate(people=Count("pk")):
        country = countries.get(row["administration_id"], NOBODYS)
        own = counts.setdefault(row["region"] or NOBODYS, {})
        own[country] = own.get(country, 0) + row["people"]
    return protect_tree(counts)
