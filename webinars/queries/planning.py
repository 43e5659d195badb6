"""A webinar as the pages around the room show it: plans with their times, team and registrations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from quizzes.models import Question
from quizzes.queries.library import counts_as_answered
from webinars.agenda_sums import Part, Sums, sums
from webinars.choices import ActivityKind
from webinars.models import Activity, AgendaItem, Answer, Registration, Sitting, TeamMember, Webinar


@counts_as_answered
def answered_in_a_room(question: Question) -> bool:
    return Answer.objects.filter(activity__question=question).exists()


@dataclass(frozen=True)
class Prepared:
    """A prepared poll or discussion point, or a whole live quiz (``count`` questions, shown by the first)."""

    activity: Activity
    count: int


@dataclass
class Line:
    """An agenda item with when it starts by the plan. ``is_odd``: a module outside of 40–50 minutes."""

    item: AgendaItem
    starts_at: datetime
    total: int
    is_odd: bool
    prepared: list[Prepared] = field(default_factory=list)


@dataclass(frozen=True)
class Silence:
    """From when to when nobody is asked anything, by the plan."""

    starts_at: datetime
    ends_at: datetime
    minutes: int


@dataclass
class Plan:
    """A sitting's agenda with its times, in minutes, and what to warn of (:mod:`webinars.agenda_sums`)."""

    sitting: Sitting
    lines: list[Line]
    room: int
    sums: Sums

    @property
    def minutes(self) -> int:
        return self.sums.total

    @property
    def is_long(self) -> bool:
        return self.sums.is_long

    @property
    def over(self) -> int:
        """Minutes planned beyond the sitting's own end."""
        return self.sums.over

    @property
    def left(self) -> int:
        return max(0, self.room - self.minutes)

    @property
    def odd_modules(self) -> int:
        return len(self.sums.odd)

    @property
    def silences(self) -> list[Silence]:
        begun = self.sitting.starts_at
        return [
            Silence(begun + timedelta(minutes=one.start), begun + timedelta(minutes=one.end), one.minutes)
            for one in self.sums.silent
        ]


def plans(webinar: Webinar) -> list[Plan]:
    """The plans of all sittings, in four queries however long they are."""
    activities = Activity.objects.select_related("question", "quiz").order_by("position", "pk")
    items = AgendaItem.objects.select_related("deck", "presenter", "module").prefetch_related(
        Prefetch("activities", queryset=activities)
    )
    sittings = (
        Sitting.objects.filter(webinar=webinar, is_rehearsal=False)
        .select_related("room")
        .prefetch_related(Prefetch("agenda", queryset=items.order_by("position")))
        .order_by("starts_at", "pk")
    )
    return [_plan(sitting) for sitting in sittings]


def plan_of(sitting: Sitting) -> Plan:
    found = next((plan for plan in plans(sitting.webinar) if plan.sitting.pk == sitting.pk), None)
    return found or _plan(sitting)


def _plan(sitting: Sitting) -> Plan:
    items = list(sitting.agenda.all())
    prepared = [prepared_of(list(item.activities.all())) for item in items]
    parts = [Part(item.kind, item.planned_minutes, len(ready)) for item, ready in zip(items, prepared, strict=True)]
    room = int((sitting.ends_at - sitting.starts_at).total_seconds() // 60)
    found = sums(parts, room)
    lines = [
        Line(
            item,
            sitting.starts_at + timedelta(minutes=start),
            start + item.planned_minutes,
            number in found.odd,
            ready,
        )
        for number, (item, start, ready) in enumerate(zip(items, found.starts, prepared, strict=True))
    ]
    return Plan(sitting, lines, room, found)


def prepared_of(activities: list[Activity]) -> list[Prepared]:
    """Polls and discussion points one by one, each live quiz once."""
    found: list[Prepared] = []
    seen: set[int] = set()
    for activity in activities:
        if activity.kind != ActivityKind.QUIZ or activity.quiz_id is None:
            found.append(Prepared(activity, 1))
        elif activity.quiz_id not in seen:
            seen.add(activity.quiz_id)
            found.append(Prepared(activity, sum(other.quiz_id == activity.quiz_id for other in activities)))
    return found


def prepared_for(item: AgendaItem) -> list[Prepared]:
    rows = Activity.objects.filter(agenda_item=item).select_related("question", "quiz")
    return prepared_of(list(rows.order_by("position", "pk")))


def team(webinar: Webinar) -> QuerySet[TeamMember]:
    rows = TeamMember.objects.filter(webinar=webinar, person__is_rehearsal=False)
    return rows.select_related("person__administration").order_by("pk")


def registrations(webinar: Webinar) -> QuerySet[Registration]:
    rows = Registration.objects.placed().filter(webinar=webinar, person__is_rehearsal=False)
    return rows.select_related("person__administration").order_by("person__full_name", "pk")
