"""A quiz as it is built: sections, questions and random draws in one order, with what is odd about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.fingerprint import fingerprint
from quizzes.drawing import Lot, draw_lots
from quizzes.models import Attempt, Question, Quiz, QuizDraw, QuizQuestion, QuizSection
from quizzes.queries.draws import candidates_of

Item = QuizSection | QuizQuestion | QuizDraw


@dataclass(frozen=True)
class DrawNeed:
    """``fit``: approved questions that fit a draw and are not named by the quiz; ``drawn``: how many an attempt gets of it."""

    fit: int
    drawn: int


def key_of(item: Item) -> str:
    """Names the item on a page: ``s4``, a section; ``d3``, a draw; ``q12``, a question by its own id."""
    if isinstance(item, QuizQuestion):
        return f"q{item.question_id}"
    return f"{'s' if isinstance(item, QuizSection) else 'd'}{item.pk}"


def outline_of(quiz: Quiz) -> list[Item]:
    """What has no section first, then each section before what is in it; four queries whatever their number."""
    sections = list(QuizSection.objects.filter(quiz=quiz).order_by("position"))
    entries = QuizQuestion.objects.filter(quiz=quiz).select_related("question").order_by("position")
    draws = QuizDraw.objects.filter(quiz=quiz).select_related("category").prefetch_related("tags").order_by("position")
    slots: list[tuple[int, int, QuizQuestion | QuizDraw]] = [(entry.position, 0, entry) for entry in entries]
    slots += [(draw.position, 1, draw) for draw in draws]
    placed = [item for _, _, item in sorted(slots, key=lambda slot: slot[:2])]
    found: list[Item] = [item for item in placed if item.section_id is None]
    for section in sections:
        found += [section, *(item for item in placed if item.section_id == section.pk)]
    return found


def seen_outline(items: Iterable[Item]) -> str:
    return fingerprint(
        [(key_of(item), getattr(item, "seconds", None), getattr(item, "points", None)) for item in items]
    )


def needs_of(items: Iterable[Item]) -> dict[int, DrawNeed]:
    """What each draw finds in the bank now, by its id: three queries, none without a draw."""
    items = list(items)
    draws = [item for item in items if isinstance(item, QuizDraw)]
    named = {item.question_id for item in items if isinstance(item, QuizQuestion)}
    candidates = candidates_of(draws)
    lots = [Lot(draw.position, set(candidates[draw.pk]) - named, draw.count) for draw in draws]
    return {
        draw.pk: DrawNeed(len(lot.candidates), len(found))
        for draw, lot, found in zip(draws, lots, draw_lots(lots, 0), strict=True)
    }


def points_of(items: Iterable[Item]) -> int:
    """The points of what is named; those of draws are known only where the draw says them."""
    total = 0
    for item in items:
        if isinstance(item, QuizQuestion):
            total += item.question.points if item.points is None else item.points
        elif isinstance(item, QuizDraw) and item.points is not None:
            total += item.points * item.count
    return total


def has_attempts(quiz: Quiz) -> bool:
    return Attempt.objects.filter(quiz=quiz, is_preview=False).exists()


def questions_outside(quiz: Quiz, questions: Iterable[int]) -> list[Question]:
    """Of these ids the questions that the quiz does not name yet, in their order."""
    named = QuizQuestion.objects.filter(quiz=quiz).values("question")
    ids = list(dict.fromkeys(questions))
    rows = {row.pk: row for row in Question.objects.filter(pk__in=ids).exclude(pk__in=named)}
    return [rows[pk] for pk in ids if pk in rows]
