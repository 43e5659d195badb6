"""What stands in a GIFT file, before anything is decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    CATEGORY = "Category"
    DESCRIPTION = "Description"
    ESSAY = "Essay"
    MATCHING = "Matching"
    MULTIPLE_CHOICE = "MC"
    NUMERICAL = "Numerical"
    SHORT = "Short"
    TRUE_FALSE = "TF"


@dataclass(frozen=True)
class Written:
    """A text and its format: ``moodle``, ``plain``, ``html`` or ``markdown``."""

    text: str
    format: str


@dataclass(frozen=True)
class Number:
    """``low`` to ``high`` when they are given, else ``value`` with ``tolerance``, None when none is written."""

    value: float = 0
    tolerance: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Answer:
    """``weight`` in percent, None when none is written. ``number`` in numerical questions only; None there is "anything else"."""

    is_right: bool
    text: Written
    weight: float | None = None
    feedback: Written | None = None
    number: Number | None = None


@dataclass(frozen=True)
class Pair:
    stem: Written
    answer: str


@dataclass(frozen=True)
class Item:
    """A question, a description or a change of category (its path is the title), beginning in ``line``.

    ``first_feedback`` and ``second_feedback`` are those of true or false in the order in which they stand. ``is_simple``: a
    numerical question whose one number stands without ``=``.
    """

    type: Type
    line: int
    title: str | None = None
    stem: Written = Written("", "moodle")
    id: str | None = None
    tags: tuple[str, ...] = ()
    is_embedded: bool = False
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    is_true: bool = False
    first_feedback: Written | None = None
    second_feedback: Written | None = None
    general_feedback: Written | None = None
    is_simple: bool = False


@dataclass(frozen=True)
class Fault:
    """A block that is no GIFT: the line in which it begins, and what stands there."""

    line: int
    found: str
