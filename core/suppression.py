"""Small counts that nobody may work out: threshold and complementary suppression. Pure arithmetic.

``docs/rules/suppression.md`` says in words what is promised, against which reader, and why. In short: a count of 1 to
``k - 1`` people is shown as *fewer than k* (primary), and other cells are *withheld* with it (complementary), until a
reader who has every shown figure, every total and the labels can narrow no primary cell beyond what its label says.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

THRESHOLD = 5
"""A count of people from which it is shown."""


class State(StrEnum):
    SHOWN = "shown"
    FEW = "few"
    """Fewer than the threshold: the count itself is small."""
    WITHHELD = "withheld"
    """Not shown, so that another one cannot be worked out."""


@dataclass(frozen=True)
class Cell:
    """What may be published of one count. ``value`` is there if and only if the state is shown."""

    state: State
    value: int | None = None

    @property
    def shown(self) -> bool:
        return self.state is State.SHOWN


FEW = Cell(State.FEW)
WITHHELD = Cell(State.WITHHELD)
K = TypeVar("K", bound=Hashable)
P = TypeVar("P", bound=Hashable)


def show(value: int) -> Cell:
    return Cell(State.SHOWN, value)


@dataclass(frozen=True)
class Counts(Generic[K]):
    """A table of one dimension, ready to be published."""

    cells: dict[K, Cell]
    total: Cell


def protect_count(value: int, *, k: int = THRESHOLD) -> Cell:
    """A count that stands alone, with no other figure to subtract it from."""
    return FEW if 0 < value < k else show(value)


def protect_counts(counts: Mapping[K, int], *, k: int = THRESHOLD) -> Counts[K]:
    """The cells and their total. An empty cell is shown as 0: it tells of nobody.

    A total below the threshold hides every cell, the empty ones too. When the cells are too small to protect each
    other, all are withheld under one label, and the total alone is shown.
    """
    total = sum(counts.values())
    if total < k:
        return Counts({key: FEW if total else show(0) for key in counts}, protect_count(total, k=k))
    small = [key for key, count in counts.items() if 0 < count < k]
    others = sorted((key for key, count in counts.items() if count >= k), key=lambda key: counts[key])
    if not small:
        return Counts({key: show(count) for key, count in counts.items()}, show(total))
    for extra in range(len(others) + 1):
        withheld, shown = others[:extra], others[extra:]
        remainder = total - sum(counts[key] for key in shown)
        ceiling = counts[shown[0]] if shown else total
        if _labels_are_all_one_learns(remainder, few=len(small), withheld=extra, ceiling=ceiling, k=k):
            return Counts(
                {
                    key: FEW if key in small else WITHHELD if key in withheld else show(count)
                    for key, count in counts.items()
                },
                show(total),
            )
    return Counts(dict.fromkeys(counts, WITHHELD), show(total))


def _labels_are_all_one_learns(remainder: int, *, few: int, withheld: int, ceiling: int, k: int) -> bool:
    """Whether each small cell may still be anything from 1 to ``k - 1``.

    The reader knows what the suppressed cells add up to, that a withheld one is at least ``k``, and that it is no
    larger than the smallest shown one (``ceiling``), because the smallest are withheld first.
    """
    least = (few - 1) + withheld * k
    most = (few - 1) * (k - 1) + withheld * ceiling
    return least <= remainder - (k - 1) and remainder - 1 <= most


@dataclass(frozen=True)
class Tree(Generic[P, K]):
    """Counts of two levels, the lower nested in the upper: countries in regions."""

    parents: Counts[P]
    children: dict[P, dict[K, Cell]]


def protect_tree(counts: Mapping[P, Mapping[K, int]], *, k: int = THRESHOLD) -> Tree[P, K]:
    """Both levels at once, so that children never give back a parent that is not shown, nor parents a child."""
    parents = protect_counts({parent: sum(children.values()) for parent, children in counts.items()}, k=k)
    children: dict[P, dict[K, Cell]] = {}
    for parent, own in counts.items():
        cell = parents.cells[parent]
        children[parent] = protect_counts(own, k=k).cells if cell.shown else dict.fromkeys(own, cell)
    return Tree(parents, children)
