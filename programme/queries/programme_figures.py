"""The figures of the programme over a period: one object for the page, CSV and XLSX. ``docs/rules/programme.md``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from core.languages import LANGUAGES
from core.suppression import Cell, Counts, Tree, protect_count, protect_counts, protect_tree, show
from people.choices import Audience
from people.models import Administration, Region
from programme.balance import Count as ShareCount
from programme.choices import DivisionKind
from programme.models import Fact, Freeze
from programme.queries.balance import Balance, learners_balance, paths, rows_of, series_balances, trainers_balance
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
    """``places``: attended, by administration (its country) in regions. ``learners`` is None where gender is not divided.

    ``panels``: series and the balance of their voices, each counted once.
    """

    filters: Filters
    totals: Totals
    before: Totals
    quarters: list[QuarterLine]
    places: Tree[str, str]
    languages: Counts[str]
    audiences: Counts[str]
    learners: Balance | None
    trainers: Balance | None
    panels: list[tuple[str, ShareCount]]
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
    languages: Counter[str] = field(default_factory=Counter)
    audiences: Counter[str] = field(default_factory=Counter)
    live: list[float] = field(default_factory=list)


def programme_figures(filters: Filters) -> ProgrammeFigures:
    regions = {region.code: region for region in Region.objects.all()}
    period, before = filters.period, filters.period.before
    lines = _lines(filters, Period(before.first, period.last))
    now = [line for line in lines if line.on >= period.first]
    languages = Counter(dict.fromkeys((*LANGUAGES, NOBODYS), 0))
    audiences = Counter(dict.fromkeys((*Audience.values, NOBODYS), 0))
    for line in now:
        languages.update(line.languages)
        audiences.update(line.audiences)
    places, reached, reached_before = _places(filters, regions)
    everybody = filters.administrations is None
    rows = rows_of(DivisionKind.LEARNERS, DivisionKind.TRAINERS) if everybody else []
    aims = paths() if everybody else {}
    return ProgrammeFigures(
        filters=filters,
        totals=_totals(filters, period, now, reached),
        before=_totals(filters, before, [line for line in lines if line.on < period.first], reached_before),
        quarters=_quarters(period, now),
        places=places,
        languages=protect_counts(languages),
        audiences=protect_counts(audiences),
        learners=learners_balance(rows, period, filters.region, aims.get(DivisionKind.LEARNERS))
        if filters.divides
        else None,
        trainers=None if filters.narrows_people else trainers_balance(rows, period, aims.get(DivisionKind.TRAINERS)),
        panels=[] if filters.narrows_people else series_balances(period.last),
        regions=regions,
    )


def _attended(filters: Filters, period: Period) -> QuerySet[Fact]:
    """A row for each person and webinar of the period, of those who attended."""
    return _narrowed(
        filters,
        Fact.objects.filter(
            stands_for_webinar=True, webinar_attended=True, ended_on__gte=period.first, ended_on__lte=period.last
        ),
    )


def _narrowed(filters: Filters, facts: QuerySet[Fact]) -> QuerySet[Fact]:
    if filters.region:
        facts = facts.filter(region=filters.region)
    if filters.language:
        facts = facts.filter(language=filters.language)
    if filters.audience:
        facts = facts.filter(audience=filters.audience)
    if filters.administrations is not None:
        facts = facts.filter(administration__in=filters.administrations)
    return facts


def _lines(filters: Filters, period: Period) -> list[_Line]:
    """A line for each webinar of the period; under filters, for each in which somebody of them had a place or came."""
    frozen = Freeze.objects.filter(ended_on__gte=period.first, ended_on__lte=period.last)
    facts = _narrowed(filters, Fact.objects.filter(stands_for_webinar=True, webinar__in=frozen.values("webinar")))
    counted = facts.order_by().values_list("webinar_id", "language", "audience")
    rows = counted.annotate(
        registered=Count("pk", filter=Q(is_registered=True)),
        attended=Count("pk", filter=Q(webinar_attended=True)),
        seconds=Sum("webinar_seconds"),
    )
    lines = {
        webinar: _Line(webinar, on, _invited(figures))
        for webinar, on, figures in frozen.values_list("webinar_id", "ended_on", "figures")
    }
    seen = set()
    for webinar, language, audience, registered, attended, seconds in rows:
        line = lines[webinar]
        line.registered += registered
        line.attended += attended
        line.seconds += seconds
        line.languages[language or NOBODYS] += attended
        line.audiences[audience or NOBODYS] += attended
        seen.add(webinar)
    if filters.narrows_people:
        lines = {webinar: line for webinar, line in lines.items() if webinar in seen}
    held = Sitting.objects.filter(is_rehearsal=False, live_until__isnull=False)
    held = held.filter(webinar__freeze__ended_on__gte=period.first, webinar__freeze__ended_on__lte=period.last)
    for webinar, begun, until in held.order_by().values_list("webinar_id", "live_from", "live_until"):
        if webinar in lines and begun and until:
            lines[webinar].live.append((until - begun).total_seconds())
    return list(lines.values())


def _totals(filters: Filters, period: Period, lines: list[_Line], administrations: int) -> Totals:
    attended = protect_count(sum(line.attended for line in lines))
    present = _attended(filters, period)
    persons = present.filter(person__isnull=False).order_by().values("person").distinct().count()
    nameless = present.filter(person__isnull=True).count()
    live = [seconds for line in lines for seconds in line.live]
    return Totals(
        webinars=len(lines),
        sittings=len(live),
        live_hours=int(sum(live) // 3600),
        invited=None if filters.narrows_people else sum(line.invited for line in lines),
        registered=protect_count(sum(line.registered for line in lines)),
        attended=attended,
        people=_with(attended, persons + nameless),
        administrations=_with(attended, administrations),
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


def _places(filters: Filters, regions: dict[str, Region]) -> tuple[Tree[str, str], int, int]:
    """Attended by administration, in the regions; and how many administrations in the period, and in the one before."""
    period = filters.period
    countries = dict(Administration.objects.values_list("pk", "country"))
    counts: dict[str, dict[str, int]] = {} if filters.narrows_people else {code: {} for code in regions}
    rows = _attended(filters, Period(period.before.first, period.last)).order_by()
    found = rows.values_list("administration_id", "region").annotate(
        now=Count("pk", filter=Q(ended_on__gte=period.first)), before=Count("pk", filter=Q(ended_on__lt=period.first))
    )
    reached, reached_before = set(), set()
    for administration, region, now, before in found:
        if now:
            own = counts.setdefault(region or NOBODYS, {})
            country = countries.get(administration, NOBODYS)
            own[country] = own.get(country, 0) + now
            reached.add(administration)
        if before:
            reached_before.add(administration)
    return protect_tree(counts), len(reached - {None}), len(reached_before - {None})
