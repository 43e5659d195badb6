"""The short list of chapters, headings and subheadings that training in strategic trade asks for, in Lectern's own words.

Codes are those of the Harmonized System, 2022 edition; the wording is short, for learning, and has no legal force.
"""

from __future__ import annotations

from importlib import resources

from quizzes.actions.nomenclature import Goods
from quizzes.actions.reference import ReadSet
from quizzes.importers.nomenclature import read_nomenclature
from quizzes.importers.reference import read_set


def short_list() -> tuple[Goods, ...]:
    return read_nomenclature(_content("nomenclature")).goods


def priority_list() -> ReadSet:
    """The Common High Priority List of 23 February 2024 as itself: its name, whose it is, its fifty codes and their tiers, which
    are facts. None of its wording."""
    return read_set(_content("chpl"), key="chpl")


def _content(name: str) -> bytes:
    file = resources.files("quizzes.demonstration") / "content" / f"{name}.csv"
    return file.read_bytes()
