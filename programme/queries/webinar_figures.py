"""The figures of a webinar: one object for the page, its charts, CSV, XLSX and PDF. ``docs/rules/measures.md``.

Frozen ones are read from facts; until then the same numbers are counted from the evidence, and the object says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, median

from django.utils import timezone

from core.languages import LANGUAGES
from core.suppression import Cell, protect_counts, protect_tree
from people.choices import Audience
from people.models import Administration
from programme.balance import Count
from programme.models import Fact, Freeze
from programme.queries.balance import series_panel_balance
from programme.queries.beside_facts import Loaded, figures_beside_facts
from programme.queries.learners import Learners, learners_of
from programme.queries.measures import DEFINITION, all_sittings, held, measured, over_threshold, registered_in, team_of
from programme.queries.reported import Presence, Said, Voice, presence_of, said_of, voices_of
from webinars.choices import AskedState, RegistrationSource, RegistrationState
from webinars.models import Sitting, Webinar
from webinars.queries.evidence import evidence_of

NOWHERE = ""
"""The key of people whose region, country, administration or audience is not known: guests have no audience."""

Key = str | int
"""A code, or the id of an administration."""


@dataclass(slots=True)
class Counted:
    """One learner or guest, named by nothing."""

    administration: int | None
    country: str
    region: str
    language: str
    audience: str
    is_guest: bool
    seconds: float
    attended: bool
    activities: int

    @property
    def minutes(self) -> int:
        return int(self.seconds // 60)


@dataclass(frozen=True)
class Line:
    """A row of a breakdown. ``median_minutes``: of those who attended, only beside a shown count."""

    key: Key
    registered: Cell
    attended: Cell
    median_minutes: int | None
    children: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Breakdown:
    lines: tuple[Line, ...]
    total: Line


@dataclass(frozen=True)
class Reach:
    """``states`` counts all registrations, the team left out. ``attended`` includes ``guests``; ``came`` any live time."""

    invited: int
    nominated: int
    states: dict[RegistrationState, int]
    registered: int
    came: int
    attended: int
    guests: int
    answered: int
    administrations: int

    @property
    def share_of_registered(self) -> int | None:
        """Percent of the registered who attended, rounded down."""
        return 100 * (self.attended - self.guests) // self.registered if self.registered else None


@dataclass(frozen=True)
class Minutes:
    """Of those who attended; None when nobody did. ``share``: percent of the live time, the mean of them."""

    live: int
    median: int | None
    mean: int | None
    share: int | None


@dataclass(frozen=True)
class Asked:
    asked: int
    answered: int


@dataclass(frozen=True)
class WebinarFigures:
    webinar: Webinar
    sittings: tuple[Sitting, ...]
    counted_at: datetime
    is_frozen: bool
    definition: int
    threshold_percent: int
    reach: Reach
    minutes: Minutes
    regions: Breakdown
    administrations: Breakdown
    languages: Breakdown
    audiences: Breakdown
    region_names: dict[str, str]
    countries_of: dict[int, str]
    learners: Learners | None
    presence: tuple[Presence, ...]
    said: Said
    asked: Asked
    voices: tuple[Voice, ...]
    panels: Count | None
    """Of the panels of the whole series, never of this one alone."""


def webinar_figures(webinar: Webinar) -> WebinarFigures:
    """Everything that is shown of a webinar, in at most 16 queries however many people came."""
    freeze = Freeze.objects.filter(webinar=webinar).first()
    administrations = {row.pk: row for row in Administration.objects.select_related("region")}
    loaded = Loaded()
    sittings = all_sittings(webinar)
    if freeze is not None:
        people, beside = _frozen(webinar), freeze.figures
    else:
        team, registered = team_of(webinar), registered_in(webinar)
        evidences, guests = evidence_of(held(sittings))
        seen = measured(registered, evidences, guests, team=team, administrations=administrations)
        beside = figures_beside_facts(
            webinar, registered, evidences, seen, team=team, with_surveys=False, loaded=loaded
        )
        people = [
            Counted(
                person.described.administration_id,
                person.described.country,
                person.described.region,
                person.described.language,
                person.described.audience,
                person.is_guest,
                person.seconds,
                over_threshold(person.seconds, person.live_seconds, webinar.threshold_percent),
                person.activities,
            )
            for person in seen
        ]
    regions = {row.region_id: row.region.name for row in administrations.values()}
    return WebinarFigures(
        webinar=webinar,
        sittings=tuple(sittings),
        counted_at=freeze.frozen_at if freeze else timezone.now(),
        is_frozen=freeze is not None,
        definition=freeze.definition if freeze else DEFINITION,
        threshold_percent=beside["threshold_percent"],
        reach=_reach(people, beside["registrations"]),
        minutes=_minutes(people, beside["live_seconds"]),
        regions=_places(people, regions, lambda person: person.country),
        administrations=_places(people, regions, lambda person: person.administration or NOWHERE),
        languages=_flat(people, lambda person: person.language, LANGUAGES),
        audiences=_flat(people, lambda person: person.audience, [str(audience) for audience in Audience]),
        region_names=regions,
        countries_of={pk: row.country for pk, row in administrations.items()},
        learners=learners_of(webinar) if freeze else None,
        presence=presence_of(beside["presence"], loaded.items),
        said=said_of(beside, loaded.questions),
        asked=_asked(beside["asked"]),
        voices=voices_of(beside["voices"], loaded.names),
        panels=series_panel_balance(webinar.series) if freeze and webinar.series else None,
    )


def _frozen(webinar: Webinar) -> list[Counted]:
    rows = Fact.objects.filter(webinar=webinar, stands_for_webinar=True).values_list(
        "administration_id",
        "country",
        "region",
        "language",
        "audience",
        "is_guest",
        "webinar_seconds",
        "webinar_attended",
        "webinar_activities",
    )
    return [Counted(*row) for row in rows]


def _reach(people: Sequence[Counted], registrations: dict[str, dict[str, int]]) -> Reach:
    attended = [person for person in people if person.attended]
    states = {state: sum(found.get(state.value, 0) for found in registrations.values()) for state in RegistrationState}
    by_managers = (RegistrationSource.MANAGER, RegistrationSource.LIST)
    return Reach(
        invited=sum(sum(registrations.get(source, {}).values()) for source in by_managers),
        nominated=sum(registrations.get(RegistrationSource.COORDINATOR, {}).values()),
        states=states,
        registered=sum(not person.is_guest for person in people),
        came=sum(person.seconds > 0 for person in people),
        attended=len(attended),
        guests=sum(person.is_guest for person in attended),
        answered=sum(person.activities > 0 for person in attended),
        administrations=len({person.administration for person in attended if person.administration}),
    )


def _minutes(people: Sequence[Counted], live_seconds: float) -> Minutes:
    seconds = [person.seconds for person in people if person.attended]
    if not seconds or not live_seconds:
        return Minutes(int(live_seconds // 60), None, None, None)
    return Minutes(
        live=int(live_seconds // 60),
        median=int(median(seconds) // 60),
        mean=int(fmean(seconds) // 60),
        share=int(100 * fmean(seconds) // live_seconds),
    )


def _asked(states: dict[str, int]) -> Asked:
    """Questions that reached the trainers: declined ones, and those still to be approved, did not."""
    reached = (AskedState.PUBLISHED, AskedState.ANSWERING, AskedState.ANSWERED)
    return Asked(sum(states.get(state, 0) for state in reached), states.get(AskedState.ANSWERED, 0))


def _median(people: Iterable[Counted], cell: Cell) -> int | None:
    minutes = [person.seconds for person in people if person.attended] if cell.value else []
    return int(median(minutes) // 60) if minutes else None


def _total(people: Sequence[Counted], registered: Cell, attended: Cell) -> Line:
    return Line(NOWHERE, registered, attended, _median(people, attended))


def _flat(people: Sequence[Counted], key: Callable[[Counted], str], keys: Sequence[str]) -> Breakdown:
    """A table of one dimension. Those of nobody stay: absence is a figure too."""
    groups: dict[str, list[Counted]] = {each: [] for each in keys}
    for person in people:
        groups.setdefault(key(person), []).append(person)
    registered = protect_counts({each: sum(not one.is_guest for one in own) for each, own in groups.items()})
    attended = protect_counts({each: sum(one.attended for one in own) for each, own in groups.items()})
    lines = [
        Line(each, registered.cells[each], attended.cells[each], _median(own, attended.cells[each]))
        for each, own in groups.items()
    ]
    return Breakdown(tuple(lines), _total(people, registered.total, attended.total))


def _places(people: Sequence[Counted], regions: Iterable[str], key: Callable[[Counted], Key]) -> Breakdown:
    """Countries or administrations within regions, both levels protected at once."""
    tree: dict[str, dict[Key, list[Counted]]] = {region: {} for region in regions}
    for person in people:
        tree.setdefault(person.region, defaultdict(list)).setdefault(key(person), []).append(person)
    registered = protect_tree(
        {
            region: {each: sum(not one.is_guest for one in own) for each, own in found.items()}
            for region, found in tree.items()
        }
    )
    attended = protect_tree(
        {
            region: {each: sum(one.attended for one in own) for each, own in found.items()}
            for region, found in tree.items()
        }
    )
    lines = []
    for region, found in tree.items():
        children = tuple(
            Line(
                each,
                registered.children[region][each],
                attended.children[region][each],
                _median(own, attended.children[region][each]),
            )
            for each, own in found.items()
        )
        everybody = [person for own in found.values() for person in own]
        cell = attended.parents.cells[region]
        lines.append(Line(region, registered.parents.cells[region], cell, _median(everybody, cell), children))
    return Breakdown(tuple(lines), _total(people, registered.parents.total, attended.parents.total))
