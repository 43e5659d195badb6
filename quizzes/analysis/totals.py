"""How a whole quiz measures, by Moodle's formulas.

https://docs.moodle.org/dev/Quiz_statistics_calculations, "Test statistics", as its report computes them
(``mod/quiz/report/statistics/classes/calculator.php``): skewness and kurtosis from the k-statistics, the coefficient of
internal consistency as Cronbach's alpha in percent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from quizzes.analysis.figures import (
    FEW_ATTEMPTS,
    LEAST_ATTEMPTS,
    NEGATIVE,
    NO_SPREAD,
    NOT_SAME_QUESTIONS,
    ONE_QUESTION,
    TINY,
    Figure,
)


@dataclass(frozen=True)
class TotalFigures:
    """Mean, median and standard deviation are in points; ``consistency`` and ``error_ratio`` in percent; ``standard_error``
    in points: so far a total is off, by chance alone, two times out of three."""

    attempts: int
    mean: Figure
    median: Figure
    deviation: Figure
    skewness: Figure
    kurtosis: Figure
    consistency: Figure
    error_ratio: Figure
    standard_error: Figure


def total_figures(
    totals: Sequence[float],
    variances: Sequence[float],
    *,
    is_same: bool = True,
    least: int = LEAST_ATTEMPTS,
) -> TotalFigures:
    """Figures of a quiz from the ``totals`` of its attempts and the variance of the marks at each of its places.

    ``is_same``: every attempt had a question at each place, without which consistency is not meaningful.
    """
    count = len(totals)
    few = Figure.none(FEW_ATTEMPTS)
    if count < max(least, 1):
        return TotalFigures(count, few, few, few, few, few, few, few, few)
    average = sum(totals) / count
    mean, middle = Figure(average), Figure(float(median(totals)))
    if count < 4:
        return TotalFigures(count, mean, middle, few, few, few, few, few, few)
    away = [total - average for total in totals]
    second, third, fourth = (sum(each**power for each in away) / count for power in (2, 3, 4))
    variance = count * second / (count - 1)
    deviation = Figure(sqrt(variance))
    if variance < TINY:
        none = Figure.none(NO_SPREAD)
        return TotalFigures(count, mean, middle, deviation, none, none, none, none, none)
    k3 = count**2 * third / ((count - 1) * (count - 2))
    k4 = count**2 * ((count + 1) * fourth - 3 * (count - 1) * second**2) / ((count - 1) * (count - 2) * (count - 3))
    consistency = _consistency(variance, variances, is_same=is_same)
    error = _error_ratio(consistency)
    return TotalFigures(
        attempts=count,
        mean=mean,
        median=middle,
        deviation=deviation,
        skewness=Figure(k3 / variance**1.5),
        kurtosis=Figure(k4 / variance**2),
        consistency=consistency,
        error_ratio=error,
        standard_error=error if error.value is None else Figure(error.value * sqrt(variance) / 100),
    )


def _consistency(variance: float, variances: Sequence[float], *, is_same: bool) -> Figure:
    places = len(variances)
    if places < 2:
        return Figure.none(ONE_QUESTION)
    if not is_same:
        return Figure.none(NOT_SAME_QUESTIONS)
    return Figure(100 * places / (places - 1) * (1 - sum(variances) / variance))


def _error_ratio(consistency: Figure) -> Figure:
    if consistency.value is None:
        return consistency
    left = 1 - consistency.value / 100
    return Figure(100 * sqrt(max(left, 0.0))) if left > -TINY else Figure.none(NEGATIVE)
