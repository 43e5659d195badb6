"""Chance that can be told again, without Django: the same seed shuffles and draws the same in every version of Python.

Numbers come from SHA-256 over the seed, a key and a counter, each from as many as are equally likely: ``random`` promises its
numbers but not its ``shuffle`` and ``sample`` from one version to the next. An attempt keeps its seed, so that what was drawn
and in which order can be worked out again years later. Not for secrets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
_BITS = 64


@dataclass(frozen=True)
class Lot:
    """``count`` questions to be drawn from ``candidates``, told apart from other lots by ``key``."""

    key: int | str
    candidates: Collection[int]
    count: int


def shuffled(items: Iterable[T], seed: int, *key: int | str) -> list[T]:
    """``items`` in an order decided by ``seed`` and ``key``; every order is equally likely over the seeds."""
    mixed = list(items)
    numbers = _numbers(seed, key)
    for last in range(len(mixed) - 1, 0, -1):
        other = _below(last + 1, numbers)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed


def draw(
    candidates: Collection[int], count: int, seed: int, *key: int | str, without: Collection[int] = frozenset()
) -> list[int]:
    """``count`` different ids of ``candidates`` that are not in ``without``, or all of them when there are fewer.

    In which order, and how often, ``candidates`` are given does not matter.
    """
    return shuffled(sorted(set(candidates) - set(without)), seed, *key)[:count]


def draw_lots(lots: Sequence[Lot], seed: int, *, without: Collection[int] = frozenset()) -> list[list[int]]:
    """What each lot draws for one attempt, in their order. No id comes twice, and none of ``without`` comes.

    A lot that could draw from many gives way to one that can draw from few: as many are drawn in all as there can be.
    """
    orders = [draw(lot.candidates, len(lot.candidates), seed, lot.key, without=without) for lot in lots]
    holder: dict[int, int] = {}
    for number, lot in enumerate(lots):
        for _ in range(max(0, lot.count)):
            if not _take(number, orders, holder):
                break
    return [[pk for pk in order if holder.get(pk) == number] for number, order in enumerate(orders)]


def _take(first: int, orders: Sequence[Sequence[int]], holder: dict[int, int]) -> bool:
    """Give lot ``first`` one more id, a free one or one whose lot finds another: the shortest chain of such changes."""
    came_by: dict[int, tuple[int, int] | None] = {first: None}
    waiting = [first]
    for lot in waiting:
        for pk in orders[lot]:
            other = holder.get(pk)
            if other is None:
                _pass_on(lot, pk, came_by, holder)
                return True
            if other not in came_by:
                came_by[other] = (lot, pk)
                waiting.append(other)
    return False


def _pass_on(lot: int, pk: int, came_by: dict[int, tuple[int, int] | None], holder: dict[int, int]) -> None:
    holder[pk] = lot
    step = came_by[lot]
    while step is not None:
        lot, pk = step
        holder[pk] = lot
        step = came_by[lot]


def _numbers(seed: int, key: tuple[int | str, ...]) -> Iterator[int]:
    """Numbers of 64 bits without end. Parts of the key are told apart by their lengths."""
    words = [str(seed), *(f"{type(part).__name__}{part}" for part in key)]
    start = "".join(f"{len(word)}:{word}" for word in words).encode()
    counter = 0
    while True:
        block = hashlib.sha256(start + counter.to_bytes(8, "big")).digest()
        for at in range(0, len(block), _BITS // 8):
            yield int.from_bytes(block[at : at + _BITS // 8], "big")
        counter += 1


def _below(limit: int, numbers: Iterator[int]) -> int:
    """A number from 0 to below ``limit``, each equally likely: those beyond the last whole round are left out."""
    whole = (1 << _BITS) - (1 << _BITS) % limit
    return next(number for number in numbers if number < whole) % limit
