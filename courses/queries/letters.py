"""Whom the calendar wants to be reminded, and what a letter needs to be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from core.languages import LANGUAGES
from core.wall_time import NotAnInstant, zone
from courses.choices import EnrolmentState, ReminderKind
from courses.models import Course, Enrolment, Reminder
from people.models import Person

KEPT_FOR = timedelta(days=3)
"""A letter that could not be sent for so long is not sent any more: what it says is old."""

IN_DOUBT_AFTER = timedelta(minutes=10)
"""A letter that was claimed so long ago and is not sent was left by a process that died, or the mail server refused it."""

MORNING = 8
"""From this hour of their day on people are reminded."""

DECISIONS = (ReminderKind.PLACE, ReminderKind.NO_PLACE)
WEEK = timedelta(days=7)
OVERDUE_FOR = timedelta(days=14)
"""Whoever was not told so soon that a course is overdue is not told any more."""


def reminder_due(due_on: date, enrolled_on: date, today: date) -> ReminderKind | None:
    """The reminder for this day of the learner's calendar; none that would come on the day on which they came in.

    A week before the last day (or up to four days later, when the job did not run), the day before or on the day, and once
    within two weeks after it.
    """
    left = (due_on - today).days
    if today <= enrolled_on:
        return None
    if 3 <= left <= WEEK.days and due_on - enrolled_on > WEEK:
        return ReminderKind.DUE_WEEK
    if 0 <= left <= 1:
        return ReminderKind.DUE_DAY
    if -OVERDUE_FOR.days <= left < 0:
        return ReminderKind.OVERDUE
    return None


def people_to_remind(now: datetime) -> dict[ReminderKind, list[tuple[int, date]]]:
    """Enrolments that are learned, with the day that they are due, and were not reminded of it so: two queries."""
    today = now.date()
    rows = Enrolment.objects.filter(
        state=EnrolmentState.ACTIVE,
        due_on__gte=today - OVERDUE_FOR - timedelta(days=1),
        due_on__lte=today + WEEK + timedelta(days=1),
        person__is_active=True,
        person__is_rehearsal=False,
    ).values_list("pk", "due_on", "enrolled_at", "created_at", "person__time_zone")
    found: dict[ReminderKind, list[tuple[int, date]]] = defaultdict(list)
    for pk, due_on, enrolled_at, created_at, name in rows.iterator(chunk_size=2000):
        try:
            clock = zone(name)
        except NotAnInstant:
            continue
        assert due_on is not None
        here = now.astimezone(clock)
        kind = reminder_due(due_on, (enrolled_at or created_at).astimezone(clock).date(), here.date())
        if kind is not None and here.hour >= MORNING:
            found[kind].append((pk, due_on))
    known = set(
        Reminder.objects.filter(due_on__gte=today - OVERDUE_FOR - timedelta(days=1)).values_list(
            "enrolment_id", "kind", "due_on"
        )
    )
    return {kind: [(pk, day) for pk, day in pairs if (pk, kind, day) not in known] for kind, pairs in found.items()}


def letters_to_write(ids: Collection[int]) -> list[Reminder]:
    """With enrolment, person and course: one query. The course without its words."""
    rows = Reminder.objects.filter(pk__in=ids).select_related("enrolment__person", "enrolment__course")
    words = [f"enrolment__course__{name}_{language}" for name in ("title", "summary") for language in LANGUAGES]
    return list(rows.defer("enrolment__course__completion", *words).order_by("made_at", "pk"))


def is_true(letter: Reminder) -> bool:
    """Whether what the letter says still holds: not for those who completed, withdrew, have another day or are gone."""
    row: Enrolment = letter.enrolment
    person: Person = row.person
    if not person.is_active or person.is_rehearsal or person.erased_at is not None:
        return False
    if letter.kind == ReminderKind.NO_PLACE:
        return row.state == EnrolmentState.DECLINED
    if letter.kind == ReminderKind.PLACE:
        return row.state == EnrolmentState.ACTIVE
    return row.state == EnrolmentState.ACTIVE and row.due_on == letter.due_on


def letters_in_doubt(course: Course) -> QuerySet[Reminder]:
    """Letters about a course that were taken to the mail server and of which nobody knows whether they arrived, and those
    that nobody took in time."""
    now = timezone.now()
    rows = Reminder.objects.filter(enrolment__course=course, sent_at__isnull=True)
    return rows.filter(claimed_at__lt=now - IN_DOUBT_AFTER) | rows.filter(
        claimed_at__isnull=True, made_at__lt=now - KEPT_FOR
    )
