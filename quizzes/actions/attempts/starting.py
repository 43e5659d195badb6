"""Beginning an attempt: what is asked, in which order, and until when."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone

from core.actions import Refused, action
from core.languages import active
from people.models import Person
from quizzes.actions.writing import keep_version
from quizzes.choices import AttemptState, QuestionKind
from quizzes.drawing import shuffled
from quizzes.models import (
    Attempt,
    AttemptAnswer,
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
    versions = _versions([place.question for place in places])
    attempt.save(force_insert=True)
    AttemptAnswer.objects.bulk_create(
        _answer(attempt, place, position, versions[place.question]) for position, place in enumerate(places, start=1)
    )
    return attempt


def new_lease() -> str:
    return secrets.token_hex(16)


def _places(quiz: Quiz, seed: int) -> list[_Place]:
    """Questions without a section first, then section by section; a draw stands where it was put; no question twice."""
    given = list(QuizQuestion.objects.filter(quiz=quiz).select_related("section").order_by("position"))
    draws = list(QuizDraw.objects.filter(quiz=quiz).select_related("section").order_by("position"))
    by_draw = drawn(draws, seed, without=[entry.question_id for entry in given])
    slots = [(entry.position, 0, [_Place(entry.question_id, entry.section, entry.points)]) for entry in given]
    slots += [
        (draw.position, 1, [_Place(question, draw.section, draw.points) for question in by_draw[draw.pk]])
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


def _versions(questions: Iterable[int]) -> dict[int, QuestionVersion]:
    """The newest version of each question: one query where all have one; what was never kept is kept now."""
    wanted = set(questions)
    newest = QuestionVersion.objects.filter(question_id__in=wanted, number=F("question__version"))
    versions = {version.question_id: version for version in newest.select_related("question")}
    for question in (
        Question.objects.filter(pk__in=wanted - set(versions)).order_by("pk") if wanted - set(versions) else ()
    ):
        kept = keep_version(question, by=None)
        assert kept is not None
        kept.question = question
        versions[question.pk] = kept
    return versions


def _answer(attempt: Attempt, place: _Place, position: int, version: QuestionVersion) -> AttemptAnswer:
    content = version.content
    choices = [choice["id"] for choice in content.get("choices", ())]
    kind = content["kind"]
    shuffles = attempt.quiz.shuffles_choices and not content.get("keeps_order") and kind not in NEVER_SHUFFLED
    if shuffles or kind in ALWAYS_SHUFFLED:
        choices = shuffled(choices, attempt.seed, "choices", version.question_id)
    return AttemptAnswer(
        attempt=attempt,
        question_id=version.question_id,
        version=version,
        section=place.section,
        position=position,
        order=choices,
        max_mark=place.points if place.points is not None else content.get("points", 1),
    )
