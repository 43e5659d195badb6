"""Lessons that replay something kept outside of the curriculum: they are put there by the app that keeps it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Max

from core.languages import LANGUAGES
from courses.actions.courses import add_modules, create_course
from courses.actions.publishing import publish_whole
from courses.actions.writing import write_lesson
from courses.choices import LessonKind
from courses.content import LessonContent
from courses.models import Course, Lesson, Module
from courses.queries.contents import texts_of
from people.models import Person

LONGEST_TITLE = 200
LONGEST_MODULE = 600


def put_replay(
    source: str,
    *,
    beside: Collection[str],
    module_title: Mapping[str, str],
    lesson_title: Mapping[str, str],
    minutes: int,
    by: Person | None,
) -> Lesson | None:
    """The lesson that replays ``source``, made within a running action; None where there is, or was, one already.

    It comes into the module that replays something ``beside`` it, else into one of its own that belongs to ``by``. Nothing
    is published. A title in one language at least is taken to be there.
    """
    if Lesson.objects.filter(source=source).exists():
        return None
    other = Lesson.objects.filter(source__in=beside, removed_at__isnull=True).order_by("pk").first()
    if other is not None:
        module = Module.objects.select_for_update().get(pk=other.module_id)
        module.minutes = min(module.minutes + minutes, LONGEST_MODULE)
        module.revision += 1
        module.save(update_fields=["minutes", "revision"])
    else:
        module = Module.objects.create(
            source_language=next(language for language in LANGUAGES if module_title.get(language)),
            minutes=min(minutes, LONGEST_MODULE),
            created_by=by,
            **{f"title_{language}": module_title.get(language, "")[:LONGEST_TITLE] for language in LANGUAGES},
        )
    last = module.lessons.filter(removed_at__isnull=True).aggregate(last=Max("position"))["last"]
    lesson = Lesson(module=module, position=(last or 0) + 1)
    content = LessonContent(
        kind=LessonKind.REPLAY,
        title={language: text[:LONGEST_TITLE] for language, text in lesson_title.items() if text},
        minutes=minutes,
        source=source,
        source_language=module.source_language,
    )
    write_lesson(lesson, content, by=by)
    return lesson


def publish_replay(module: Module, *, into: Course | None, by: Person) -> Course:
    """Put the module at the end of ``into``; without one, make a course of it alone and publish that. Again changes nothing.

    Several actions one after the other: killed in between, the next press goes on. Refused as :func:`publish_course` is.
    """
    if into is not None:
        add_modules(into, modules=[module], by=by)
        return into
    title = texts_of(module, "title")
    own = Course.objects.filter(created_by=by, places__module=module).order_by("pk")
    made = next((course for course in own if texts_of(course, "title") == title), None)
    if made is None:
        made = create_course(title=title, summary={}, source_language=module.source_language, by=by)
    add_modules(made, modules=[module], by=by)
    publish_whole(made, tuple(title), by=by)
    return made
