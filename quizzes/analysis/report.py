"""A quiz analysed: its places, the questions drawn at them, the whole, and each language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from quizzes.analysis.figures import LEAST_ATTEMPTS, Figure
from quizzes.analysis.items import ItemFigures, Pair, effective_weights, item_figures
from quizzes.analysis.languages import Difference, band, bounds, differences, shown
from quizzes.analysis.totals import TotalFigures, total_figures

Answers = tuple[Hashable, int, float, float, float, str, int]
"""Place in the quiz, question, mark, full mark, total of the attempt, language of the answer, and how many answers are so."""


@dataclass(frozen=True, slots=True)
class Taking:
    """An attempt that counts: its ``total`` in points, and the language in which it was taken."""

    total: float
    language: str


@dataclass(frozen=True)
class LanguageFigures:
    """A question in one language: how many answered in it, their mean share of the mark, and how it compares."""

    language: str
    people: int
    facility: Figure
    difference: Difference | None = None

    @property
    def is_flagged(self) -> bool:
        return self.difference is not None and self.difference.is_flagged


@dataclass(frozen=True)
class QuestionFigures:
    """A question, or a place at which questions were drawn (``question`` is None; they follow it as ``drawn``)."""

    question: int | None
    figures: ItemFigures
    intended: Figure
    effective: Figure
    languages: tuple[LanguageFigures, ...] = ()
    drawn: tuple[QuestionFigures, ...] = ()

    @property
    def flagged(self) -> list[LanguageFigures]:
        return [each for each in self.languages if each.is_flagged]


@dataclass(frozen=True)
class Analysis:
    """``languages``: people of each language that may be shown; ``unshown`` people answered in others."""

    attempts: int
    full: float
    totals: TotalFigures
    places: tuple[QuestionFigures, ...]
    languages: Mapping[str, int]
    unshown: int


@dataclass
class _Column:
    """Answers at a place, or to a question."""

    pairs: Counter[Pair] = field(default_factory=Counter)
    fulls: float = 0
    groups: Counter[tuple[str, int, bool]] = field(default_factory=Counter)
    points: defaultdict[str, float] = field(default_factory=partial(defaultdict, float))
    possible: defaultdict[str, float] = field(default_factory=partial(defaultdict, float))

    @property
    def full(self) -> float:
        return self.fulls / self.pairs.total() if self.pairs else 0

    def add(self, mark: float, full: float, total: float, people: int) -> None:
        self.pairs[mark, total] += people
        self.fulls += full * people

    def figures(self, *, is_drawn: bool, least: int) -> ItemFigures:
        return item_figures(self.pairs, full=self.full, is_drawn=is_drawn, least=least)


def analyse(
    takings: Sequence[Taking],
    answers: Iterable[Answers],
    places: Sequence[Hashable],
    drawn: Iterable[Hashable] = (),
    *,
    least: int = LEAST_ATTEMPTS,
) -> Analysis:
    """Figures of a quiz from its attempts that count and their answers. The order of either changes nothing.

    ``places`` in their order; at those that are ``drawn`` questions differ between attempts.
    """
    highest = bounds(taking.total for taking in takings)
    at: dict[Hashable, _Column] = {place: _Column() for place in places}
    asked: dict[Hashable, dict[int, _Column]] = {place: {} for place in places}
    drawn = frozenset(drawn)
    for place, question, mark, full, total, language, number in answers:
        own = at[place]
        own.add(mark, full, total, number)
        if place in drawn:
            own = asked[place].setdefault(question, _Column())
            own.add(mark, full, total, number)
        if language:
            own.groups[language, band(total, highest), mark >= full] += number
            own.points[language] += mark * number
            own.possible[language] += full * number
    people = Counter(taking.language for taking in takings if taking.language)
    visible = shown(people)
    figures = [at[place].figures(is_drawn=False, least=least) for place in places]
    marked = [each for each in figures if each.full > 0]
    whole = sum(each.full for each in marked)
    effective = dict(zip(map(id, marked), effective_weights(marked), strict=True))
    found = []
    for place, each in zip(places, figures, strict=True):
        is_drawn = place in drawn
        found.append(
            QuestionFigures(
                question=None if is_drawn else place if isinstance(place, int) else None,
                figures=each,
                intended=Figure(100 * each.full / whole) if each.full > 0 else each.facility,
                effective=effective.get(id(each), each.facility),
                languages=() if is_drawn else _by_language(at[place], least),
                drawn=tuple(_drawn(asked[place], least)) if is_drawn else (),
            )
        )
    is_same = all(each.attempts == len(takings) for each in marked)
    return Analysis(
        attempts=len(takings),
        full=whole,
        totals=total_figures(
            [taking.total for taking in takings], [each.variance for each in marked], is_same=is_same, least=least
        ),
        places=tuple(found),
        languages={language: people[language] for language in visible},
        unshown=people.total() - sum(people[language] for language in visible),
    )


def _drawn(columns: Mapping[int, _Column], least: int) -> Iterable[QuestionFigures]:
    for question in sorted(columns):
        column = columns[question]
        figures = column.figures(is_drawn=True, least=least)
        none = Figure.none("drawn")
        yield QuestionFigures(question, figures, none, none, _by_language(column, least))


def _by_language(column: _Column, least: int) -> tuple[LanguageFigures, ...]:
    """Languages that may be shown of this question: the same rule on those who answered it."""
    if column.full <= 0:
        return ()
    people: Counter[str] = Counter()
    for (language, _band, _right), number in column.groups.items():
        people[language] += number
    compared = differences(column.groups)
    return tuple(
        LanguageFigures(
            language,
            people[language],
            Figure(column.points[language] / column.possible[language])
            if people[language] >= least
            else Figure.none("few_attempts"),
            compared.get(language),
        )
        for language in shown(people)
    )
