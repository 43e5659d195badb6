"""Modules of the curriculum as parts of an agenda: which there are, and what one brings along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from core.languages import LANGUAGES
from courses.choices import RICH_BLOCKS, BlockKind, LessonKind
from courses.content import BlockContent, LessonContent
from courses.markup import plain_text
from courses.models import Lesson, Module
from courses.queries.contents import content_of, texts_of, whole
from quizzes import marking
from quizzes.choices import ROOM_KINDS
from quizzes.models import Choice, Question, Quiz, QuizQuestion
from quizzes.queries.specs import spec_of

A_PAGE = 20


@dataclass(frozen=True)
class QuizBrought:
    """A quiz of a module. ``entries`` are those that a room can ask; ``is_marked``: one of them has a right answer.

    ``unknown``: questions of other kinds; ``drawn``: how many are drawn at random, which rooms do not do.
    """

    quiz: Quiz
    entries: tuple[QuizQuestion, ...]
    is_marked: bool
    unknown: tuple[Question, ...]
    drawn: int


@dataclass(frozen=True)
class Brought:
    """What an agenda item takes from a module. ``discussions``: plain words by language, one of each discussion lesson."""

    title: Mapping[str, str]
    minutes: int
    deck: int | None
    quizzes: tuple[QuizBrought, ...]
    discussions: tuple[Mapping[str, str], ...]


def found_modules(modules: QuerySet[Module], words: str) -> QuerySet[Module]:
    """Those with ``words`` in a title or summary in any language; the newest first."""
    wanted = Q()
    for language in LANGUAGES:
        wanted |= Q(**{f"title_{language}__icontains": words}) | Q(**{f"summary_{language}__icontains": words})
    return (modules.filter(wanted) if words else modules).order_by("-created_at", "-pk")


def with_lessons(modules: QuerySet[Module]) -> QuerySet[Module]:
    """With the kinds of their lessons: one more query whatever their number."""
    lessons = Lesson.objects.filter(removed_at__isnull=True).only("module_id", "position", "kind").order_by("position")
    return modules.prefetch_related(Prefetch("lessons", lessons))


def brought_by(module: Module) -> Brought:
    """The module as it is written now."""
    lessons = [
        content_of(lesson)
        for lesson in whole(Lesson.objects.filter(module=module, removed_at__isnull=True)).order_by("position")
    ]
    decks = [one.deck for one in lessons if one.kind == LessonKind.SLIDES and one.deck is not None]
    return Brought(
        title=texts_of(module, "title"),
        minutes=module.minutes,
        deck=decks[0] if decks else None,
        quizzes=_quizzes([pk for lesson in lessons for pk in _quizzes_of(lesson)]),
        discussions=tuple(_said(lesson) for lesson in lessons if lesson.kind == LessonKind.DISCUSSION),
    )


def _quizzes_of(lesson: LessonContent) -> list[int]:
    inside = [block.quiz for block in lesson.blocks if block.kind == BlockKind.QUIZ]
    own = [lesson.quiz] if lesson.kind == LessonKind.QUIZ else []
    return [pk for pk in [*inside, *own] if pk is not None]


def _quizzes(ids: list[int]) -> tuple[QuizBrought, ...]:
    choices = Prefetch("question__choices", Choice.objects.order_by("question_id", "position"))
    entries = QuizQuestion.objects.select_related("question").prefetch_related(choices).order_by("position")
    found = {
        quiz.pk: quiz
        for quiz in Quiz.objects.filter(pk__in=ids).prefetch_related(Prefetch("entries", entries), "draws")
    }
    return tuple(_brought(found[pk]) for pk in dict.fromkeys(ids))


def _brought(quiz: Quiz) -> QuizBrought:
    entries = list(quiz.entries.all())
    known = tuple(entry for entry in entries if entry.question.kind in ROOM_KINDS)
    return QuizBrought(
        quiz,
        known,
        any(marking.has_key(spec_of(entry.question)) for entry in known),
        tuple(entry.question for entry in entries if entry.question.kind not in ROOM_KINDS),
        sum(draw.count for draw in quiz.draws.all()),
    )


def _said(lesson: LessonContent) -> Mapping[str, str]:
    """What is to be discussed: the words of the lesson's blocks, or its title where it has none."""
    found = {}
    for language in LANGUAGES:
        words = [_plain(block, language) for block in lesson.blocks]
        found[language] = "\n\n".join(word for word in words if word) or lesson.title.get(language, "")
    return {language: text for language, text in found.items() if text}


def _plain(block: BlockContent, language: str) -> str:
    text = block.text.get(language, "")
    return plain_text(text) if block.kind in RICH_BLOCKS else text if block.kind == BlockKind.HEADING else ""
