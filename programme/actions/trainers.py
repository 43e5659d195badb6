"""Points of the balance of trainers, and of the panels of series: published when the ledger allows, else the last stands."""

from __future__ import annotations

from datetime import date, timedelta

from core import audit
from core.actions import action
from core.disclosure import Asked, Group, Ledger
from people.choices import Gender
from programme.actions.divisions import LEVELS, lock_ledger, read_ledger, write_down
from programme.choices import DivisionKind
from programme.models import ClosedDivision, Division
from programme.queries.trainers import trainers, voices
from webinars.models import Series

PAUSE = timedelta(days=28)
"""Newcomers are gathered for so long at least: the larger the group, the likelier that its balance may be told."""
FEWEST_VOICES = 10
"""Of so many voices of a series it is asked how they divide."""
EVERYBODY = "all"


@action
def publish_trainers(*, on: date) -> bool:
    """Ask how the trainers divide who are not counted yet, if they are enough. Whether something was published."""
    lock_ledger()
    kind = DivisionKind.TRAINERS
    if _asked_since(kind, "trainers.", on - PAUSE):
        return False
    people = trainers()
    women = {person for person, gender in people if gender == Gender.WOMAN}
    ledger = read_ledger()
    group = _ask(ledger, kind, ledger.countable(LEVELS[kind], [person for person, _ in people]), women)
    return group is not None and _publish(kind, f"trainers.{on.isoformat()}", group, on)


@action
def publish_panel(series: Series, *, on: date) -> bool:
    """Ask how the voices of a series divide who are in no other series' balance, if they are enough.

    Trainers wait until they are counted among the trainers.
    """
    lock_ledger()
    kind = DivisionKind.PANELS
    prefix = f"series.{series.pk}."
    if _asked_since(kind, prefix, on - PAUSE):
        return False
    ledger = read_ledger(ask_from=FEWEST_VOICES)
    counted = frozenset[int]().union(
        *(group.members for group in ledger.groups if group.level == LEVELS[DivisionKind.TRAINERS])
    )
    waiting = {person for person, _gender in trainers()} - counted
    people = voices(series)
    women = {person for person, gender in people if gender == Gender.WOMAN}
    newcomers = ledger.countable(LEVELS[kind], [person for person, _ in people if person not in waiting])
    if not ledger.may_ask(newcomers):
        return False
    return _publish(kind, f"{prefix}{on.isoformat()}", ledger.ask(LEVELS[kind], newcomers, women), on)


def _asked_since(kind: DivisionKind, prefix: str, day: date) -> bool:
    return any(
        rows.objects.filter(kind=kind, key__startswith=prefix, on__gt=day).exists()
        for rows in (Division, ClosedDivision)
    )


def _ask(ledger: Ledger, kind: DivisionKind, newcomers: frozenset[int], women: set[int]) -> Group | None:
    """Together with those closed last, when the newcomers are enough for that; else by themselves."""
    closed = [group for group in ledger.groups if group.level == LEVELS[kind] and not group.is_open]
    for refused in [*closed[-1:], None]:
        if ledger.may_ask(newcomers, refused):
            return ledger.ask(LEVELS[kind], newcomers, women, refused)
    return None


def _publish(kind: DivisionKind, key: str, group: Group, on: date) -> bool:
    published = bool(write_down(kind, key, [Asked((EVERYBODY,), group)], on=on))
    audit.record(
        "division.asked", actor_id=None, subject=f"division:{key}", people=len(group.members), published=published
    )
    return published
