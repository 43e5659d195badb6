"""How one question measures, by Moodle's formulas.

https://docs.moodle.org/dev/Quiz_statistics_calculations, "Item statistics", as its report computes them
(``question/classes/statistics/questions/calculator.php``): x is the mark of the question in an attempt, y the total of the
attempt without it. A question that was drawn is compared with the whole total, as there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from operator import mul

from quizzes.analysis.figures import FEW_ATTEMPTS, LEAST_ATTEMPTS, NEGATIVE, NO_KEY, NO_SPREAD, TINY, Figure, ratio


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
    marks: Sequence[float],
    totals: Sequence[float],
    *,
    full: float,
    is_drawn: bool = False,
    least: int = LEAST_ATTEMPTS,
) -> ItemFigures:
    """Figures of the question whose ``marks`` stand beside the ``totals`` of their attempts. ``full``: mean full mark.

    The order of attempts changes nothing but the last bits.
    """
    count = len(marks)
    missing = NO_KEY if full <= 0 else FEW_ATTEMPTS if count < max(least, 1) else ""
    if missing:
        nothing = Figure.none(missing)
        return ItemFigures(count, full, nothing, nothing, nothing, nothing)
    others = list(totals) if is_drawn else [total - mark for mark, total in zip(marks, totals, strict=True)]
    mean, other_mean = sum(marks) / count, sum(others) / count
    facility = Figure(mean / full)
    if count < 2:
        nothing = Figure.none(FEW_ATTEMPTS)
        return ItemFigures(count, full, facility, nothing, nothing, nothing)
    away = [mark - mean for mark in marks]
    others_away = [other - other_mean for other in others]
    free = count - 1
    variance = _products(away, away) / free
    other_variance = _products(others_away, others_away) / free
    covariance = _products(away, others_away) / free
    highest = _products(sorted(away), sorted(others_away)) / free
    spread = variance * other_variance
    return ItemFigures(
        attempts=count,
        full=full,
        facility=facility,
        deviation=Figure(sqrt(variance)),
        discrimination=ratio(covariance, sqrt(spread) if spread > TINY else 0),
        efficiency=ratio(covariance, highest),
        variance=variance,
        other_variance=other_variance,
        covariance=covariance,
        highest_covariance=highest,
        shared=covariance if is_drawn else covariance + variance,
    )


def _products(left: Sequence[float], right: Sequence[float]) -> float:
    return float(sum(map(mul, left, right)))


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
