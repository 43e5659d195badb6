"""Who is in a course, for those who manage it and for coordinators of their own administration. No gender."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from courses.choices import EnrolmentState
from courses.models import Course, Enrolment
from people.countries import country_name, sort_key
from people.models import Administration, Person

OVERDUE = "overdue"


@dataclass(frozen=True)
class Counted:
    state: str
    label: str
    people: int


def learners_of(course: Course) -> QuerySet[Enrolment]:
    """Everybody with a standing in the course, those who wait for a decision first."""
    rows = Enrolment.objects.filter(course=course, person__is_rehearsal=False)
    return rows.select_related("person__administration", "version", "administration").order_by("-created_at", "-pk")


def matching(
    rows: QuerySet[Enrolment], today: date, *, words: str = "", state: str = "", administration: int | None = None
) -> QuerySet[Enrolment]:
    for word in words.split():
        rows = rows.filter(Q(person__full_name__icontains=word) | Q(person__email__icontains=word))
    if state == OVERDUE:
        rows = rows.filter(state=EnrolmentState.ACTIVE, due_on__lt=today)
    elif state:
        rows = rows.filter(state=state)
    if administration is not None:
        rows = rows.filter(person__administration=administration)
    return rows


def counts_of(rows: QuerySet[Enrolment], today: date) -> list[Counted]:
    """By state, and of those who learn how many are overdue: two queries."""
    found = dict(rows.order_by().values_list("state").annotate(people=Count("pk")))
    overdue = rows.filter(state=EnrolmentState.ACTIVE, due_on__lt=today).count()
    shown = (
        EnrolmentState.REQUESTED,
        EnrolmentState.NOMINATED,
        EnrolmentState.ACTIVE,
        EnrolmentState.COMPLETED,
        EnrolmentState.WITHDRAWN,
        EnrolmentState.DECLINED,
    )
    lines = [Counted(state, str(state.label), found.get(state, 0)) for state in shown]
    lines.insert(3, Counted(OVERDUE, "", overdue))
    return [line for line in lines if line.people or line.state in (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)]


def administrations_in(rows: QuerySet[Enrolment]) -> list[tuple[int, str]]:
    """Those of the people in the course, by name: one query."""
    held = rows.filter(person__administration__isnull=False).order_by()
    pairs = held.values_list("person__administration", "person__administration__country").distinct()
    return sorted(((pk, country_name(country)) for pk, country in pairs), key=lambda pair: sort_key(pair[1]))


def nominations_of(course: Course, own: list[Administration]) -> QuerySet[Enrolment]:
    """People of these administrations in the course, and others whom they nominated."""
    rows = learners_of(course).filter(Q(person__administration__in=own) | Q(administration__in=own))
    return rows.distinct()


def officers_to_nominate(course: Course, own: list[Administration]) -> QuerySet[Person]:
    """People of these administrations who have no standing in the course, or withdrew."""
    people = Person.objects.filter(administration__in=own, is_active=True, is_rehearsal=False)
    there = Enrolment.objects.filter(course=course).exclude(state=EnrolmentState.WITHDRAWN)
    return people.exclude(pk__in=there.values("person")).order_by("full_name", "pk")


def by_name(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    return rows.order_by(F("person__full_name").asc(), "pk")
