"""Beginning an attempt: what is asked, in which order, and until when."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone

from core.actions import Refused, action
from core.languages import active
from people.models import Person
from quizzes.actions.attempts.inserting import NewAnswer, insert_answers
from quizzes.actions.writing import keep_version
from quizzes.choices import AttemptState, QuestionKind
from quizzes.drawing import shuffled
from quizzes.models import (
    Attempt,
    Question,
    QuestionVersion,
    Quiz,
    QuizDraw,
    QuizQuestion,
    QuizSection,
)
from quizzes.queries.attempts import ALONE, TRIAL, Rules, own_attempts, rules_for
from quizzes.queries.draws import drawn

ALWAYS_SHUFFLED = frozenset({QuestionKind.MATCHING, QuestionKind.ORDERING})
"""The order in which they were written is their answer."""

NEVER_SHUFFLED = frozenset({QuestionKind.TRUE_FALSE, QuestionKind.HOTSPOT})

TRIES = 3


@dataclass(frozen=True)
class _Place:
    """A question that an attempt asks."""

    question: int
    section: QuizSection | None
    points: int | None


def start_attempt(quiz: Quiz, *, person: Person, is_trial: bool = False, now: datetime | None = None) -> Attempt:
    """The person's attempt: the one in progress, else a new one, by the quiz's rules and what the person was given beyond them.

    Refused: ``attempt.not_open_yet``, ``attempt.quiz_closed``, ``attempt.none_left``, ``quiz.no_questions``. A trial by
    somebody of the team knows no rules and counts nowhere. Two starts at once are one attempt: the constraint decides.
    """
    for _ in range(TRIES - 1):
        try:
            return _start(quiz, person=person, is_trial=is_trial, now=now or timezone.now())
        except (
            IntegrityError
        ):  # somebody was first: another window of the person, or another person with the same version
            continue
    return _start(quiz, person=person, is_trial=is_trial, now=now or timezone.now())


@action
def _start(quiz: Quiz, *, person: Person, is_trial: bool, now: datetime) -> Attempt:
    source = TRIAL if is_trial else ALONE
    earlier = list(own_attempts(quiz, person, source=source))
    for attempt in earlier:
        if attempt.state == AttemptState.IN_PROGRESS:
            return attempt
    rules = Rules(quiz, None, 0) if is_trial else rules_for(quiz, person, used=len(earlier))
    if not is_trial and (refusal := rules.refusal(now)):
        raise Refused(refusal)
    attempt = Attempt(
        quiz=quiz,
        person=person,
        source=source,
        is_preview=is_trial,
        number=max((each.number for each in earlier), default=0) + 1,
        state=AttemptState.IN_PROGRESS,
        started_at=now,
        due_at=rules.due_at(now),
        seed=secrets.randbits(63),
        lease=new_lease(),
        language=active(),
    )
    places = _places(quiz, attempt.seed)
    if not places:
        raise Refused("quiz.no_questions")
    shapes = _shapes_of([place.question for place in places])
    attempt.save(force_insert=True)
    insert_answers(
        attempt,
        [_answer(attempt, place, position, shapes[place.question]) for position, place in enumerate(places, start=1)],
    )
    return attempt


def new_lease() -> str:
    return secrets.token_hex(16)


def _places(quiz: Quiz, seed: int) -> list[_Place]:
    """Questions without a section first, then section by section; a draw stands where it was put; no question twice."""
    entries = QuizQuestion.objects.filter(quiz=quiz).order_by("position")
    given = list(entries.values_list("position", "question_id", "section_id", "points"))
    draws = list(QuizDraw.objects.filter(quiz=quiz).order_by("position"))
    has_sections = any(section for _, _, section, _ in given) or any(draw.section_id for draw in draws)
    of_quiz = {section.pk: section for section in quiz.sections.all()} if has_sections else {}
    by_draw = drawn(draws, seed, without=[question for _, question, _, _ in given])
    slots = [
        (position, 0, [_Place(question, of_quiz.get(section or 0), points)])
        for position, question, section, points in given
    ]
    slots += [
        (
            draw.position,
            1,
            [_Place(question, of_quiz.get(draw.section_id or 0), draw.points) for question in by_draw[draw.pk]],
        )
        for draw in draws
    ]
    places = [place for _, _, some in sorted(slots, key=lambda slot: slot[:2]) for place in some]
    sections = {place.section.pk: place.section for place in places if place.section}
    ordered = [place for place in places if place.section is None]
    for section in sorted(sections.values(), key=lambda section: section.position):
        within = [place for place in places if place.section and place.section.pk == section.pk]
        if section.shuffles:
            by_question = {place.question: place for place in within}
            within = [by_question[question] for question in shuffled(by_question, seed, "section", section.pk)]
        ordered += within
    return ordered


@dataclass(frozen=True)
class _Shape:
    """What an attempt needs to know of a question's version, which never changes."""

    version: int
    choices: tuple[int, ...]
    kind: str
    keeps_order: bool
    points: int


_shapes: dict[tuple[int, datetime], _Shape] = {}
"""By version's id and time, as somebody needed them: a rush to one quiz reads its questions once."""

MOST_SHAPES = 20_000


def _shapes_of(questions: Iterable[int]) -> dict[int, _Shape]:
    """The newest version of each question by the question's id; what was never kept is kept now."""
    wanted = set(questions)
    newest = QuestionVersion.objects.filter(question_id__in=wanted, number=F("question__version"))
    keys = {question: (pk, made_at) for question, pk, made_at in newest.values_list("question_id", "pk", "made_at")}
    found = {question: _shapes[key] for question, key in keys.items() if key in _shapes}
    unread = {keys[question][0]: question for question in keys.keys() - found.keys()}
    for pk, content in QuestionVersion.objects.filter(pk__in=unread).values_list("pk", "content") if unread else ():
        found[unread[pk]] = _shape(pk, content)
    if len(_shapes) > MOST_SHAPES:
        _shapes.clear()
    _shapes.update((keys[question], found[question]) for question in unread.values())
    unkept = wanted - keys.keys()
    for question in Question.objects.filter(pk__in=unkept).order_by("pk") if unkept else ():
        kept = keep_version(question, by=None)
        assert kept is not None
        found[question.pk] = _shape(kept.pk, kept.content)
    return found


def _shape(version: int, content: Mapping[str, Any]) -> _Shape:
    choices = tuple(choice["id"] for choice in content.get("choices", ()))
    return _Shape(version, choices, content["kind"], bool(content.get("keeps_order")), content.get("points", 1))


def _answer(attempt: Attempt, place: _Place, position: int, shape: _Shape) -> NewAnswer:
    choices = list(shape.choices)
    shuffles = attempt.quiz.shuffles_choices and not shape.keeps_order and shape.kind not in NEVER_SHUFFLED
    if shuffles or shape.kind in ALWAYS_SHUFFLED:
        choices = shuffled(choices, attempt.seed, "choices", place.question)
    return NewAnswer(
        question=place.question,
        version=shape.version,
        section=place.section.pk if place.section else None,
        position=position,
        order=choices,
        max_mark=place.points if place.points is not None else shape.points,
    )
