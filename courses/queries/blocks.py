"""What the page of a lesson shows besides its own words."""

from __future__ import annotations

from collections.abc import Iterable

from core.languages import LANGUAGES, choose
from courses.models import Block, Lesson
from quizzes.models import Quiz


def quiz_titles(ids: Iterable[int], language: str) -> dict[int, tuple[str, str]]:
    """Titles of quizzes by id, each with the language that it is in: ``language``, else a fallback. No query for none."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = Quiz.objects.filter(pk__in=wanted).values_list("pk", *(f"title_{each}" for each in LANGUAGES))
    return {
        pk: choose({each: text or "" for each, text in zip(LANGUAGES, texts, strict=True)}, language)
        for pk, *texts in rows
    }


def blocks_in_order(lesson: Lesson) -> list[int]:
    """Ids of the lesson's blocks."""
    return list(Block.objects.filter(lesson=lesson).order_by("position").values_list("pk", flat=True))
