"""What comes before what: prerequisites of courses and of modules, never in a circle."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db import connection

from core.actions import Refused
from courses.models import Course, Module

Made = TypeVar("Made", Course, Module)
MOST_PREREQUISITES = 20
_TURN = 7265
"""The advisory lock of whoever sets prerequisites, taken before any row."""


def lock_before(row: Made, wanted: Collection[Made]) -> Made:
    """The row, locked, while nobody else sets what comes before any other: rows alone do not keep four from closing a circle."""
    if wanted and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def set_prerequisites(row: Made, wanted: Collection[Made]) -> bool:
    """Let these, and no others, come before ``row``; whether that changed anything. It came by :func:`lock_before`.

    Refused: ``prerequisites.circle`` if one of them leads back to it, ``prerequisites.too_many``.
    """
    ids = {each.pk for each in wanted}
    held = set(row.prerequisites.values_list("pk", flat=True))
    if ids == held:
        return False
    if len(ids) > MOST_PREREQUISITES:
        raise Refused("prerequisites.too_many", most=MOST_PREREQUISITES)
    if row.pk in _behind(row, ids):
        raise Refused("prerequisites.circle")
    row.prerequisites.set(list(wanted))
    return True


def _behind(row: Course | Module, ids: Collection[int]) -> set[int]:
    """These ids and all that come before them: one query."""
    through = type(row).prerequisites.through
    origin, target = (f"{side}_{type(row).__name__.lower()}_id" for side in ("from", "to"))
    before: dict[int, list[int]] = {}
    for later, earlier in through._default_manager.values_list(origin, target):
        if later != row.pk:
            before.setdefault(later, []).append(earlier)
    found: set[int] = set()
    waiting = list(ids)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += before.get(pk, [])
    return found
