"""How far questions are translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.languages import LANGUAGES
from core.translating import Passage, State, passages_in, worst
from quizzes.models import Question
from quizzes.passages import passages_of
from quizzes.queries.contents import content_of, subject_of


@dataclass(frozen=True)
class Line:
    """A question with its state in each language; None in the one that it was written in."""

    question: Question
    states: list[tuple[str, State | None]]


def lines_of(questions: Iterable[Question]) -> list[Line]:
    """Of questions fetched by :func:`quizzes.queries.contents.whole`: one query more, whatever their number."""
    rows = list(questions)
    found = _passages(rows, LANGUAGES)
    return [
        Line(
            row,
            [
                (language, None if language == row.source_language else worst(found[subject_of(row.pk), language]))
                for language in LANGUAGES
            ],
        )
        for row in rows
    ]


def passages_for(question: Question, language: str) -> list[Passage]:
    """The passages of one question, to be translated into ``language``."""
    return _passages([question], [language])[subject_of(question.pk), language]


def passages_of_many(questions: Iterable[Question], language: str) -> dict[int, list[Passage]]:
    """The passages of many questions by id."""
    rows = list(questions)
    found = _passages(rows, [language])
    return {row.pk: found[subject_of(row.pk), language] for row in rows}


def counts(passages: Iterable[Passage]) -> dict[str, int]:
    """How many passages are in each state."""
    counted = Counter(passage.state for passage in passages)
    return {state.value: counted[state] for state in State}


def _passages(questions: list[Question], languages: Iterable[str]) -> dict[tuple[str, str], list[Passage]]:
    return passages_in(
        {subject_of(row.pk): passages_of(content_of(row)) for row in questions},
        {subject_of(row.pk): row.source_language for row in questions},
        languages,
    )
