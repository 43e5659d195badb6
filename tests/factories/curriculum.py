from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from courses.actions.publishing import publish_course
from courses.actions.writing import write_lesson
from courses.content import BlockContent, LessonContent
from courses.models import Course, CourseModule, Enrolment, Lesson, Module
from people.models import Person
from tests.factories.people import make_person

_numbers = count(1)


def make_lesson(module: Module, *blocks: BlockContent, **content: Any) -> Lesson:
    """A lesson at the end of the module, in English: one paragraph unless ``blocks`` are given."""
    number = next(_numbers)
    content.setdefault("kind", "text")
    content.setdefault("title", {"en": f"Lesson {number}"})
    lesson = Lesson(module=module, position=module.lessons.filter(removed_at__isnull=True).count() + 1)
    default = BlockContent("text", {"en": f"<p>Paragraph {number}</p>"})
    write_lesson(lesson, LessonContent(blocks=blocks or (default,), **content), by=None)
    return lesson


def make_module(lessons: int = 2, **fields: Any) -> Module:
    """A module in English with as many lessons of a paragraph each."""
    fields.setdefault("title_en", f"Module {next(_numbers)}")
    module = Module.objects.create(**fields)
    for _ in range(lessons):
        make_lesson(module)
    return module


def make_course(modules: int | list[Module] = 1, **fields: Any) -> Course:
    """A course in English that is being written, of so many new modules, or of these."""
    number = next(_numbers)
    fields.setdefault("slug", f"course-{number}")
    fields.setdefault("title_en", f"Course {number}")
    course = Course.objects.create(**fields)
    chosen = (
        modules if isinstance(modules, list) else [make_module(created_by=course.created_by) for _ in range(modules)]
    )
    for position, module in enumerate(chosen, start=1):
        CourseModule.objects.create(course=course, module=module, position=position)
    return course


def make_published_course(modules: int | list[Module] = 1, **fields: Any) -> Course:
    """A course that was published as it was made."""
    course = make_course(modules, **fields)
    publish_course(course, by=fields.get("created_by") or make_person())
    course.refresh_from_db()
    return course


def make_enrolment(course: Course, person: Person | None = None, **fields: Any) -> Enrolment:
    """A place in a published course, to learn by its newest version."""
    fields.setdefault("enrolled_at", timezone.now())
    return Enrolment.objects.create(
        course=course, person=person or make_person(), version=fields.pop("version", course.published), **fields
    )
