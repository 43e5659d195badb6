"""From which questions a quiz's random draws are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import IntegerField, QuerySet, Value

from quizzes.choices import BankState
from quizzes.drawing import Lot, draw_lots
from quizzes.models import Category, Question, QuizDraw


def parents_of_categories() -> dict[int, int | None]:
    """Each category's parent: one query for the whole tree."""
    return dict(Category.objects.order_by().values_list("pk", "parent_id"))


def within(category_id: int, parents: dict[int, int | None]) -> set[int]:
    """The category and all those within it."""
    children: dict[int | None, list[int]] = {}
    for pk, parent in parents.items():
        children.setdefault(parent, []).append(pk)
    found, waiting = {category_id}, [category_id]
    for pk in waiting:
        fresh = [child for child in children.get(pk, ()) if child not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def fitting(
    *,
    categories: Iterable[int] | None = None,
    tags: Iterable[int] = (),
    easiest: int | None = None,
    hardest: int | None = None,
) -> QuerySet[Question]:
    """Approved questions of these categories that have all of ``tags``, within these difficulties.

    A question without a difficulty fits only where none is asked for.
    """
    questions = Question.objects.filter(state=BankState.APPROVED)
    if categories is not None:
        questions = questions.filter(category__in=set(categories))
    for tag in sorted(set(tags)):
        questions = questions.filter(tags=tag)
    if easiest is not None:
        questions = questions.filter(difficulty__gte=easiest)
    if hardest is not None:
        questions = questions.filter(difficulty__lte=hardest)
    return questions


def candidates_of(draws: Sequence[QuizDraw]) -> dict[int, list[int]]:
    """Ids of the questions that each draw may draw, by the draw's id: three queries whatever their number."""
    if not draws:
        return {}
    tags: dict[int, list[int]] = {}
    through = QuizDraw.tags.through.objects.filter(quizdraw__in=[draw.pk for draw in draws])
    for draw_id, tag_id in through.values_list("quizdraw_id", "tag_id"):
        tags.setdefault(draw_id, []).append(tag_id)
    parents = parents_of_categories()
    parts = [
        fitting(
            categories=within(draw.category_id, parents) if draw.category_id is not None else None,
            tags=tags.get(draw.pk, ()),
            easiest=draw.easiest,
            hardest=draw.hardest,
        )
        .order_by()
        .annotate(draw=Value(draw.pk, output_field=IntegerField()))
        .values_list("draw", "pk")
        for draw in draws
    ]
    found: dict[int, list[int]] = {draw.pk: [] for draw in draws}
    for draw_id, question_id in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
        found[draw_id].append(question_id)
    return found


def drawn(draws: Sequence[QuizDraw], seed: int, *, without: Iterable[int]) -> dict[int, list[int]]:
    """The questions that an attempt of ``seed`` draws, by the draw's id: none twice, none of ``without``.

    Fewer than a draw asks for where there are no more. ``without``: the questions that the quiz names.
    """
    candidates = candidates_of(draws)
    lots = [Lot(draw.position, candidates[draw.pk], draw.count) for draw in draws]
    return dict(zip((draw.pk for draw in draws), draw_lots(lots, seed, without=set(without)), strict=True))
