"""What a quiz asks, and in which order: questions, random draws and sections. Texts are given by language.

The quiz's row is locked first. Whatever changes is for attempts that begin later; rooms and forms that people filled in keep
what they have. An order is given as keys (:func:`quizzes.queries.outline.key_of`): what follows a section is in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Max

from core.actions import Refused, action
from core.fingerprint import refuse_if_changed
from quizzes.actions.quizzes import OUT_OF_THE_WAY, check_order, check_rooms, check_seconds
from quizzes.actions.texts import columns
from quizzes.content import Texts
from quizzes.models import Category, Quiz, QuizDraw, QuizQuestion, QuizSection, Tag
from quizzes.queries.outline import Item, key_of, outline_of, questions_outside, seen_outline

MOST_POINTS = 100
MOST_QUESTIONS = 500
SECONDS = 30


@dataclass(frozen=True)
class Entry:
    """What a question's place says beside the question: its time in a room, and points instead of its own."""

    seconds: int = SECONDS
    points: int | None = None


@dataclass(frozen=True)
class DrawRule:
    """How many questions are drawn, and from which."""

    count: int
    category: Category | None = None
    tags: tuple[Tag, ...] = ()
    easiest: int | None = None
    hardest: int | None = None
    points: int | None = None


def _locked(quiz: Quiz) -> Quiz:
    return Quiz.objects.select_for_update().get(pk=quiz.pk)


def _check_points(points: int | None) -> None:
    if points is not None and not 0 <= points <= MOST_POINTS:
        raise Refused("quiz.points", most=MOST_POINTS)


@action
def arrange_quiz(quiz: Quiz, *, order: Sequence[str], entries: Mapping[int, Entry], seen: str = "") -> Quiz:
    """Put the quiz in this ``order`` of keys, as it was ``seen``; what is not named goes. ``entries``: by question's id.

    Refusals: ``quiz.seconds``, ``quiz.points``, ``quiz.filled_in``, ``quiz.not_for_rooms`` (:func:`check_rooms`).
    """
    quiz = _locked(quiz)
    items = outline_of(quiz)
    before = seen_outline(items)
    held = {key_of(item): item for item in items}
    kept = [held[key] for key in dict.fromkeys(order) if key in held]
    for item in kept:
        if isinstance(item, QuizQuestion) and item.question_id in entries:
            entry = entries[item.question_id]
            check_seconds([entry.seconds])
            _check_points(entry.points)
            item.seconds, item.points = entry.seconds, entry.points
    _place(quiz, kept)
    refuse_if_changed(seen=seen, before=before, after=seen_outline(outline_of(quiz)))
    return quiz


def _place(quiz: Quiz, items: Sequence[Item]) -> None:
    """Store ``items`` in this order; rows of the quiz that are not among them are removed, unsaved ones made."""
    check_order(quiz, [item.question_id for item in items if isinstance(item, QuizQuestion)])
    section: QuizSection | None = None
    sections: list[QuizSection] = []
    placed: list[QuizQuestion | QuizDraw] = []
    for item in items:
        if isinstance(item, QuizSection):
            section = item
            sections.append(item)
        else:
            item.section = section
            placed.append(item)
    for table in (QuizQuestion, QuizDraw):
        rows = table.objects.filter(quiz=quiz)
        rows.exclude(pk__in=[item.pk for item in placed if isinstance(item, table) and item.pk]).delete()
        rows.update(position=F("position") + OUT_OF_THE_WAY, section=None)
    QuizSection.objects.filter(quiz=quiz).exclude(pk__in=[each.pk for each in sections]).delete()
    QuizSection.objects.filter(quiz=quiz).update(position=F("position") + OUT_OF_THE_WAY)
    for number, each in enumerate(sections, start=1):
        each.position = number
    QuizSection.objects.bulk_update(sections, ["position"])
    for number, item in enumerate(placed, start=1):
        item.position = number
    entries = [item for item in placed if isinstance(item, QuizQuestion)]
    QuizQuestion.objects.bulk_update(
        [entry for entry in entries if entry.pk], ["position", "section", "seconds", "points"]
    )
    QuizQuestion.objects.bulk_create([entry for entry in entries if not entry.pk])
    QuizDraw.objects.bulk_update([item for item in placed if isinstance(item, QuizDraw)], ["position", "section"])
    check_rooms(quiz)


@action
def add_questions(
    quiz: Quiz, *, questions: Collection[int], section: QuizSection | None = None, at_end: bool = True
) -> int:
    """Put questions of the bank, by id and in that order, behind the others: at the quiz's end, or with ``at_end`` False at the
    end of ``section`` (None: of what has no section). Those that are in the quiz stay where they are. Returns how many came.

    Refuses ``quiz.too_long``, and as :func:`arrange_quiz` does.
    """
    quiz = _locked(quiz)
    items = outline_of(quiz)
    fresh = [QuizQuestion(quiz=quiz, question=row, seconds=SECONDS) for row in questions_outside(quiz, questions)]
    if len(items) + len(fresh) > MOST_QUESTIONS:
        raise Refused("quiz.too_long", most=MOST_QUESTIONS)
    at = len(items) if at_end else _end_of(items, section)
    _place(quiz, [*items[:at], *fresh, *items[at:]])
    return len(fresh)


def _end_of(items: Sequence[Item], section: QuizSection | None) -> int:
    """Behind the last item of the section."""
    inside = section is None
    for number, item in enumerate(items):
        if isinstance(item, QuizSection):
            if inside:
                return number
            inside = item == section
    return len(items)


def _next(quiz: Quiz, table: type[QuizSection] | type[QuizDraw] | type[QuizQuestion]) -> int:
    return (table.objects.filter(quiz=quiz).aggregate(last=Max("position"))["last"] or 0) + 1


def _section_texts(title: Texts, introduction: Texts) -> dict[str, str]:
    titles = columns("title", title)
    if not any(titles.values()):
        raise Refused("quiz.section_untitled")
    return {**titles, **columns("introduction", introduction)}


@action
def add_section(quiz: Quiz, *, title: Texts, introduction: Texts, shuffles: bool = False) -> QuizSection:
    """A section behind the others, empty. Refuses ``quiz.section_untitled``, ``quiz.not_for_rooms``."""
    quiz = _locked(quiz)
    section = QuizSection.objects.create(
        quiz=quiz, position=_next(quiz, QuizSection), shuffles=shuffles, **_section_texts(title, introduction)
    )
    check_rooms(quiz)
    return section


@action
def change_section(section: QuizSection, *, title: Texts, introduction: Texts, shuffles: bool) -> QuizSection:
    for name, value in _section_texts(title, introduction).items():
        setattr(section, name, value)
    section.shuffles = shuffles
    section.save()
    return section


def _check_rule(rule: DrawRule) -> None:
    if not 1 <= rule.count <= MOST_QUESTIONS:
        raise Refused("quiz.draw_count", most=MOST_QUESTIONS)
    levels = [level for level in (rule.easiest, rule.hardest) if level is not None]
    if any(not 1 <= level <= 5 for level in levels) or levels != sorted(levels):
        raise Refused("quiz.draw_difficulty")
    _check_points(rule.points)


def _write_rule(draw: QuizDraw, rule: DrawRule) -> QuizDraw:
    for name in ("count", "category", "easiest", "hardest", "points"):
        setattr(draw, name, getattr(rule, name))
    draw.save()
    draw.tags.set(rule.tags)
    return draw


@action
def add_draw(quiz: Quiz, *, rule: DrawRule) -> QuizDraw:
    """A random draw at the quiz's end. Refusals: ``quiz.draw_count``, ``quiz.draw_difficulty``, ``quiz.points``,
    ``quiz.not_for_rooms``."""
    _check_rule(rule)
    quiz = _locked(quiz)
    last = QuizSection.objects.filter(quiz=quiz).order_by("-position").first()
    position = max(_next(quiz, QuizDraw), _next(quiz, QuizQuestion))
    draw = _write_rule(QuizDraw(quiz=quiz, section=last, position=position), rule)
    check_rooms(quiz)
    return draw


@action
def change_draw(draw: QuizDraw, *, rule: DrawRule) -> QuizDraw:
    """Draw otherwise from now on; refuses as :func:`add_draw` does."""
    _check_rule(rule)
    _locked(draw.quiz)
    return _write_rule(draw, rule)
