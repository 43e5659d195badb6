"""Courses that enrol by rule: whoever fits is in, whether course, rule or profile changed. ``docs/rules/enrolment.md``."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from core import audit
from core.actions import action
from courses.actions.enrolling import due_day
from courses.actions.posting import queue
from courses.actions.progress import settle
from courses.choices import EnrolmentSource, EnrolmentState, ProgressState, ReminderKind
from courses.content import structure_from_json
from courses.models import Course, CourseVersion, Enrolment, LessonProgress
from courses.queries.rules import people_who_fit, ruled_courses
from people.models import Person

BATCH = 500


@action
def enrol_those_who_fit(course_id: int) -> int:
    """Put at most :data:`BATCH` people into a course that enrols by rule; each is told by mail. Returns how many."""
    course = ruled_courses().select_related("published").filter(pk=course_id).first()
    if course is None:
        return 0
    return _place(course, list(people_who_fit(course).order_by("pk")[:BATCH]))


@action
def enrol_where_it_fits(person_id: int) -> int:
    """Put one person into every course that enrols them by rule. Returns how many courses."""
    return sum(
        _place(course, list(people_who_fit(course).filter(pk=person_id)))
        for course in ruled_courses().select_related("published").order_by("pk")
    )


def _place(course: Course, people: Sequence[Person]) -> int:
    if not people or course.published is None:
        return 0
    now = timezone.now()
    Enrolment.objects.bulk_create(
        [
            Enrolment(
                course=course,
                person=person,
                version=course.published,
                state=EnrolmentState.ACTIVE,
                source=EnrolmentSource.RULE,
                enrolled_at=now,
                due_on=due_day(course.days, person.time_zone, now),
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
    made = Enrolment.objects.filter(
        course=course, person__in=people, source=EnrolmentSource.RULE, enrolled_at=now, state=EnrolmentState.ACTIVE
    )
    rows = list(made.select_related("version").order_by("pk"))
    ids = [row.pk for row in rows]
    before = _who_began(course.published, people)
    settle([row for row in rows if row.person_id in before], now=now)
    audit.record("enrolment.by_rule", actor_id=None, subject=f"course:{course.pk}", enrolments=ids)
    queue(ReminderKind.PLACE, [(pk, now.date()) for pk in ids])
    return len(ids)


def _who_began(version: CourseVersion, people: Sequence[Person]) -> set[int]:
    """Those who did lessons of the version before, in other courses: two queries."""
    places = version.modules.select_related("module_version")
    structures = [structure_from_json(place.module_version.structure) for place in places]
    lessons = [lesson.id for structure in structures for lesson in structure.lessons]
    rows = LessonProgress.objects.filter(person__in=people, lesson__in=lessons, state=ProgressState.DONE)
    return set(rows.values_list("person_id", flat=True))
