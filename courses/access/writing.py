"""Courses as they are being written: shared by everybody who teaches; who made one, and those who plan, change it.

A translator who does not teach sees the courses of their tasks, in the language of the task, and nothing else of what is written.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from django.db.models import QuerySet

from core.access import Insufficient, Unknown
from core.languages import LANGUAGES
from courses.models import Course, Lesson, Module, TranslationTask
from people import access as people_access
from people.models import Person


class Right(StrEnum):
    """What a person may do with a course or module as it is being written."""

    SEE = "see"
    """Read it, and use it in a course or a webinar: everybody who teaches."""

    EDIT = "edit"
    """Change and publish it: the person who made it, and those who plan."""


Made = TypeVar("Made", Course, Module)


def _check(person: Person, made: Course | Module | None, right: Right) -> None:
    rights = people_access.rights_of(person) if person.is_authenticated and person.is_active else frozenset()
    if made is None or people_access.Right.TEACH not in rights:
        raise Unknown
    if right == Right.EDIT and people_access.Right.PLAN not in rights and made.created_by_id != person.pk:
        raise Insufficient(right)


def may_edit(person: Person, made: Course | Module) -> bool:
    try:
        _check(person, made, Right.EDIT)
    except (Unknown, Insufficient):
        return False
    return True


def visible_courses(person: Person) -> QuerySet[Course]:
    """Those that are being written, for everybody who teaches."""
    if people_access.has_right(person, people_access.Right.TEACH):
        return Course.objects.all()
    return Course.objects.none()


def visible_modules(person: Person) -> QuerySet[Module]:
    if people_access.has_right(person, people_access.Right.TEACH):
        return Module.objects.all()
    return Module.objects.none()


def get_course(person: Person, course_id: int, right: Right) -> Course:
    found = Course.objects.filter(pk=course_id).first()
    _check(person, found, right)
    assert found is not None
    return found


def get_module(person: Person, module_id: int, right: Right) -> Module:
    found = Module.objects.filter(pk=module_id).first()
    _check(person, found, right)
    assert found is not None
    return found


def get_lesson(person: Person, lesson_id: int, right: Right) -> Lesson:
    """A lesson of a module that the person may see or change, with its module; one that was removed is not there."""
    found = Lesson.objects.filter(pk=lesson_id, removed_at__isnull=True).select_related("module").first()
    _check(person, found.module if found else None, right)
    assert found is not None
    return found


def tasks_of(person: Person) -> QuerySet[TranslationTask]:
    """What the person was asked to translate."""
    if not person.is_authenticated or not person.is_active:
        return TranslationTask.objects.none()
    return TranslationTask.objects.filter(person=person)


def get_translated_course(person: Person, course_id: int) -> Course:
    """A course whose translations the person may look at: everybody who teaches, and its translators; 404 for others."""
    found = Course.objects.filter(pk=course_id).first()
    if found is None or not (
        visible_courses(person).filter(pk=found.pk).exists() or tasks_of(person).filter(course=found).exists()
    ):
        raise Unknown
    return found


def translated_languages(person: Person, course: Course) -> tuple[str, ...]:
    """Into which languages the person may translate something of the course: all for those who may change it, else those of
    their tasks. A module of the course may have been written in another language than it."""
    sources = {course.source_language, *course.places.values_list("module__source_language", flat=True)}
    possible = tuple(language for language in LANGUAGES if sources != {language})
    if may_edit(person, course):
        return possible
    held = set(tasks_of(person).filter(course=course).values_list("language", flat=True))
    return tuple(language for language in possible if language in held)


def get_course_to_translate(person: Person, course_id: int, language: str) -> Course:
    """A course that the person may translate into ``language``; 404 for any other."""
    found = Course.objects.filter(pk=course_id).first()
    if found is None or language not in translated_languages(person, found):
        raise Unknown
    return found
