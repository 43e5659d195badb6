"""A figure, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_ATTEMPTS = 10
"""Under so many attempts nothing is said of how a question or a quiz measures: the figures would be noise."""

FEW_ATTEMPTS = "few_attempts"
NO_SPREAD = "no_spread"
"""Everybody has the same mark: there is nothing to divide by."""
NEGATIVE = "negative"
"""The mark goes against the total: the square root of the covariance is not a number."""
ONE_QUESTION = "one_question"
NOT_SAME_QUESTIONS = "not_same_questions"
"""Some attempts did not have this question: it is no part that all totals share."""
NO_KEY = "no_key"


@dataclass(frozen=True)
class Figure:
    """``value``, or None with a ``reason`` why it is not meaningful."""

    value: float | None
    reason: str = ""

    @classmethod
    def none(cls, reason: str) -> Figure:
        return cls(None, reason)


def ratio(above: float, below: float, *, times: float = 100) -> Figure:
    """``times`` above ÷ below; :data:`NO_SPREAD` where nothing is below."""
    return Figure(times * above / below) if abs(below) > TINY else Figure.none(NO_SPREAD)


TINY = 1e-12
"""Less than the smallest variance that marks of a hundredth can have: what is under it is a rounding of nothing."""
