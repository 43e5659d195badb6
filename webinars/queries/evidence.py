"""What is known of who was connected to a sitting, as intervals within its live time. The counts are made elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.models import Administration, Person
from webinars.intervals import Interval, clip, intersect, interval, total_seconds, union
from webinars.models import Companion, Connection, Correction, Participation, Sitting

Guest = tuple[str, int]
"""A guest is the same one when the name, whatever its case, and the administration are."""


@dataclass
class Trace:
    """One person's or guest's time in one sitting, clipped to its live time. ``language``: the one read for longest.

    ``intervals`` are a union: in order and apart.
    """

    intervals: list[Interval] = field(default_factory=list)
    language: str = ""
    seconds: float = 0.0


@dataclass
class Evidence:
    """What is known of one sitting. ``corrections`` has the newest of each person."""

    sitting: Sitting
    live: Interval
    persons: dict[int, Trace] = field(default_factory=dict)
    guests: dict[Guest, Trace] = field(default_factory=dict)
    corrections: dict[int, Correction] = field(default_factory=dict)
    activities: dict[int, int] = field(default_factory=dict)

    @property
    def live_seconds(self) -> float:
        return (self.live.end - self.live.start).total_seconds()


@dataclass
class GuestName:
    name: str
    administration: Administration


def live_interval(sitting: Sitting, now: datetime | None = None) -> Interval:
    """When the sitting was really live; up to now while it still is; empty before it begins."""
    now = now or timezone.now()
    if sitting.live_from is None:
        return interval(sitting.starts_at, sitting.starts_at)
    return interval(sitting.live_from, sitting.live_until or now)


def evidence_of(sittings: Sequence[Sitting]) -> tuple[list[Evidence], dict[Guest, GuestName]]:
    """The evidence of each sitting, and who the guests are: four queries, whatever the number of people."""
    found = {sitting.pk: Evidence(sitting, live_interval(sitting)) for sitting in sittings}
    reading: dict[tuple[int, int], dict[str, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    for sitting_id, person_id, language, opened_at, until in Connection.objects.filter(
        room__sitting__in=found, person__is_rehearsal=False
    ).values_list("room__sitting_id", "person_id", "language", "opened_at", Coalesce("closed_at", "last_seen_at")):
        reading[sitting_id, person_id][language].append(interval(opened_at, until))
    companions = list(
        Companion.objects.filter(room__sitting__in=found, host__is_rehearsal=False)
        .exclude(person__is_rehearsal=True)
        .select_related("administration", "room")
    )
    guests = _join_companions(found, reading, companions)
    for correction in Correction.objects.filter(sitting__in=found).select_related("signed_by").order_by("pk"):
        found[correction.sitting_id].corrections[correction.person_id] = correction
    answered = Participation.objects.filter(activity__room__sitting__in=found).order_by()
    for sitting_id, person_id, count in answered.values_list("activity__room__sitting", "person").annotate(Count("pk")):
        found[sitting_id].activities[person_id] = count
    return [found[sitting.pk] for sitting in sittings], guests


def _join_companions(
    found: dict[int, Evidence],
    reading: dict[tuple[int, int], dict[str, list[Interval]]],
    companions: Iterable[Companion],
) -> dict[Guest, GuestName]:
    """Give everybody their own time and that of the screens they sat at."""
    beside: dict[tuple[int, int], dict[str, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    guests: dict[tuple[int, Guest], dict[str, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    names: dict[Guest, GuestName] = {}
    for companion in companions:
        evidence = found[companion.room.sitting_id]
        there = interval(companion.since, companion.until or evidence.live.end)
        screen = reading.get((evidence.sitting.pk, companion.host_id), {})
        if companion.person_id is not None:
            into = beside[evidence.sitting.pk, companion.person_id]
        else:
            assert companion.administration is not None
            guest = (companion.guest_name.casefold(), companion.administration.pk)
            names.setdefault(guest, GuestName(companion.guest_name, companion.administration))
            into = guests[evidence.sitting.pk, guest]
        for language, intervals in screen.items():
            into[language].extend(intersect(intervals, [there]))
    for key, sat in beside.items():
        screens = reading.setdefault(key, defaultdict(list))
        for language, intervals in sat.items():
            screens[language] = screens[language] + intervals
    for (sitting_id, person_id), own in reading.items():
        evidence = found[sitting_id]
        evidence.persons[person_id] = _trace(own, evidence.live)
    for (sitting_id, guest), own in guests.items():
        found[sitting_id].guests[guest] = _trace(own, found[sitting_id].live)
    return names


def _trace(by_language: dict[str, list[Interval]], live: Interval) -> Trace:
    if len(by_language) == 1:
        ((language, whole),) = by_language.items()
        own = clip(whole, live)
    else:
        clipped = {language: clip(intervals, live) for language, intervals in by_language.items()}
        language = max(sorted(clipped), key=lambda code: total_seconds(clipped[code]), default="")
        own = union(one for intervals in clipped.values() for one in intervals)
    return Trace(own, language, sum((one.end - one.start).total_seconds() for one in own))


def persons_with_administration(ids: Iterable[int]) -> dict[int, Person]:
    """Persons by id, rehearsing ones left out: one query."""
    found = Person.objects.filter(pk__in=set(ids), is_rehearsal=False).select_related("administration__region")
    return {person.pk: person for person in found}
