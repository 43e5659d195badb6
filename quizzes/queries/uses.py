"""Where a question is used: by quizzes here, and by what the apps above make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import Person
from quizzes import access
from quizzes.models import AttemptAnswer, Question


@dataclass(frozen=True)
class Use:
    """One place: ``row`` is called by its ``field``, a translated one; ``url`` is "" where the viewer may not go."""

    row: Model
    url: str
    field: str = "title"


@dataclass(frozen=True)
class Uses:
    """Places of one kind: those that the viewer may know of, and how many there are beside them."""

    label: str | Promise
    places: tuple[Use, ...]
    hidden: int = 0


_finders: list[Callable[[Question, Person], Uses]] = []


def tells_uses(finder: Callable[[Question, Person], Uses]) -> Callable[[Question, Person], Uses]:
    """Register how a higher app knows where a question is used, as far as ``viewer`` may know it."""
    _finders.append(finder)
    return finder


def uses_of(question: Question, viewer: Person) -> list[Uses]:
    """Where it is used, by kind of place; kinds without a place are left out."""
    found = [_in_quizzes(question, viewer), *(finder(question, viewer) for finder in _finders)]
    return [uses for uses in found if uses.places or uses.hidden]


def _in_quizzes(question: Question, viewer: Person) -> Uses:
    quizzes = access.visible_quizzes(viewer).filter(entries__question=question).order_by("pk")
    mine = set(access.editable_quizzes(viewer).filter(entries__question=question).values_list("pk", flat=True))
    return Uses(
        _("Quizzes"),
        tuple(Use(quiz, reverse("quizzes:edit_quiz", args=[quiz.pk]) if quiz.pk in mine else "") for quiz in quizzes),
    )


def times_answered(question: Question) -> int:
    """In how many attempts it was given."""
    return AttemptAnswer.objects.filter(question=question, attempt__is_preview=False).count()
