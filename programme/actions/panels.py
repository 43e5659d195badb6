"""The balance of one panel, over those who agreed to be counted in it."""

from __future__ import annotations

from datetime import date

from core import audit
from core.actions import Refused, action
from people.choices import Gender
from people.models import Person
from programme.actions.divisions import LEVELS, lock_ledger, read_ledger
from programme.choices import DivisionKind
from programme.models import Division
from programme.queries.trainers import agreeing
from webinars.models import Webinar

FEWEST = 3
"""So many have to agree: the count of one or two is what they declared."""


@action
def count_panel(webinar: Webinar, *, on: date, by: Person) -> Division:
    """Count women among those of the panel who agreed. Refuses ``panel.too_few_agreed``.

    What they declared is taken to be known from now on. Hence those are left out without whom a group of the ledger would be
    too small: other people are in it, who did not agree to anything.
    """
    lock_ledger()
    ledger = read_ledger()
    level = LEVELS[DivisionKind.CONSENTED]
    genders = agreeing(webinar)
    known = frozenset[int]().union(*(group.members for group in ledger.groups if group.level == level))
    members = ledger.countable(level, genders) | (known & genders.keys())
    if len(members) < FEWEST:
        raise Refused("panel.too_few_agreed", fewest=FEWEST)
    number = Division.objects.filter(kind=DivisionKind.CONSENTED, webinar=webinar).count() + 1
    division = Division.objects.create(
        kind=DivisionKind.CONSENTED,
        key=f"panel.{webinar.pk}",
        cell=str(number),
        on=on,
        women=sum(genders[person] == Gender.WOMAN for person in members),
        people=len(members),
        members=sorted(members),
        webinar=webinar,
    )
    audit.record("panel.counted", actor_id=by.pk, subject=f"webinar:{webinar.pk}", people=len(members))
    return division
