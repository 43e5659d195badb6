"""One figure with its target, in the form in which every bench prints it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """``target`` reads ``<= 500`` or ``>= 30``; ``compared_with`` is the usual design's value of the same run, if any."""

    name: str
    value: float
    unit: str
    target: str
    compared_with: float | None = None

    @property
    def ok(self) -> bool:
        sign, bound = self.target.split()
        return self.value <= float(bound) if sign == "<=" else self.value >= float(bound)
