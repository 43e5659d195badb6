"""Webinars as the pages around the room show them: lists, plans with their times, team and registrations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from people.models import Person
from quizzes.models import Question
from quizzes.queries.library import counts_as_answered
from webinars.access import visible_webinars
from webinars.choices import REHEARSAL_SLUG, ActivityKind, AgendaKind, RoomState
from webinars.models import Activity, AgendaItem, Answer, Registration, Sitting, TeamMember, Webinar

MODULE_MINUTES = range(40, 51)
"""A module lasts 40 to 50 minutes."""

SITTING_MINUTES = 180
"""A sitting lasts three hours at most."""


@counts_as_answered
def answered_in_a_room(question: Question) -> bool:
    return Answer.objects.filter(activity__question=question).exists()


@dataclass(frozen=True)
class Listed:
    """A webinar in a list. ``starts_at`` of its first sitting, ``ends_at`` of its last; None while it has none."""

    webinar: Webinar
    sittings: int
    starts_at: datetime | None
    ends_at: datetime | None
    is_live: bool
    is_team: bool


@dataclass(frozen=True)
class WebinarList:
    upcoming: list[Listed]
    past: list[Listed]


def webinar_list(person: Person, now: datetime) -> WebinarList:
    """Webinars that the person may see, in two queries: those to come soonest first, those over latest first."""
    real = Q(sittings__is_rehearsal=False)
    rows = (
        Webinar.objects.filter(pk__in=visible_webinars(person).values("pk"))
        .annotate(
            number=Count("sittings", filter=real, distinct=True),
            first=Min("sittings__starts_at", filter=real),
            last=Max("sittings__ends_at", filter=real),
            live=Count("sittings", filter=real & Q(sittings__room__state=RoomState.LIVE), distinct=True),
            open=Count("sittings", filter=real & ~Q(sittings__room__state=RoomState.ENDED), distinct=True),
            rehearsals=Count("sittings", filter=~real, distinct=True),
        )
        .exclude(number=0, rehearsals__gt=0, slug__startswith=REHEARSAL_SLUG)
        .order_by("pk")
    )
    mine = set(TeamMember.objects.filter(person=person).values_list("webinar_id", flat=True))
    upcoming: list[Listed] = []
    past: list[Listed] = []
    for row in rows:
        listed = Listed(row, row.number, row.first, row.last, bool(row.live), row.pk in mine)
        over = row.last is not None and not row.live and (row.last <= now or not row.open)
        (past if over else upcoming).append(listed)
    far = datetime.max.replace(tzinfo=now.tzinfo)
    upcoming.sort(key=lambda listed: (not listed.is_live, listed.starts_at or far))
    past.sort(key=lambda listed: listed.ends_at or far, reverse=True)
    return WebinarList(upcoming, past)


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


@dataclass
class Plan:
    """A sitting's agenda with its times, in minutes. ``over``: planned beyond the sitting's own end."""

    sitting: Sitting
    lines: list[Line]
    minutes: int
    room: int

    @property
    def is_long(self) -> bool:
        return self.minutes > SITTING_MINUTES or self.room > SITTING_MINUTES

    @property
    def over(self) -> int:
        return max(0, self.minutes - self.room)

    @property
    def odd_modules(self) -> int:
        return sum(line.is_odd for line in self.lines)


def plans(webinar: Webinar) -> list[Plan]:
    """The plans of all sittings, in four queries however long they are."""
    activities = Activity.objects.select_related("question", "quiz").order_by("position", "pk")
    items = AgendaItem.objects.select_related("deck").prefetch_related(Prefetch("activities", queryset=activities))
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
    lines, total = [], 0
    for item in sitting.agenda.all():
        starts_at = sitting.starts_at + timedelta(minutes=total)
        total += item.planned_minutes
        is_odd = item.kind == AgendaKind.MODULE and item.planned_minutes not in MODULE_MINUTES
        lines.append(Line(item, starts_at, total, is_odd, prepared_of(list(item.activities.all()))))
    room = int((sitting.ends_at - sitting.starts_at).total_seconds() // 60)
    return Plan(sitting, lines, total, room)


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
