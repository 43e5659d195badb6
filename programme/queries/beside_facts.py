"""What a freeze keeps of a webinar that is not a fact of one person: plain numbers, ready for JSON. No names, no texts.

Until the freeze the same numbers are made anew at each look, so that nothing is counted in two ways.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count

from programme.queries.measures import Measured, Registered, shown_name
from programme.queries.said import activities_said, surveys_said
from quizzes.models import Question
from webinars.choices import AgendaKind
from webinars.intervals import Interval, by_minute, clip, intersect, interval, most_at_once, presence, total_seconds
from webinars.models import AgendaItem, AskedQuestion, Hand, Webinar
from webinars.queries.evidence import Evidence

Item = tuple[AgendaItem, Interval]
"""A part of the agenda, and when it ran."""


@dataclass
class Loaded:
    """What was read on the way, so that nothing is read twice for one page."""

    names: dict[int, str] = field(default_factory=dict)
    items: dict[int, AgendaItem] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)


def figures_beside_facts(
    webinar: Webinar,
    registered: Sequence[Registered],
    evidences: Sequence[Evidence],
    people: Sequence[Measured],
    *,
    team: Mapping[int, str],
    with_surveys: bool,
    loaded: Loaded | None = None,
) -> dict[str, Any]:
    """Everything by name:

    ``threshold_percent``, ``live_seconds``; ``registrations`` by source and state, the team left out; ``asked``: questions
    to the trainers by state; ``presence`` of each sitting, by minute, with the parts of its agenda; ``voices``: seconds
    spoken by person; ``activities`` and, ``with_surveys``, ``evaluation`` and ``gain``: what people said.
    """
    loaded = loaded or Loaded()
    items = _items(evidences)
    loaded.names |= dict(team)
    loaded.items = {item.pk: item for parts in items.values() for item, _ in parts}
    rest = {
        "threshold_percent": webinar.threshold_percent,
        "live_seconds": sum(evidence.live_seconds for evidence in evidences),
        "registrations": _registrations(registered, team),
        "asked": _asked(evidences),
        "presence": [_presence(evidence, items[evidence.sitting.pk], people) for evidence in evidences],
        "voices": _voices(evidences, items, loaded.names),
        "activities": activities_said([evidence.sitting.pk for evidence in evidences], questions=loaded.questions),
    }
    return rest | (surveys_said(webinar) if with_surveys else {})


def _registrations(registered: Sequence[Registered], team: Collection[int]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for person_id, state, source, *_described in registered:
        if person_id not in team:
            states = found.setdefault(source, {})
            states[state] = states.get(state, 0) + 1
    return found


def _asked(evidences: Sequence[Evidence]) -> dict[str, int]:
    sittings = [evidence.sitting.pk for evidence in evidences]
    rows = AskedQuestion.objects.filter(room__sitting__in=sittings, author__is_rehearsal=False)
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))


def _items(evidences: Sequence[Evidence]) -> dict[int, list[Item]]:
    """The parts of each sitting that began, within its live time. One that was not ended ran until the next, or the end."""
    live = {evidence.sitting.pk: evidence.live for evidence in evidences}
    rows = AgendaItem.objects.filter(sitting__in=live, started_at__isnull=False).order_by("started_at", "position")
    found: dict[int, list[Item]] = {sitting: [] for sitting in live}
    for item in rows:
        assert item.started_at is not None
        whole = live[item.sitting_id]
        time = interval(max(item.started_at, whole.start), min(item.ended_at or whole.end, whole.end))
        found[item.sitting_id].append((item, time))
    return found


def _presence(evidence: Evidence, items: Sequence[Item], people: Sequence[Measured]) -> dict[str, Any]:
    """People counted in the figures, the most at once in each minute of the live time and in each part."""
    counted = {person.person_id for person in people}
    times = [trace.intervals for person_id, trace in evidence.persons.items() if person_id in counted]
    steps = presence(times + [trace.intervals for trace in evidence.guests.values()])
    return {
        "sitting": evidence.sitting.pk,
        "from": evidence.live.start.isoformat(),
        "until": evidence.live.end.isoformat(),
        "minutes": [step.people for step in by_minute(steps, evidence.live)],
        "most": most_at_once(steps, evidence.live),
        "parts": [
            {
                "item": item.pk,
                "from": time.start.isoformat(),
                "until": time.end.isoformat(),
                "most": most_at_once(steps, time),
            }
            for item, time in items
        ],
    }


def _voices(
    evidences: Sequence[Evidence], items: dict[int, list[Item]], names: dict[int, str]
) -> list[dict[str, float]]:
    """Seconds spoken, most first: ``docs/rules/measures.md`` says how they are derived.

    A presenter speaks in the parts that are theirs, but not while somebody else has the floor. Adds to ``names``.
    """
    floors: dict[int, list[tuple[int, datetime, datetime | None]]] = defaultdict(list)
    given = Hand.objects.filter(room__sitting__in=items, floor_at__isnull=False, person__is_rehearsal=False)
    for sitting, person, floor_at, lowered_at, name, email in given.values_list(
        "room__sitting_id", "person_id", "floor_at", "lowered_at", "person__full_name", "person__email"
    ):
        names[person] = shown_name(name, email)
        if floor_at is not None:
            floors[sitting].append((person, floor_at, lowered_at))
    spoken: dict[int, float] = defaultdict(float)
    for evidence in evidences:
        live, sitting = evidence.live, evidence.sitting.pk
        floor = [(person, interval(start, end or live.end)) for person, start, end in floors[sitting]]
        presented: dict[int, list[Interval]] = defaultdict(list)
        for item, time in items[sitting]:
            if item.presenter_id is not None and item.kind != AgendaKind.BREAK:
                presented[item.presenter_id].append(time)
        for person in {*presented, *(person for person, _ in floor)}:
            own = clip((time for speaker, time in floor if speaker == person), live)
            others = clip((time for speaker, time in floor if speaker != person), live)
            parts = presented[person]
            spoken[person] += total_seconds([*parts, *own]) - total_seconds(intersect(parts, others))
    most_first = sorted(spoken.items(), key=lambda entry: (-entry[1], entry[0]))
    return [{"person": person, "seconds": seconds} for person, seconds in most_first if seconds > 0]
