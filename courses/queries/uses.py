"""Where a module is used: by courses here, and by what the apps above make of it."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.access import writing as access
from courses.models import Module
from people.models import Person
from quizzes.queries.uses import Use, Uses

_finders: list[Callable[[Module, Person], Uses]] = []


def tells_module_uses(finder: Callable[[Module, Person], Uses]) -> Callable[[Module, Person], Uses]:
    """Register how a higher app knows where a module is used, as far as ``viewer`` may know it."""
    _finders.append(finder)
    return finder


def module_uses(module: Module, viewer: Person) -> list[Uses]:
    """By kind of place; kinds without a place are left out."""
    found = [_in_courses(module, viewer), *(finder(module, viewer) for finder in _finders)]
    return [uses for uses in found if uses.places or uses.hidden]


def _in_courses(module: Module, viewer: Person) -> Uses:
    courses = access.visible_courses(viewer).filter(places__module=module).order_by("pk")
    return Uses(
        _("Courses"),
        tuple(Use(course, reverse("courses:edit_course", args=[course.pk])) for course in courses),
    )
