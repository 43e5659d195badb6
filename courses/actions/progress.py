"""How far somebody comes in a course: begun, where they left, done, complete. The rules: ``docs/rules/progress.md``.

A lesson is done once, whatever the courses that it stands in; each course is complete by its own rule, judged in the same
transaction as what changed. What was done stays done, and a course that was completed stays completed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.events import happened
from courses.choices import LEARNING, EnrolmentState, LessonKind, OutcomeKind, ProgressState
from courses.completion import is_complete
from courses.content import LessonPlace
from courses.models import Enrolment, LearningOutcome, Lesson, LessonProgress, VersionModule
from courses.queries.facts import facts_of, latest_of, structures_of
from people.models import Person
from quizzes.queries.attempts import Standing, standings


@dataclass(frozen=True)
class CourseCompleted:
    """Somebody completed a course."""

    enrolment_id: int


@dataclass(frozen=True)
class AttendanceNoted:
    """Of a person's attendance of a webinar the curriculum was told something new: that they attended, or that they did not."""

    person_id: int
    key: str


MARKED_BY_HAND = frozenset({LessonKind.TEXT, LessonKind.SLIDES, LessonKind.FILE, LessonKind.LINK, LessonKind.VIDEO})
"""Lessons that the learner says to be done, a film's page by itself at its end; the others are done by what one does in them."""

MOST_SECONDS = 600
"""So many one message may add to the time spent: a page that sleeps overnight is not a night of study."""


LATEST = timedelta(days=30)
"""So long after it was done without a line it may still be told with its own time."""


def when(enrolment: Enrolment, at: datetime | None) -> datetime:
    """The time at which the learner did what a device tells only now: never later than now, never before they had their
    place in the course, and no more than :data:`LATEST` ago."""
    now = timezone.now()
    earliest = max(enrolment.enrolled_at or enrolment.created_at, now - LATEST)
    return now if at is None else min(now, max(at, earliest))


@action
def begin_lesson(enrolment: Enrolment, *, lesson_id: int, now: datetime | None = None) -> None:
    """The learner opened the lesson: from now on they go on here, on any device."""
    now = now or timezone.now()
    Enrolment.objects.filter(pk=enrolment.pk).update(last_lesson=lesson_id, last_seen_at=now)
    _begin(enrolment.person_id, [lesson_id])


def _begin(person_id: int, lessons: Collection[int]) -> None:
    LessonProgress.objects.bulk_create(
        [LessonProgress(person_id=person_id, lesson_id=lesson) for lesson in sorted(lessons)], ignore_conflicts=True
    )


@action
def keep_place(enrolment: Enrolment, *, lesson_id: int, place: Mapping[str, int], seconds: int, at: datetime) -> None:
    """Where the learner is in a lesson, as of ``at`` by their device, and how long they were there since they last said so.

    What arrives late, because the line was gone, adds its time; it moves the place only where nothing newer is known.
    The enrolment is locked before the progress, as :func:`note_done` does.
    """
    now = timezone.now()
    at = min(at, now)
    Enrolment.objects.filter(pk=enrolment.pk).exclude(last_seen_at__gte=at).update(
        last_lesson=lesson_id, last_seen_at=at
    )
    _begin(enrolment.person_id, [lesson_id])
    own = LessonProgress.objects.select_for_update().filter(person=enrolment.person_id, lesson=lesson_id)
    progress = own.get()
    progress.seconds += max(0, min(seconds, MOST_SECONDS))
    if place and at.timestamp() >= progress.place.get("at", 0):
        progress.place = {**progress.place, **place, "at": at.timestamp()}
    progress.save(update_fields=["seconds", "place", "updated_at"])


@action
def mark_done(enrolment: Enrolment, *, place: LessonPlace, at: datetime | None = None) -> None:
    """The learner says that they are done with the lesson, ``at`` which time where they were without a line.

    Refused: ``lesson.not_by_hand`` for one that notes it by itself.
    """
    if place.kind not in MARKED_BY_HAND:
        raise Refused("lesson.not_by_hand")
    note_done(enrolment.person_id, [place.id], now=when(enrolment, at))


@action
def finish_lesson(person: Person, *, lesson_id: int, now: datetime | None = None) -> None:
    """What the learner did in a lesson finishes it: a film seen to its end, a package that says so. Again changes nothing."""
    note_done(person.pk, [lesson_id], now=now or timezone.now())


def note_done(person_id: int, lessons: Collection[int], *, now: datetime) -> None:
    """Note lessons as done within a running action, and judge the courses that they stand in.

    Locks the person's enrolments by key, then their progress.
    """
    if not lessons:
        return
    modules = Lesson.objects.filter(pk__in=lessons).values("module")
    versions = VersionModule.objects.filter(module_version__module__in=modules).values("version")
    enrolments = _locked(person_id, version__in=versions)
    _begin(person_id, lessons)
    LessonProgress.objects.filter(person=person_id, lesson__in=lessons, state=ProgressState.STARTED).update(
        state=ProgressState.DONE, done_at=now, updated_at=now
    )
    settle(enrolments, now=now)


def _locked(person_id: int, **only: object) -> list[Enrolment]:
    own = Enrolment.objects.filter(person=person_id, state__in=LEARNING, **only)
    return list(own.select_for_update(of=("self",)).select_related("version").order_by("pk"))


def settle(enrolments: Sequence[Enrolment], *, now: datetime) -> None:
    """Count the lessons done of each enrolment and complete those whose rule is met, within a running action.

    ``enrolments`` are locked, with their versions. For whoever lets somebody in, or on to another version, too: what was
    done before counts. ``now``: when what changed was done; a course is complete as of the last that it asked for.
    """
    structures = structures_of([enrolment.version_id for enrolment in enrolments if enrolment.version_id])
    for enrolment in enrolments:
        version = enrolment.version
        if version is None:
            continue
        facts = facts_of(enrolment.person_id, structures[version.pk], version.completion)
        enrolment.lessons_done = len(facts.required & facts.done)
        if enrolment.state == EnrolmentState.ACTIVE and is_complete(version.completion, facts):
            last = latest_of(enrolment.person_id, structures[version.pk], version.completion)
            enrolment.state = EnrolmentState.COMPLETED
            enrolment.completed_at = max(now, last) if last else now
            audit.record(
                "enrolment.completed",
                actor_id=enrolment.person_id,
                subject=f"enrolment:{enrolment.pk}",
                course=enrolment.course_id,
                version=version.number,
            )
            happened(CourseCompleted(enrolment.pk))
        enrolment.save(update_fields=["lessons_done", "state", "completed_at"])


@action
def note_quiz(*, quiz_id: int, person_id: int, now: datetime | None = None) -> None:
    """A quiz of the person was submitted or marked anew: finish the lessons that it finishes, and judge their courses."""
    now = now or timezone.now()
    enrolments = _locked(person_id)
    structures = structures_of([enrolment.version_id for enrolment in enrolments if enrolment.version_id])
    asking = [
        enrolment
        for enrolment in enrolments
        if any(place.quiz == quiz_id for each in structures[enrolment.version_id or 0] for place in each.lessons)
    ]
    if not asking:
        return
    lessons = {
        place.id
        for enrolment in asking
        for each in structures[enrolment.version_id or 0]
        for place in each.lessons
        if place.kind == LessonKind.QUIZ and place.quiz == quiz_id
    }
    if finishes(standings([quiz_id], person_id).get(quiz_id)):
        note_done(person_id, lessons, now=now)
    else:
        settle(asking, now=now)


def finishes(standing: Standing | None) -> bool:
    """Whether a quiz that stands so finishes its lesson: submitted, and passed where there is a pass mark."""
    return standing is not None and (standing.is_passed is True or not standing.has_pass_mark)


@action
def record_outcome(person: Person, *, kind: OutcomeKind, key: str, at: datetime) -> None:
    """Something elsewhere completed a part of the person's courses, e.g. attendance of ``webinar:12``. Again changes nothing."""
    enrolments = _locked(person.pk)
    LearningOutcome.objects.bulk_create(
        [LearningOutcome(person=person, kind=kind, key=key, at=at)], ignore_conflicts=True
    )
    settle(enrolments, now=timezone.now())
    if kind == OutcomeKind.ATTENDANCE:
        happened(AttendanceNoted(person.pk, key))


@action
def withdraw_outcome(person: Person, *, kind: OutcomeKind, key: str) -> None:
    """What was said elsewhere is not so any more. A course that was completed by it stays completed. Again changes nothing."""
    LearningOutcome.objects.filter(person=person, kind=kind, key=key).delete()
    if kind == OutcomeKind.ATTENDANCE:
        happened(AttendanceNoted(person.pk, key))
