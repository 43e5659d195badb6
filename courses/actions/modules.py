"""Modules as they are written, in or outside of a course. Texts are given by language."""

from __future__ import annotations

from django.db.models import F

from core import audit
from core.actions import action
from core.translating import Texts
from courses.actions.courses import lock_course, place_modules
from courses.actions.texts import given_texts, write_texts
from courses.models import Course, Module
from people.models import Person


def lock_module(module: Module) -> Module:
    return Module.objects.select_for_update().get(pk=module.pk)


def touch_module(module: Module) -> None:
    """Count a change of a locked module, its lessons' order included."""
    Module.objects.filter(pk=module.pk).update(revision=F("revision") + 1)


@action
def create_module(
    *,
    title: Texts,
    summary: Texts,
    objectives: Texts,
    source_language: str,
    minutes: int,
    course: Course | None = None,
    by: Person,
) -> Module:
    """A module without lessons, at the end of ``course`` where one is given.

    Refused: ``module.untitled`` without a title in the language that it is written in, ``course.too_long``.
    """
    if course is not None:
        course = lock_course(course)
    module = Module(created_by=by, source_language=source_language, minutes=minutes)
    write_texts(module, given_texts(title=title, summary=summary, objectives=objectives), by=by)
    audit.record("module.created", actor_id=by.pk, subject=f"module:{module.pk}")
    if course is not None:
        place_modules(course, [module], by)
    return module
