"""Who was given more than a quiz's rules, and who may be given it by whom."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q, QuerySet

from people import access as people_access
from people.models import Person
from quizzes.models import Allowance, Attempt, Quiz

_known: list[Callable[[Person], QuerySet[Person]]] = []


def tells_known(people: Callable[[Person], QuerySet[Person]]) -> Callable[[Person], QuerySet[Person]]:
    """Register whom a higher app lets somebody who teaches know by name."""
    _known.append(people)
    return people


def known_people(viewer: Person, quiz: Quiz) -> QuerySet[Person]:
    """Everybody for those who manage people; else who took the quiz, or is known through the apps above."""
    real = Person.objects.filter(is_rehearsal=False, is_active=True)
    if people_access.has_right(viewer, people_access.Right.MANAGE_PEOPLE):
        return real
    known = Q(pk__in=Attempt.objects.filter(quiz=quiz).values("person"))
    for people in _known:
        known |= Q(pk__in=people(viewer).values("pk"))
    return real.filter(known)


def person_of_address(viewer: Person, quiz: Quiz, address: str) -> Person | None:
    """The one of :func:`known_people` who has the address."""
    return known_people(viewer, quiz).filter(email__iexact=address.strip()).first()


def allowances_of(quiz: Quiz) -> QuerySet[Allowance]:
    """One query whatever their number."""
    return Allowance.objects.filter(quiz=quiz).select_related("person").order_by("person__full_name", "pk")
