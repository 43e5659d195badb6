"""How much a group learnt between two tests. ``docs/rules/learning-gain.md`` has the rule in words and its source."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

FEWEST = 5
"""People who took both tests, from which a mean says something, and gives nobody's mark away."""


@dataclass(frozen=True)
class Gain:
    """Means of the same people's marks before and after, in percent, and the part of what could be gained that was.

    ``people``: how many took both. The means are None of fewer than :data:`FEWEST`; ``gain`` also when nothing was left to gain.
    """

    people: int
    before: float | None = None
    after: float | None = None
    gain: float | None = None


def normalised_gain(pairs: Collection[tuple[float, float]]) -> Gain:
    """Hake's average normalised gain of ``(before, after)`` in percent: (after - before) / (100 - before) of the means."""
    people = len(pairs)
    if people < FEWEST:
        return Gain(people)
    before = math.fsum(before for before, _ in pairs) / people
    after = math.fsum(after for _, after in pairs) / people
    left = 100 - before
    return Gain(people, before, after, (after - before) / left if left > 1e-9 else None)
