"""A person's own courses, for the first page: what presses first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Value, When

from core.languages import active
from courses.choices import EnrolmentState
from courses.models import CourseText, Enrolment
from courses.queries.catalogue import Standing
from courses.queries.texts import Words
from people.models import Person

DUE_SOON = timedelta(days=7)
"""So long before its last day a course comes before others."""

SHOWN = (EnrolmentState.ACTIVE, EnrolmentState.REQUESTED, EnrolmentState.NOMINATED, EnrolmentState.COMPLETED)


@dataclass(frozen=True)
class MyCourse:
    """``last_lesson``: where the person left, if they have begun."""

    slug: str
    words: Words
    standing: Standing
    last_lesson: int | None
    is_pressing: bool


def my_courses(person: Person, today: date, *, limit: int = 12) -> list[MyCourse]:
    """One query: courses that are learned by their last day and then by when they were last open, then requests, then those
    that are completed."""
    language = active()
    texts = CourseText.objects.filter(version=OuterRef("shown"))
    own = texts.filter(language=language)
    source = texts.filter(language=OuterRef("course__source_language"))
    rows = (
        Enrolment.objects.filter(person=person, state__in=SHOWN, course__published__isnull=False)
        .annotate(shown=Case(When(version__isnull=False, then=F("version")), default=F("course__published")))
        .annotate(
            own_title=Subquery(own.values("title")[:1]),
            source_title=Subquery(source.values("title")[:1]),
            rank=Case(
                *(When(state=state, then=Value(place)) for place, state in enumerate(SHOWN)),
                output_field=IntegerField(),
            ),
        )
        .order_by("rank", F("due_on").asc(nulls_last=True), F("last_seen_at").desc(nulls_last=True), "-pk")
        .values_list(
            "course__slug",
            "own_title",
            "source_title",
            "course__source_language",
            "state",
            "lessons_done",
            "version__lesson_count",
            "due_on",
            "last_lesson_id",
        )
    )
    found = []
    for slug, title, fallback, written, state, done, total, due_on, last in rows[:limit]:
        is_learning = state == EnrolmentState.ACTIVE
        found.append(
            MyCourse(
                slug=slug,
                words=Words(title or fallback or slug, "", language if title else written),
                standing=Standing(
                    state, done, total or 0, due_on, is_learning and due_on is not None and due_on < today
                ),
                last_lesson=last,
                is_pressing=is_learning and due_on is not None and due_on <= today + DUE_SOON,
            )
        )
    return found


def next_course(courses: list[MyCourse]) -> MyCourse | None:
    """The one that is overdue or due soonest, else that with the nearest last day, else that which was open last."""
    learned = [course for course in courses if course.standing.is_learning]
    return next((course for course in learned if course.is_pressing), learned[0] if learned else None)
