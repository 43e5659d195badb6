"""A quiz's attempts, read for their analysis: as many queries whatever their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, FloatField, QuerySet, Window
from django.db.models.functions import Cast, RowNumber

from quizzes.analysis import Analysis, Taken, Taking, analyse, taken
from quizzes.choices import Analysed, AttemptState, QuestionKind
from quizzes.content import QuestionContent
from quizzes.models import Attempt, AttemptAnswer, Quiz, QuizDraw, QuizQuestion
from quizzes.queries.contents import contents_of

COUNTED_KINDS = (
    QuestionKind.SINGLE,
    QuestionKind.MULTIPLE,
    QuestionKind.TRUE_FALSE,
    QuestionKind.MATCHING,
    QuestionKind.CLOZE,
    QuestionKind.HOTSPOT,
)
"""Kinds of which it says something how often each choice was taken."""

AT_ONCE = 5_000
"""Rows fetched at a time."""


ORDER = {
    Analysed.FIRST: ["number", "pk"],
    Analysed.LAST: ["-number", "-pk"],
    Analysed.HIGHEST: ["-mark", "number", "pk"],
}
"""Which of a person's attempts comes first."""


@dataclass(frozen=True)
class Drawn:
    """The ``number``-th question drawn in a section (None: before all sections)."""

    section: int | None
    number: int


Place = int | Drawn
"""A question's id, or a place at which one is drawn."""


@dataclass(frozen=True)
class QuizAnalysis:
    """What page, CSV and Excel show. ``waiting`` attempts are left out: an answer of theirs has no mark yet."""

    quiz: Quiz
    which: str
    analysis: Analysis
    places: tuple[Place, ...]
    contents: Mapping[int, QuestionContent]
    taken: Mapping[int, Taken]
    waiting: int


def submitted(quiz: Quiz) -> QuerySet[Attempt]:
    """Attempts that can count: given in, alone and in earnest."""
    return Attempt.objects.filter(quiz=quiz, state=AttemptState.SUBMITTED, is_preview=False)


def counting(quiz: Quiz, which: str) -> QuerySet[Attempt]:
    """One attempt of each person, or all. Of equally good ones the earlier counts."""
    attempts = submitted(quiz)
    if which == Analysed.ALL:
        return attempts
    turn = Window(RowNumber(), partition_by="person_id", order_by=ORDER[Analysed(which)])
    return Attempt.objects.filter(pk__in=attempts.annotate(turn=turn).filter(turn=1).values("pk"))


def quiz_analysis(quiz: Quiz, which: str = Analysed.FIRST) -> QuizAnalysis:
    """The quiz analysed from the attempts that count."""
    chosen = counting(quiz, which)
    takings, waiting = [], 0
    for total, language, waits in chosen.annotate(total=Cast("mark", FloatField())).values_list(
        "total", "language", "needs_marking"
    ):
        if waits:
            waiting += 1
        else:
            takings.append(Taking(total, language))
    named = list(QuizQuestion.objects.filter(quiz=quiz).order_by("position").values_list("question_id", flat=True))
    answers = AttemptAnswer.objects.filter(attempt__in=chosen.filter(needs_marking=False))
    has_draws = QuizDraw.objects.filter(quiz=quiz).exists()
    read = list(_drawn(answers, set(named)) if has_draws else _asked(answers))
    places: list[Place] = list(dict.fromkeys([*named, *sorted((row[0] for row in read), key=_order)]))
    found = analyse(takings, read, places, [place for place in places if isinstance(place, Drawn)])
    contents = contents_of({*named, *(row[1] for row in read)})
    return QuizAnalysis(quiz, which, found, tuple(places), contents, _taken(answers, contents), waiting)


def _order(place: Place) -> tuple[int, int]:
    """Places that the quiz does not name: questions that it named once, then those drawn, by section."""
    return (0, place) if isinstance(place, int) else (1 + (place.section or 0), place.number)


Row = tuple[Place, int, float, float, float, str, int]


def _figures(answers: QuerySet[AttemptAnswer]) -> QuerySet[Any]:
    return answers.annotate(
        points=Cast("mark", FloatField()),
        full=Cast("max_mark", FloatField()),
        total=Cast("attempt__mark", FloatField()),
    )


def _asked(answers: QuerySet[AttemptAnswer]) -> Iterator[Row]:
    """Each question is its own place; equal answers are counted by the database."""
    rows = _figures(answers).values_list("question_id", "points", "full", "total", "language")
    for question, points, full, total, language, people in (
        rows.annotate(people=Count("pk")).order_by().iterator(AT_ONCE)
    ):
        yield question, question, points, full, total, language, people


def _drawn(answers: QuerySet[AttemptAnswer], named: set[int]) -> Iterator[Row]:
    """Drawn questions stand at the place of their number among those drawn in their section."""
    passed: tuple[int, int | None] = (0, None)
    number = 0
    ordered = _figures(answers).order_by("attempt_id", "section_id", "position")
    columns = ("attempt_id", "section_id", "question_id", "points", "full", "total", "language")
    for attempt, section, question, *row in ordered.values_list(*columns).iterator(AT_ONCE):
        place: Place = question
        if question not in named:
            number = number + 1 if passed == (attempt, section) else 1
            passed = (attempt, section)
            place = Drawn(section, number)
        points, full, total, language = row
        yield place, question, points, full, total, language, 1


def _taken(answers: QuerySet[AttemptAnswer], contents: Mapping[int, QuestionContent]) -> dict[int, Taken]:
    """Equal answers are counted by the database."""
    kinds = {pk: content.kind for pk, content in contents.items() if content.kind in COUNTED_KINDS}
    counted = (
        answers.filter(question__kind__in=COUNTED_KINDS, response__isnull=False)
        .values_list("question_id", "response")
        .annotate(people=Count("pk"))
        .order_by("question_id")
    )
    responses: dict[int, list[tuple[Any, int]]] = {}
    for question, response, people in counted:
        responses.setdefault(question, []).append((response, people))
    return {pk: taken(kind, responses.get(pk, ())) for pk, kind in kinds.items()}
