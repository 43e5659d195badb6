"""What every app holds of a person: to hand it to them, and to let go of it. The rule in words: ``docs/rules/personal-data.md``.

Each app declares, for every column that points to a person, what is in it and what becomes of it (:func:`holds`), and
registers what has to be done beside that when somebody erases their account. A test finds a column that nobody declared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils.functional import Promise


class Fate(StrEnum):
    """What becomes of a column when the person it points to erases their account."""

    AT_ONCE = "at_once"
    """An eraser of the app sees to it, before anything else."""

    WITH_ACCOUNT = "with_account"
    """The row goes with the account: at once, or when the figures that need it are frozen."""

    WITHOUT_NAME = "without_name"
    """The row stays and no longer says whose it was."""

    KEPT = "kept"
    """The row stays as it is: a bare number that leads to nobody."""


@dataclass(frozen=True)
class Holding:
    """One column that points to a person. ``fields`` are what the person is handed of its rows: key, words, lookup.

    ``title`` names them in the file; rows without a title are not handed out, and ``why`` says for what reason.
    """

    column: str
    fate: Fate
    title: str | Promise = ""
    fields: tuple[tuple[str, str | Promise, str], ...] = ()
    why: str = ""

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.column.rsplit(".", 1)[0])

    def rows(self, person_id: int) -> list[tuple[Any, ...]]:
        """The values of :attr:`fields`, in the order in which the rows were made: one query."""
        column = self.column.rsplit(".", 1)[1]
        found = self.model._default_manager.filter(**{column: person_id}).order_by("pk")
        return list(found.values_list(*(lookup for _, _, lookup in self.fields)))


_holdings: list[Holding] = []
_erasers: list[Callable[[int], None]] = []
_guards: list[Callable[[int], None]] = []
_needs: list[Callable[[int], bool]] = []


def holds(*holdings: Holding) -> None:
    known = {holding.column for holding in _holdings}
    for holding in holdings:
        if holding.column in known:
            raise ValueError(f"{holding.column} is declared twice.")
    _holdings.extend(holdings)


def eraser(function: Callable[[int], None]) -> Callable[[int], None]:
    """Called with the person's id within the running action; those of higher apps come first."""
    _erasers.append(function)
    return function


def guard(function: Callable[[int], None]) -> Callable[[int], None]:
    """Raises :class:`core.actions.Refused` while the person may not go."""
    _guards.append(function)
    return function


def need(function: Callable[[int], bool]) -> Callable[[int], bool]:
    """Says whether the rows of :attr:`Fate.WITH_ACCOUNT` still have to be counted before they go."""
    _needs.append(function)
    return function


def holdings() -> tuple[Holding, ...]:
    return tuple(_holdings)


def refuse_if_bound(person_id: int) -> None:
    for check in _guards:
        check(person_id)


def erase(person_id: int) -> None:
    """Everything that goes at once. Apps register from the floor up, so that this goes from the roof down."""
    for step in reversed(_erasers):
        step(person_id)


def is_needed(person_id: int) -> bool:
    return any(asked(person_id) for asked in _needs)


def columns_of_people(person: type[Model]) -> dict[str, str]:
    """Every column of every table that points to a person, with what the database does when the person goes."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, Field) and field.concrete and not field.many_to_many and field.related_model is person:
                found[f"{model._meta.label}.{field.name}"] = field.remote_field.on_delete.__name__  # type: ignore[union-attr]
    return found
