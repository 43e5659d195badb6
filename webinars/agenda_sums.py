"""What an agenda adds up to, and what to warn of. Pure arithmetic in minutes; ``docs/rules/agenda.md`` has the rules in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

MODULE_MINUTES = range(40, 51)
"""A module lasts 40 to 50 minutes."""

SITTING_MINUTES = 180
"""A sitting lasts three hours at most."""

SILENT_MINUTES = 50
"""When so many minutes pass without interaction, somebody has stopped listening."""

ASKS = frozenset({"quiz", "poll", "discussion"})
"""Parts in which people are asked something from beginning to end."""

RESTS = "break"
MODULE = "module"


@dataclass(frozen=True)
class Part:
    """A part of the agenda. ``activities``: polls, discussion points and whole live quizzes prepared inside of it."""

    kind: str
    minutes: int
    activities: int = 0


@dataclass(frozen=True)
class Stretch:
    """From minute ``start`` to minute ``end`` of the sitting nobody is asked anything. Rounded outwards."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Sums:
    """``starts``: the minute at which each part begins. ``odd``: indexes of modules outside of 40–50 minutes.

    ``over``: minutes planned past the end of the sitting. ``is_long``: sitting or plan pass three hours.
    """

    total: int
    starts: tuple[int, ...]
    odd: tuple[int, ...]
    silent: tuple[Stretch, ...]
    over: int
    is_long: bool


def sums(parts: Sequence[Part], sitting_minutes: int) -> Sums:
    starts, total = [], 0
    for part in parts:
        starts.append(total)
        total += part.minutes
    odd = [i for i, part in enumerate(parts) if part.kind == MODULE and part.minutes not in MODULE_MINUTES]
    return Sums(
        total=total,
        starts=tuple(starts),
        odd=tuple(odd),
        silent=tuple(silent_stretches(parts)),
        over=max(0, total - sitting_minutes),
        is_long=max(total, sitting_minutes) > SITTING_MINUTES,
    )


def silent_stretches(parts: Sequence[Part]) -> list[Stretch]:
    """Every stretch of at least :data:`SILENT_MINUTES` without interaction, in order.

    Activities prepared inside a part are taken to be spread evenly over it. A break ends a stretch: nobody listens then.
    """
    marks = [Fraction(0)]
    quiet: list[tuple[Fraction, Fraction]] = []
    at = Fraction(0)
    for part in parts:
        end = at + part.minutes
        if part.kind == RESTS or part.kind in ASKS:
            quiet.append((marks[-1], at))
            marks.append(end)
        else:
            for number in range(1, part.activities + 1):
                asked = at + Fraction(part.minutes * number, part.activities + 1)
                quiet.append((marks[-1], asked))
                marks.append(asked)
        at = end
    quiet.append((marks[-1], at))
    return [Stretch(floor(start), ceil(end)) for start, end in quiet if end - start >= SILENT_MINUTES]
