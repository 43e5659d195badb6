"""Courses as they are written: what they are called, and their modules in order. Texts are given by language."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.text import slugify

from core import audit
from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from core.jobs import enqueue_after_commit
from core.languages import LANGUAGES
from core.translating import Texts
from courses.actions.prerequisites import lock_before, set_prerequisites
from courses.actions.texts import given_texts, write_texts
from courses.actions.writing import OUT_OF_THE_WAY
from courses.choices import EnrolmentMode
from courses.completion import Expression, is_sound, lessons_in
from courses.models import Course, CourseModule, Lesson, Module
from courses.queries.completing import quizzes_of, written_lessons
from courses.queries.contents import own_passages
from courses.queries.outlines import seen_modules
from people.choices import Audience
from people.models import Person, Region

MOST_MODULES = 100
MOST_DAYS = 1000


def new_slug(title: Texts) -> str:
    """An address made of the title in whatever language gives one in Latin letters; one that nobody has."""
    base = next((slug for language in LANGUAGES if (slug := slugify(title.get(language, ""))[:60])), "course")
    if not Course.objects.filter(slug=base).exists():
        return base
    return f"{base}-{secrets.token_hex(3)}"


def lock_course(course: Course) -> Course:
    return Course.objects.select_for_update().get(pk=course.pk)


@action
def create_course(*, title: Texts, summary: Texts, source_language: str, by: Person) -> Course:
    """A course without modules. Refused: ``course.untitled`` without a title in the language that it is written in."""
    course = Course(slug=new_slug(title), created_by=by, source_language=source_language)
    write_texts(course, given_texts(title=title, summary=summary), by=by)
    audit.record("course.created", actor_id=by.pk, subject=f"course:{course.pk}")
    return course


@dataclass(frozen=True)
class CourseSettings:
    """All of a course but its words and modules, by the names of :class:`courses.models.Course`."""

    source_language: str
    enrolment_mode: str = EnrolmentMode.OPEN
    audiences: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    days: int | None = None
    is_listed: bool = True
    gives_certificate: bool = True
    completion: Expression = field(default_factory=dict)
    prerequisites: tuple[Course, ...] = ()


PLAIN = ("source_language", "enrolment_mode", "days", "is_listed", "gives_certificate")


def seen_course(course: Course) -> str:
    """Stands for the course's words and settings: one query."""
    return fingerprint(
        own_passages(course),
        [getattr(course, name) for name in PLAIN],
        sorted(course.audiences),
        sorted(course.regions),
        course.completion,
        sorted(course.prerequisites.values_list("pk", flat=True)),
    )


def check_audiences(codes: Collection[str]) -> None:
    if not set(codes) <= set(Audience.values):
        raise Refused("audience.unknown")


@action
def update_course(
    course: Course, *, title: Texts, summary: Texts, settings: CourseSettings, seen: str = "", by: Person
) -> Course:
    """Change what the course is called and what holds for it, as it was ``seen``. The rule of completion goes out with the next
    version; the rest holds at once.

    Refused: ``course.untitled``, ``course.completion_unfit``, ``course.days``, ``source_language.stays`` once it is published,
    ``audience.unknown``, ``region.unknown``, ``prerequisites.circle``, ``prerequisites.too_many``, ``form.changed_meanwhile``.
    """
    course = lock_before(course, settings.prerequisites)
    before = seen_course(course)
    old = {name: getattr(course, name) for name in (*PLAIN, "audiences", "regions", "completion")}
    _check_settings(course, settings)
    for name in PLAIN:
        setattr(course, name, getattr(settings, name))
    course.audiences, course.regions = sorted(settings.audiences), sorted(settings.regions)
    course.completion = dict(settings.completion)
    write_texts(course, given_texts(title=title, summary=summary), by=by)
    changed = [name for name, value in old.items() if getattr(course, name) != value]
    if set_prerequisites(course, settings.prerequisites):
        changed.append("prerequisites")
    after = seen_course(course)
    if after != before:
        touch_course(course)
        audit.record("course.changed", actor_id=by.pk, subject=f"course:{course.pk}", changed=changed)
        if course.enrolment_mode == EnrolmentMode.RULE:
            enqueue_after_commit("courses.enrol_by_rule", course_id=course.pk)
    refuse_if_changed(seen=seen, before=before, after=after)
    return course


def _check_settings(course: Course, settings: CourseSettings) -> None:
    if settings.source_language != course.source_language and course.published_id is not None:
        raise Refused("source_language.stays")
    if settings.days is not None and not 1 <= settings.days <= MOST_DAYS:
        raise Refused("course.days", most=MOST_DAYS)
    check_audiences(settings.audiences)
    if Region.objects.filter(pk__in=settings.regions).count() != len(set(settings.regions)):
        raise Refused("region.unknown")
    lessons = written_lessons(course)
    if settings.completion != course.completion and not is_sound(
        settings.completion, lessons=[lesson.pk for lesson in lessons], quizzes=quizzes_of(lessons)
    ):
        raise Refused("course.completion_unfit")


def touch_course(course: Course) -> None:
    """Count a change of a locked course."""
    Course.objects.filter(pk=course.pk).update(revision=F("revision") + 1)


@action
def add_modules(course: Course, *, modules: Sequence[Module], by: Person) -> int:
    """Put modules at the end of the course, in this order; those that stand in it stay where they are. Returns how many came.

    Refused: ``course.too_long``.
    """
    course = lock_course(course)
    return place_modules(course, modules, by)


def place_modules(course: Course, modules: Sequence[Module], by: Person) -> int:
    """As :func:`add_modules`, within a running action that has locked the course."""
    held = list(CourseModule.objects.filter(course=course).order_by("position"))
    known = {place.module_id for place in held}
    fresh = [module for module in dict.fromkeys(modules) if module.pk not in known]
    if len(held) + len(fresh) > MOST_MODULES:
        raise Refused("course.too_long", most=MOST_MODULES)
    last = held[-1].position if held else 0
    CourseModule.objects.bulk_create(
        CourseModule(course=course, module=module, position=position)
        for position, module in enumerate(fresh, start=last + 1)
    )
    if fresh:
        touch_course(course)
        audit.record(
            "course.modules_added",
            actor_id=by.pk,
            subject=f"course:{course.pk}",
            modules=[module.pk for module in fresh],
        )
    return len(fresh)


@action
def order_modules(course: Course, *, order: Sequence[int], seen: str = "", by: Person) -> Course:
    """Put the course's modules, by their ids, into this order, as it was ``seen``; those not named follow behind."""
    course = lock_course(course)
    before = seen_modules(course)
    held = [place.module_id for place in CourseModule.objects.filter(course=course).order_by("position")]
    wanted = [pk for pk in dict.fromkeys(order) if pk in held]
    wanted += [pk for pk in held if pk not in wanted]
    if wanted != held:
        _place(course, wanted)
        audit.record("course.modules_ordered", actor_id=by.pk, subject=f"course:{course.pk}", modules=wanted)
    refuse_if_changed(seen=seen, before=before, after=seen_modules(course))
    return course


def _place(course: Course, module_ids: Collection[int]) -> None:
    rows = {place.module_id: place for place in CourseModule.objects.filter(course=course)}
    CourseModule.objects.filter(course=course).update(position=F("position") + OUT_OF_THE_WAY)
    for position, pk in enumerate(module_ids, start=1):
        rows[pk].position = position
    CourseModule.objects.bulk_update([rows[pk] for pk in module_ids], ["position"])
    touch_course(course)


@action
def remove_module(course: Course, *, module: Module, by: Person) -> None:
    """Take a module out of the course; it stays where else it is used. Whoever learns a published version keeps it there.

    Refused: ``module.needed_to_complete``, while the course's rule of completion names a lesson of it.
    """
    course = lock_course(course)
    named = lessons_in(course.completion)
    if named and Lesson.objects.filter(module=module, pk__in=named).exists():
        raise Refused("module.needed_to_complete")
    gone, _ = CourseModule.objects.filter(course=course, module=module).delete()
    if not gone:
        return
    left = CourseModule.objects.filter(course=course).order_by("position").values_list("module_id", flat=True)
    _place(course, list(left))
    audit.record("course.module_removed", actor_id=by.pk, subject=f"course:{course.pk}", module=module.pk)
