"""Who of a waiting list gets a place: arithmetic on plain values. The rules in words: ``docs/rules/places.md``.

Strictly first come among those who fit. Whoever does not fit is passed over and keeps their number. Nobody loses a place
because a bound is lowered: there may be more places taken than a bound allows, and then nobody is added under it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Bound(StrEnum):
    """What keeps somebody from a place."""

    CAPACITY = "capacity"
    ADMINISTRATION = "administration"
    REGION = "region"


@dataclass(frozen=True)
class Claim:
    """A place taken or asked for. Somebody without an administration is under no quota, only under the capacity."""

    key: int
    administration: int | None = None
    region: str | None = None


@dataclass(frozen=True)
class Bounds:
    """The most places of all, of each administration, and of each region; None: no bound.

    ``administrations`` holds own quotas, which go before ``per_administration``, whether they are larger or smaller.
    """

    capacity: int | None = None
    per_administration: int | None = None
    administrations: Mapping[int, int] = field(default_factory=dict)
    regions: Mapping[str, int] = field(default_factory=dict)

    def of_administration(self, administration: int | None) -> int | None:
        if administration is None:
            return None
        return self.administrations.get(administration, self.per_administration)

    def of_region(self, region: str | None) -> int | None:
        return None if region is None else self.regions.get(region)


class Taken:
    """How many places are taken: in all, by administration, by region."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self.total = 0
        self.administrations: Counter[int | None] = Counter()
        self.regions: Counter[str | None] = Counter()
        for claim in claims:
            self.add(claim)

    def add(self, claim: Claim, places: int = 1) -> None:
        self.total += places
        self.administrations[claim.administration] += places
        self.regions[claim.region] += places


def hindrance(bounds: Bounds, taken: Taken, claim: Claim) -> Bound | None:
    """The bound that one more place for ``claim`` would break, the widest first; None when it fits."""
    if bounds.capacity is not None and taken.total >= bounds.capacity:
        return Bound.CAPACITY
    own = bounds.of_administration(claim.administration)
    if own is not None and taken.administrations[claim.administration] >= own:
        return Bound.ADMINISTRATION
    regional = bounds.of_region(claim.region)
    if regional is not None and taken.regions[claim.region] >= regional:
        return Bound.REGION
    return None


def admitted(bounds: Bounds, taken: Taken, waiting: Sequence[Claim]) -> list[Claim]:
    """Those of ``waiting``, given in their order, who get a place now; each is added to ``taken``.

    One pass is enough: whoever does not fit at their turn does not fit later in the pass either.
    """
    chosen = []
    for claim in waiting:
        if bounds.capacity is not None and taken.total >= bounds.capacity:
            break
        if hindrance(bounds, taken, claim) is None:
            taken.add(claim)
            chosen.append(claim)
    return chosen
