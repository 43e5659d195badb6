"""Who is a trainer of the programme."""

from __future__ import annotations

from collections.abc import Collection

from people.choices import Role
from people.models import Person


def trainers() -> list[tuple[int, str]]:
    """``(person, declared gender)`` of everybody who has the role now."""
    rows = Person.objects.filter(grants__role=Role.TRAINER, is_active=True, is_rehearsal=False).order_by("pk")
    return list(rows.values_list("pk", "gender"))


def trainers_among(people: Collection[int]) -> set[int]:
    return {person for person, _gender in trainers() if person in people}
