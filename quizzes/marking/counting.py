"""Which of a person's attempts is their result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Counted:
    """``share``: of the full mark, from 0 to 1. ``which``: the place of the attempt that counts, None where all do together."""

    share: Fraction
    which: int | None


def counted(shares: Sequence[Fraction], rule: str) -> Counted | None:
    """The result of finished attempts, first to last, by ``rule`` (:class:`quizzes.choices.Counts`); None without one.

    Of equally good attempts the first counts. A mean is over shares, as attempts may have drawn different questions.
    """
    if not shares:
        return None
    if rule == "average":
        return Counted(sum(shares, Fraction()) / len(shares), None if len(shares) > 1 else 0)
    which = {"first": 0, "last": len(shares) - 1}.get(rule, shares.index(max(shares)))
    return Counted(shares[which], which)
