"""Which lessons a module has, and in which order. What is in one is written by :mod:`courses.actions.writing`."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.fingerprint import refuse_if_changed
from core.inline import one_line
from core.translating import Texts
from courses.actions.modules import lock_module, touch_module
from courses.actions.writing import OUT_OF_THE_WAY, write_lesson
from courses.choices import LessonKind
from courses.completion import lessons_in
from courses.content import LessonContent
from courses.models import Course, Lesson, LessonText, Module
from courses.queries.outlines import seen_lessons
from people.models import Person

MOST_LESSONS = 100
WRITTEN_KINDS = tuple(kind for kind in LessonKind if kind != LessonKind.REPLAY)
"""What an author may add: a replay is made of a webinar."""


def lessons_of(module: Module) -> list[Lesson]:
    return list(Lesson.objects.filter(module=module, removed_at__isnull=True).order_by("position"))


@action
def add_lesson(module: Module, *, kind: str, title: Texts, by: Person) -> Lesson:
    """A lesson at the module's end, with its first revision. What ``kind`` names is chosen on the lesson's page.

    Refused: ``lesson.untitled`` without a title in the module's language, ``lesson.kind_unknown``, ``module.too_long``.
    """
    if kind not in WRITTEN_KINDS:
        raise Refused("lesson.kind_unknown")
    module = lock_module(module)
    held = lessons_of(module)
    if len(held) >= MOST_LESSONS:
        raise Refused("module.too_long", most=MOST_LESSONS)
    titles = {language: one_line(text) for language, text in title.items()}
    if not titles.get(module.source_language):
        raise Refused("lesson.untitled")
    lesson = Lesson(module=module, position=held[-1].position + 1 if held else 1)
    write_lesson(lesson, LessonContent(kind=kind, title=titles, source_language=module.source_language), by=by)
    touch_module(module)
    audit.record("lesson.added", actor_id=by.pk, subject=f"lesson:{lesson.pk}", module=module.pk, kind=str(kind))
    return lesson


@action
def order_lessons(module: Module, *, order: Sequence[int], seen: str = "", by: Person) -> Module:
    """Put the module's lessons, by their ids, into this order, as it was ``seen``; those not named follow behind."""
    module = lock_module(module)
    before = seen_lessons(module)
    held = [lesson.pk for lesson in lessons_of(module)]
    wanted = [pk for pk in dict.fromkeys(order) if pk in held]
    wanted += [pk for pk in held if pk not in wanted]
    if wanted != held:
        _place(module, wanted)
        audit.record("module.lessons_ordered", actor_id=by.pk, subject=f"module:{module.pk}", lessons=wanted)
    refuse_if_changed(seen=seen, before=before, after=seen_lessons(module))
    return module


def _place(module: Module, lesson_ids: Sequence[int]) -> None:
    lessons = Lesson.objects.select_for_update().filter(module=module, removed_at__isnull=True).order_by("pk")
    rows = {lesson.pk: lesson for lesson in lessons}
    Lesson.objects.filter(pk__in=rows).update(position=F("position") + OUT_OF_THE_WAY)
    for position, pk in enumerate(lesson_ids, start=1):
        rows[pk].position = position
    Lesson.objects.bulk_update([rows[pk] for pk in lesson_ids], ["position"])
    touch_module(module)


def was_published(lesson: Lesson) -> bool:
    return LessonText.objects.filter(lesson=lesson).exists()


@action
def remove_lesson(lesson: Lesson, *, by: Person) -> None:
    """Take a lesson out of its module. One that was ever published is kept for those who learn it; another one is deleted.

    Refused: ``lesson.needed_to_complete``, while the rule of completion of a course with its module names it.
    """
    courses = Course.objects.select_for_update(of=("self",)).filter(places__module=lesson.module_id).order_by("pk")
    is_named = any(lesson.pk in lessons_in(course.completion) for course in courses)
    module = lock_module(lesson.module)
    if is_named:
        raise Refused("lesson.needed_to_complete")
    found = Lesson.objects.select_for_update().filter(pk=lesson.pk, removed_at__isnull=True).first()
    if found is None:
        return
    kept = was_published(found)
    if kept:
        Lesson.objects.filter(pk=found.pk).update(removed_at=timezone.now())
    else:
        found.delete()
    _place(module, [each.pk for each in lessons_of(module)])
    audit.record("lesson.removed", actor_id=by.pk, subject=f"lesson:{lesson.pk}", module=module.pk, kept=kept)
