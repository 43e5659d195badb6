"""How questions and quizzes measure, without Django. The rules in words are in ``docs/rules/item-analysis.md``."""

from __future__ import annotations

from quizzes.analysis.figures import LEAST_ATTEMPTS, Figure
from quizzes.analysis.languages import LEAST_GROUP, LEAST_SHOWN, Difference
from quizzes.analysis.report import Analysis, LanguageFigures, QuestionFigures, Taking, analyse
from quizzes.analysis.taken import Taken, taken

__all__ = [
    "LEAST_ATTEMPTS",
    "LEAST_GROUP",
    "LEAST_SHOWN",
    "Analysis",
    "Difference",
    "Figure",
    "LanguageFigures",
    "QuestionFigures",
    "Taken",
    "Taking",
    "analyse",
    "taken",
]
