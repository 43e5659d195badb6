"""What one webinar measures, person by person, from the evidence: what is frozen, and what is shown until it is.

``docs/rules/measures.md`` says in words what is counted. Person instances are never loaded: the people are thousands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from people.models import Administration
from webinars.choices import RegistrationState
from webinars.models import Registration, Sitting, TeamMember, Webinar
from webinars.queries.evidence import Evidence, Guest, GuestName, Trace

DEFINITION = 1
"""The version of ``docs/rules/measures.md``. Who changes what a measure counts raises it."""


@dataclass(slots=True)
class Part:
    """One person's time in one sitting."""

    sitting_id: int
    seconds: float
    live_seconds: float
    activities: int


@dataclass(slots=True)
class Described:
    """What a person is counted by, as they were when it was measured. Guests have no audience and no gender."""

    administration_id: int | None
    country: str
    region: str
    language: str
    audience: str
    gender: str


@dataclass(slots=True)
class Measured:
    """One learner or guest in all held sittings of a webinar. ``person_id`` is empty for guests."""

    person_id: int | None
    described: Described
    parts: tuple[Part, ...]

    @property
    def is_guest(self) -> bool:
        return self.person_id is None

    @property
    def seconds(self) -> float:
        return sum(part.seconds for part in self.parts)

    @property
    def live_seconds(self) -> float:
        return sum(part.live_seconds for part in self.parts)

    @property
    def activities(self) -> int:
        return sum(part.activities for part in self.parts)


def over_threshold(seconds: float, live_seconds: float, percent: int) -> bool:
    """Whether somebody was there for at least ``percent`` of the live time. Judged on seconds; nobody attends nothing."""
    return live_seconds > 0 and seconds * 100 >= percent * live_seconds


def all_sittings(webinar: Webinar) -> list[Sitting]:
    """In order; never rehearsals."""
    return list(Sitting.objects.filter(webinar=webinar, is_rehearsal=False).order_by("starts_at", "pk"))


def held(sittings: Iterable[Sitting]) -> list[Sitting]:
    """Those that were live, or still are."""
    return [sitting for sitting in sittings if sitting.live_from]


def team_of(webinar: Webinar) -> dict[int, str]:
    """The names of the team by person."""
    rows = TeamMember.objects.filter(webinar=webinar).values_list("person_id", "person__full_name", "person__email")
    return {person: shown_name(name, email) for person, name, email in rows}


def shown_name(full_name: str, email: str) -> str:
    """What ``Person.display_name`` says, without the person."""
    return full_name or email.split("@", 1)[0]


Registered = tuple[int, str, str, int | None, int | None, str, str, str, str]
"""A registration: the person, its state and source, and what the person is counted by."""


def registered_in(webinar: Webinar) -> list[Registered]:
    """Every registration in any state, those of rehearsing people left out: one query."""
    rows = Registration.objects.filter(webinar=webinar, person__is_rehearsal=False).order_by("person_id")
    return list(
        rows.values_list(
            "person_id",
            "state",
            "source",
            "administration_id",
            "person__administration_id",
            "person__country",
            "person__language",
            "person__audience",
            "person__gender",
        )
    )


def measured(
    registered: Sequence[Registered],
    evidences: Sequence[Evidence],
    guests: dict[Guest, GuestName],
    *,
    team: Collection[int],
    administrations: Mapping[int, Administration],
) -> list[Measured]:
    """Everybody who is counted: those with a place, the absent ones too, and guests."""
    lives = [(evidence, evidence.sitting.pk, evidence.live_seconds) for evidence in evidences]
    people = []
    for person_id, state, _source, registered_of, own, country, language, audience, gender in registered:
        if state != RegistrationState.CONFIRMED or person_id in team:
            continue
        administration = administrations.get(registered_of or own or 0)
        described = Described(
            administration.pk if administration else None,
            country or (administration.country if administration else ""),
            administration.region_id if administration else "",
            _language(evidence.persons.get(person_id) for evidence in evidences) or language,
            audience,
            gender,
        )
        people.append(Measured(person_id, described, tuple(_part(*one, person_id) for one in lives)))
    return people + [_guest(key, name, evidences) for key, name in guests.items()]


def _part(evidence: Evidence, sitting_id: int, live: float, person_id: int) -> Part:
    correction = evidence.corrections.get(person_id)
    trace = evidence.persons.get(person_id)
    seconds = correction.minutes * 60.0 if correction else trace.seconds if trace else 0.0
    return Part(sitting_id, min(seconds, live), live, evidence.activities.get(person_id, 0))


def _guest(key: Guest, guest: GuestName, evidences: Sequence[Evidence]) -> Measured:
    traces = [evidence.guests.get(key) for evidence in evidences]
    administration = guest.administration
    return Measured(
        None,
        Described(administration.pk, administration.country, administration.region_id, _language(traces), "", ""),
        tuple(
            Part(evidence.sitting.pk, trace.seconds if trace else 0.0, evidence.live_seconds, 0)
            for evidence, trace in zip(evidences, traces, strict=True)
        ),
    )


def _language(traces: Iterable[Trace | None]) -> str:
    """The language read for longest over the sittings; empty when nobody was there."""
    read = [trace for trace in traces if trace is not None and trace.language]
    if not read:
        return ""
    first = read[0].language
    if len(read) == 1 or all(trace.language == first for trace in read):
        return first
    seconds: dict[str, float] = defaultdict(float)
    for trace in read:
        seconds[trace.language] += trace.seconds
    return max(sorted(seconds), key=lambda code: seconds[code])
