"""Who was there and for how long: one object for the page, its chart, CSV and XLSX. ``docs/rules/attendance.md``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median

from people.countries import sort_key
from people.models import Administration, Person
from webinars.intervals import Interval, Step, by_minute, interval, most_at_once, presence
from webinars.models import AgendaItem, Correction, Registration, Sitting, TeamMember, Webinar
from webinars.queries.counts import Figures, figures_of
from webinars.queries.evidence import Evidence, Guest, GuestName, Trace, evidence_of, persons_with_administration


class Group(StrEnum):
    LEARNER = "learner"
    """Registered: counted in every figure."""
    GUEST = "guest"
    """Without an account, at somebody's screen: counted, with their administration."""
    TEAM = "team"
    """Listed apart, in no figure."""
    OTHER = "other"
    """Connected, but neither registered nor of the team: listed apart, in no figure."""


@dataclass(frozen=True)
class Signed:
    """The correction that counts. ``by`` is empty when the one who signed erased their account."""

    id: int
    minutes: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """One person's attendance. ``seconds`` counts: the corrected time when there is a correction, else the evidence."""

    group: Group
    person_id: int | None
    name: str
    administration_id: int | None
    administration: str
    country: str
    region: str
    language: str
    audience: str
    seconds: float
    evidence_seconds: float
    live_seconds: float
    threshold_percent: int
    first_in: datetime | None
    last_out: datetime | None
    activities: int
    corrections: tuple[Signed, ...]

    @property
    def minutes(self) -> int:
        """Whole minutes, rounded down; the threshold is judged on seconds."""
        return int(self.seconds // 60)

    @property
    def evidence_minutes(self) -> int:
        return int(self.evidence_seconds // 60)

    @property
    def share(self) -> int:
        """Percent of the live time, rounded down."""
        return int(self.seconds * 100 // self.live_seconds) if self.live_seconds else 0

    @property
    def attended(self) -> bool:
        """Was there for at least the webinar's share of the live time."""
        return self.live_seconds > 0 and self.seconds * 100 >= self.threshold_percent * self.live_seconds

    @property
    def counted(self) -> bool:
        return self.group in (Group.LEARNER, Group.GUEST)


@dataclass(frozen=True)
class Part:
    """An agenda item as it ran: the most people at once in it."""

    item: AgendaItem
    time: Interval
    most: int


@dataclass(frozen=True)
class Connected:
    """People connected over the live time of one sitting, by minute, with the parts of its agenda under it."""

    live: Interval
    minutes: list[Step]
    most: int
    parts: list[Part]


@dataclass(frozen=True)
class Attendance:
    """Of one sitting, or of a whole webinar (``sitting`` is None). ``lines``: learners and guests, then those apart."""

    webinar: Webinar
    sitting: Sitting | None
    sittings: list[Sitting]
    live_seconds: float
    lines: list[Line]
    apart: list[Line]
    figures: Figures
    connected: Connected | None
    own_administration_only: bool

    @property
    def live_minutes(self) -> int:
        return int(self.live_seconds // 60)

    @property
    def is_over(self) -> bool:
        return all(sitting.live_until for sitting in self.sittings)

    @property
    def registered(self) -> int:
        return sum(line.group == Group.LEARNER for line in self.lines)

    @property
    def attended(self) -> list[Line]:
        return [line for line in self.lines if line.attended]

    @property
    def median_minutes(self) -> int | None:
        """Of those who attended; None when nobody did."""
        minutes = [line.minutes for line in self.attended]
        return int(median(minutes)) if minutes else None

    @property
    def administrations(self) -> int:
        """Of those who attended."""
        return len({line.administration_id for line in self.attended if line.administration_id})

    @property
    def answered(self) -> int:
        """Of those who attended: how many answered a poll, a quiz question or a discussion point."""
        return sum(line.activities > 0 for line in self.attended)


def sitting_attendance(sitting: Sitting, *, administrations: frozenset[int] | None = None) -> Attendance:
    """Of one sitting. ``administrations``: show people of these only (a coordinator's view)."""
    return _attendance(sitting.webinar, sitting, [sitting], administrations)


def webinar_attendance(webinar: Webinar, *, administrations: frozenset[int] | None = None) -> Attendance:
    """Of all sittings that have begun, the times added up. The threshold is a share of their live time together."""
    return _attendance(webinar, None, _sittings(webinar), administrations)


def corrections_of(sitting: Sitting, person_id: int) -> list[Signed]:
    """Every correction of one person in one sitting, the newest, which counts, first."""
    rows = Correction.objects.filter(sitting=sitting, person_id=person_id).select_related("signed_by").order_by("-pk")
    return [_signed(row) for row in rows]


def _sittings(webinar: Webinar) -> list[Sitting]:
    return list(Sitting.objects.filter(webinar=webinar, is_rehearsal=False).order_by("starts_at", "pk"))


def _attendance(
    webinar: Webinar,
    sitting: Sitting | None,
    chosen: Sequence[Sitting],
    administrations: frozenset[int] | None,
) -> Attendance:
    evidences, guest_names = evidence_of(chosen)
    registered = set(Registration.objects.placed().filter(webinar=webinar).values_list("person_id", flat=True))
    team = set(TeamMember.objects.filter(webinar=webinar).values_list("person_id", flat=True))
    seen = {person for evidence in evidences for person in {*evidence.persons, *evidence.corrections}}
    persons = persons_with_administration(registered | team | seen)
    lines = [
        *(_person_line(person, _group(person.pk, registered, team), evidences, webinar) for person in persons.values()),
        *(_guest_line(key, name, evidences, webinar) for key, name in guest_names.items()),
    ]
    if administrations is not None:
        lines = [line for line in lines if line.administration_id in administrations]
    lines.sort(key=lambda line: (sort_key(line.name), line.person_id or 0))
    counted = [line for line in lines if line.counted]
    return Attendance(
        webinar=webinar,
        sitting=sitting,
        sittings=list(chosen),
        live_seconds=sum(evidence.live_seconds for evidence in evidences),
        lines=counted,
        apart=[line for line in lines if not line.counted and (line.group == Group.TEAM or line.evidence_seconds)],
        figures=figures_of(counted),
        connected=_connected(evidences[0], counted) if sitting is not None else None,
        own_administration_only=administrations is not None,
    )


def _group(person_id: int, registered: set[int], team: set[int]) -> Group:
    if person_id in team:
        return Group.TEAM
    return Group.LEARNER if person_id in registered else Group.OTHER


def _person_line(person: Person, group: Group, evidences: Iterable[Evidence], webinar: Webinar) -> Line:
    traces = [(evidence, evidence.persons.get(person.pk, Trace())) for evidence in evidences]
    corrections = [
        (evidence, evidence.corrections[person.pk]) for evidence in evidences if person.pk in evidence.corrections
    ]
    corrected = {evidence.sitting.pk: row.minutes * 60.0 for evidence, row in corrections}
    return _line(
        traces,
        webinar,
        group=group,
        person_id=person.pk,
        name=person.display_name,
        administration=person.administration,
        country=person.country_code,
        language=_language(traces) or person.language,
        audience=person.audience,
        activities=sum(evidence.activities.get(person.pk, 0) for evidence in evidences),
        corrected=corrected,
        corrections=tuple(_signed(row) for _, row in corrections),
    )


def _guest_line(key: Guest, guest: GuestName, evidences: Iterable[Evidence], webinar: Webinar) -> Line:
    traces = [(evidence, evidence.guests.get(key, Trace())) for evidence in evidences]
    return _line(
        traces,
        webinar,
        group=Group.GUEST,
        person_id=None,
        name=guest.name,
        administration=guest.administration,
        country=guest.administration.country,
        language=_language(traces),
        audience="",
        activities=0,
        corrected={},
        corrections=(),
    )


def _line(
    traces: list[tuple[Evidence, Trace]],
    webinar: Webinar,
    *,
    group: Group,
    person_id: int | None,
    name: str,
    administration: Administration | None,
    country: str,
    language: str,
    audience: str,
    activities: int,
    corrected: dict[int, float],
    corrections: tuple[Signed, ...],
) -> Line:
    intervals = [one for _, trace in traces for one in trace.intervals]
    return Line(
        group=group,
        person_id=person_id,
        name=name,
        administration_id=administration.pk if administration else None,
        administration=administration.country if administration else "",
        country=country,
        region=administration.region_id if administration else "",
        language=language,
        audience=audience,
        seconds=sum(
            min(corrected.get(evidence.sitting.pk, trace.seconds), evidence.live_seconds) for evidence, trace in traces
        ),
        evidence_seconds=sum(trace.seconds for _, trace in traces),
        live_seconds=sum(evidence.live_seconds for evidence, _ in traces),
        threshold_percent=webinar.threshold_percent,
        first_in=min((one.start for one in intervals), default=None),
        last_out=max((one.end for one in intervals), default=None),
        activities=activities,
        corrections=corrections,
    )


def _language(traces: Iterable[tuple[Evidence, Trace]]) -> str:
    """The language read for longest over the sittings."""
    seconds: dict[str, float] = defaultdict(float)
    for _, trace in traces:
        if trace.language:
            seconds[trace.language] += trace.seconds
    return max(sorted(seconds), key=lambda code: seconds[code], default="")


def _signed(row: Correction) -> Signed:
    by = row.signed_by.display_name if row.signed_by else ""
    return Signed(row.pk, row.minutes, row.reason, by, row.signed_at)


def _connected(evidence: Evidence, counted: Sequence[Line]) -> Connected:
    shown = {line.person_id for line in counted}
    administrations = {line.administration_id for line in counted if line.group == Group.GUEST}
    people = [trace.intervals for person, trace in evidence.persons.items() if person in shown]
    people += [trace.intervals for key, trace in evidence.guests.items() if key[1] in administrations]
    steps = presence(people)
    parts = []
    for item in AgendaItem.objects.filter(sitting=evidence.sitting, started_at__isnull=False).order_by("position"):
        assert item.started_at is not None
        end = min(item.ended_at or evidence.live.end, evidence.live.end)
        time = interval(max(item.started_at, evidence.live.start), end)
        parts.append(Part(item, time, most_at_once(steps, time)))
    return Connected(evidence.live, by_minute(steps, evidence.live), most_at_once(steps, evidence.live), parts)
