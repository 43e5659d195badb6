"""Publishing divisions by gender. What may be told is decided by ``core.disclosure``; ``docs/rules/suppression.md`` says why.

The functions are called inside an action. They take the lock of the ledger, so that two webinars frozen at once are tried one
after the other, each against what the other published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db import connection

from core.disclosure import Asked, Group, Ledger
from people.choices import Gender
from programme.choices import DivisionKind
from programme.models import ClosedDivision, Division, Fact
from programme.queries.trainers import trainers_among
from webinars.models import Webinar

LEVELS = {
    DivisionKind.CONSENTED: -1,
    DivisionKind.PANELS: 0,
    DivisionKind.TRAINERS: 1,
    DivisionKind.LEARNERS: 2,
}
"""Who is counted on a lower level is not counted anew on a higher one. Of those who agreed everything is taken to be known."""
NOWHERE = "none"
"""The cell of people without a region."""


def publish_learners(webinar: Webinar, facts: Iterable[Fact]) -> list[Division]:
    """Publish how the learners of a frozen webinar divide, by region: those who were there and are counted for the first time.

    Everybody is counted once, in the first webinar in which there are enough of them; trainers are counted as trainers.
    Called again for the same webinar, it changes nothing. Returns what is published.
    """
    key = webinar_key(webinar.pk)
    lock_ledger()
    known = list(Division.objects.filter(key=key))
    if known or ClosedDivision.objects.filter(key=key).exists():
        return known
    cells: dict[str, set[int]] = defaultdict(set)
    women: set[int] = set()
    on = None
    for fact in facts:
        if fact.stands_for_webinar and fact.person_id and not fact.is_guest and fact.webinar_seconds > 0:
            cells[fact.region or NOWHERE].add(fact.person_id)
            on = fact.ended_on
            if fact.gender == Gender.WOMAN:
                women.add(fact.person_id)
    if on is None:
        return []
    trainers = trainers_among(set().union(*cells.values()))
    learners = {region: people - trainers for region, people in cells.items()}
    asked = read_ledger().divide(LEVELS[DivisionKind.LEARNERS], learners, women)
    return write_down(DivisionKind.LEARNERS, key, asked, on=on, webinar=webinar)


def webinar_key(webinar_id: int) -> str:
    return f"webinar.{webinar_id}"


def lock_ledger() -> None:
    """Until the transaction ends. On SQLite every transaction that writes has the lock of the database already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7262)")


def read_ledger(**bounds: int) -> Ledger:
    """Everything that was ever asked."""
    groups = [
        Group(LEVELS[DivisionKind(kind)], frozenset(members), women, parts)
        for kind, members, women, parts in Division.objects.values_list("kind", "members", "women", "parts")
    ]
    groups += [
        Group(LEVELS[DivisionKind(kind)], frozenset(members), None, parts)
        for kind, members, parts in ClosedDivision.objects.values_list("kind", "members", "parts")
    ]
    return Ledger(groups, **bounds)


def write_down(
    kind: DivisionKind, key: str, asked: Sequence[Asked], *, on: date, webinar: Webinar | None = None
) -> list[Division]:
    """Keep what was asked. A closed group that joined a new one is replaced by it."""
    for one in asked:
        if one.group.parts > 1:
            _forget_parts(kind, one.group.members)
    divisions = [
        Division(
            kind=kind,
            key=key,
            cell="+".join(sorted(one.cells)),
            on=on,
            women=one.group.women,
            people=len(one.group.members),
            members=sorted(one.group.members),
            parts=one.group.parts,
            webinar=webinar,
        )
        for one in asked
        if one.group.women is not None
    ]
    ClosedDivision.objects.bulk_create(
        ClosedDivision(
            kind=kind,
            key=key,
            cell="+".join(sorted(one.cells)),
            on=on,
            people=len(one.group.members),
            members=sorted(one.group.members),
            parts=one.group.parts,
        )
        for one in asked
        if one.group.women is None
    )
    return Division.objects.bulk_create(divisions)


def _forget_parts(kind: DivisionKind, members: Collection[int]) -> None:
    inside = [row.pk for row in ClosedDivision.objects.filter(kind=kind) if set(row.members) <= set(members)]
    ClosedDivision.objects.filter(pk__in=inside).delete()
