"""How one question measures, by Moodle's formulas.

https://docs.moodle.org/dev/Quiz_statistics_calculations, "Item statistics", as its report computes them
(``question/classes/statistics/questions/calculator.php``): x is the mark of the question in an attempt, y the total of the
attempt without it. A question that was drawn is compared with the whole total, as there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from quizzes.analysis.figures import FEW_ATTEMPTS, LEAST_ATTEMPTS, NEGATIVE, NO_KEY, NO_SPREAD, TINY, Figure, ratio

Pair = tuple[float, float]
"""The mark of a question, and the total of the attempt."""


@dataclass(frozen=True)
class ItemFigures:
    """Figures of a question over ``attempts``. Marks are in points, the others in percent but for ``facility`` (a share).

    ``facility``: mean mark ÷ full mark. ``deviation``: standard deviation of the mark. ``discrimination``: correlation of the
    mark with the rest of the total. ``efficiency``: their covariance ÷ the largest that these marks could have.
    ``shared``: covariance of the mark with the whole total, from which effective weights come.
    """

    attempts: int
    full: float
    facility: Figure
    deviation: Figure
    discrimination: Figure
    efficiency: Figure
    variance: float = 0
    other_variance: float = 0
    covariance: float = 0
    highest_covariance: float = 0
    shared: float = 0


def item_figures(
    pairs: Mapping[Pair, int],
    *,
    full: float,
    is_drawn: bool = False,
    least: int = LEAST_ATTEMPTS,
) -> ItemFigures:
    """Figures of the question from its mark and the total of each attempt: how many attempts have this ``pair``.

    ``full``: mean full mark.
    """
    count = sum(pairs.values())
    missing = FEW_ATTEMPTS if count < max(least, 1) else NO_KEY if full <= 0 else ""
    if missing:
        nothing = Figure.none(missing)
        return ItemFigures(count, full, nothing, nothing, nothing, nothing)
    rows = [(mark, total if is_drawn else total - mark, people) for (mark, total), people in sorted(pairs.items())]
    mean = sum(mark * people for mark, _, people in rows) / count
    other_mean = sum(other * people for _, other, people in rows) / count
    facility = Figure(mean / full)
    if count < 2:
        nothing = Figure.none(FEW_ATTEMPTS)
        return ItemFigures(count, full, facility, nothing, nothing, nothing)
    away = [(mark - mean, other - other_mean, people) for mark, other, people in rows]
    free = count - 1
    variance = sum(mark * mark * people for mark, _, people in away) / free
    other_variance = sum(other * other * people for _, other, people in away) / free
    covariance = sum(mark * other * people for mark, other, people in away) / free
    highest = _highest([(mark, people) for mark, _, people in away], [(other, people) for _, other, people in away])
    spread = variance * other_variance
    return ItemFigures(
        attempts=count,
        full=full,
        facility=facility,
        deviation=Figure(sqrt(variance)),
        discrimination=ratio(covariance, sqrt(spread) if spread > TINY else 0),
        efficiency=ratio(covariance, highest / free),
        variance=variance,
        other_variance=other_variance,
        covariance=covariance,
        highest_covariance=highest / free,
        shared=covariance if is_drawn else covariance + variance,
    )


def _highest(left: list[tuple[float, int]], right: list[tuple[float, int]]) -> float:
    """The sum of products when the values of both, each held by so many people, are paired in ascending order."""
    left, right = sorted(left), sorted(right)
    found, here, there, taken, used = 0.0, 0, 0, 0, 0
    while here < len(left) and there < len(right):
        people = min(left[here][1] - taken, right[there][1] - used)
        found += left[here][0] * right[there][0] * people
        taken, used = taken + people, used + people
        if taken == left[here][1]:
            here, taken = here + 1, 0
        if used == right[there][1]:
            there, used = there + 1, 0
    return found


def effective_weights(items: Sequence[ItemFigures]) -> list[Figure]:
    """How much of the spread of totals each place of a quiz makes, in percent.

    √ of the mark's covariance with the total, ÷ the sum of these roots; no weight where the covariance is negative.
    """
    roots = [sqrt(item.shared) if item.shared > 0 else 0.0 for item in items]
    whole = sum(roots)
    return [_weight(item, root, whole) for item, root in zip(items, roots, strict=True)]


def _weight(item: ItemFigures, root: float, whole: float) -> Figure:
    if item.deviation.value is None:
        return item.deviation
    if item.shared < -TINY:
        return Figure.none(NEGATIVE)
    return ratio(root, whole) if whole > TINY else Figure.none(NO_SPREAD)
