"""Results of a question as lines with their shares, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.models import Choice, Question
from webinars.protocol.views import ResultsView


@dataclass(frozen=True)
class Bar:
    """A line of a question's results. ``percent`` is of those who answered, ``rank`` a mean place."""

    choice: Choice | None
    label: str
    count: int
    percent: int
    rank: float | None = None


def bars(question: Question, results: ResultsView | None) -> list[Bar]:
    """The lines of ``results``, whose choices must be there already; none where nobody answered."""
    if results is None or not results.answered:
        return []

    def bar(choice: Choice | None, label: str, count: int, rank: float | None = None) -> Bar:
        return Bar(choice, label, count, round(100 * count / results.answered), rank)

    choices = {choice.pk: choice for choice in question.choices.all()}
    found = [bar(choices[one.id], "", one.count, one.mean_rank) for one in results.choices]
    values = [
        bar(None, f"{one.value:g}" if one.until is None else f"{one.value:g}–{one.until:g}", one.count)
        for one in results.values
    ]
    return [*found, *values, *(bar(None, one.word, one.count) for one in results.words)]
