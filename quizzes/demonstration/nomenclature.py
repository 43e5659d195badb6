"""The short list of chapters, headings and subheadings that training in strategic trade asks for, in Lectern's own words.

Codes are those of the Harmonized System, 2022 edition; the wording is short, for learning, and has no legal force.
"""

from __future__ import annotations

from importlib import resources

from quizzes.actions.nomenclature import Goods
from quizzes.importers.nomenclature import read_nomenclature


def short_list() -> tuple[Goods, ...]:
    file = resources.files("quizzes.demonstration") / "content" / "nomenclature.csv"
    return read_nomenclature(file.read_bytes()).goods
