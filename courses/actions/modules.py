"""Modules as they are written, in or outside of a course. Texts are given by language."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from core import audit
from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from core.translating import Texts
from courses.actions.courses import check_audiences, lock_course, place_modules
from courses.actions.prerequisites import lock_before, set_prerequisites
from courses.actions.texts import given_texts, write_texts
from courses.models import Course, Module
from courses.queries.contents import own_passages
from people.models import Person
from quizzes.models import Tag


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


@dataclass(frozen=True)
class ModuleSettings:
    """All of a module but its words and lessons. ``audiences``: codes; none: for everybody."""

    source_language: str
    minutes: int
    audiences: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    prerequisites: tuple[Module, ...] = ()


def seen_module(module: Module) -> str:
    """Stands for the module's words and settings: two queries."""
    return fingerprint(
        own_passages(module),
        module.source_language,
        module.minutes,
        sorted(module.audiences),
        sorted(module.tags.values_list("pk", flat=True)),
        sorted(module.prerequisites.values_list("pk", flat=True)),
    )


@action
def update_module(
    module: Module,
    *,
    title: Texts,
    summary: Texts,
    objectives: Texts,
    settings: ModuleSettings,
    seen: str = "",
    by: Person,
) -> Module:
    """Change what the module is called and what holds for it, as it was ``seen``.

    Refused: ``module.untitled``, ``source_language.stays`` once it is published, ``prerequisites.circle``,
    ``prerequisites.too_many``, ``audience.unknown``, ``form.changed_meanwhile``.
    """
    module = lock_before(module, settings.prerequisites)
    before = seen_module(module)
    check_audiences(settings.audiences)
    if settings.source_language != module.source_language and module.published_id is not None:
        raise Refused("source_language.stays")
    module.source_language, module.minutes = settings.source_language, settings.minutes
    module.audiences = sorted(settings.audiences)
    write_texts(module, given_texts(title=title, summary=summary, objectives=objectives), by=by)
    module.tags.set(settings.tags)
    set_prerequisites(module, settings.prerequisites)
    after = seen_module(module)
    if after != before:
        touch_module(module)
        audit.record("module.changed", actor_id=by.pk, subject=f"module:{module.pk}")
    refuse_if_changed(seen=seen, before=before, after=after)
    return module
