"""The balance of a webinar's learners, as it was published: only what is in the ledger is ever shown."""

from __future__ import annotations

from dataclasses import dataclass

from programme.choices import DivisionKind
from programme.models import Division
from webinars.models import Webinar


@dataclass(frozen=True)
class Balance:
    """``regions`` joined to one group, by code; an empty code is people without a region."""

    regions: tuple[str, ...]
    people: int
    women: int


@dataclass(frozen=True)
class Learners:
    """Of those who were there and had not been counted in an earlier webinar."""

    groups: tuple[Balance, ...]

    @property
    def people(self) -> int:
        return sum(group.people for group in self.groups)

    @property
    def women(self) -> int:
        return sum(group.women for group in self.groups)


def learners_of(webinar: Webinar) -> Learners:
    rows = Division.objects.filter(kind=DivisionKind.LEARNERS, key=f"webinar.{webinar.pk}").order_by("cell")
    return Learners(
        tuple(
            Balance(tuple("" if code == "none" else code for code in cell.split("+")), people, women)
            for cell, people, women in rows.values_list("cell", "people", "women")
        )
    )
