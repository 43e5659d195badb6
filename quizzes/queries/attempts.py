"""Attempts at quizzes taken alone: what a person may do now, and what came of it. ``docs/rules/attempts.md``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import F, QuerySet, Sum

from people.models import Person
from quizzes.choices import AttemptState, FeedbackTime
from quizzes.marking.counting import Counted, counted
from quizzes.models import Allowance, Attempt, AttemptAnswer, Quiz, QuizDraw

ALONE = ""
"""The source of attempts that a person takes alone and that count."""

TRIAL = "trial"
"""The source of a trainer's trials."""

GRACE = timedelta(seconds=30)
"""So long after its end an answer may still arrive, for the wire; then the server submits the attempt."""


@dataclass(frozen=True)
class Rules:
    """A quiz's rules as they are for one person, with what they were given beyond them."""

    quiz: Quiz
    allowance: Allowance | None
    used: int
    is_offered: bool = True
    """To everybody, or to this person by something that asks for it."""

    @property
    def closes_at(self) -> datetime | None:
        given = self.allowance.closes_at if self.allowance else None
        if given is None or self.quiz.closes_at is None:
            return self.quiz.closes_at
        return max(given, self.quiz.closes_at)

    @property
    def minutes(self) -> int | None:
        extra = self.allowance.extra_minutes if self.allowance else 0
        return self.quiz.minutes + extra if self.quiz.minutes is not None else None

    @property
    def attempts(self) -> int:
        """How many there may be; 0 is any number."""
        extra = self.allowance.extra_attempts if self.allowance else 0
        return self.quiz.attempts_allowed + extra if self.quiz.attempts_allowed else 0

    @property
    def left(self) -> int | None:
        """Attempts that are left; None for any number."""
        return max(0, self.attempts - self.used) if self.attempts else None

    def due_at(self, started_at: datetime) -> datetime | None:
        """When an attempt that began at ``started_at`` ends by itself."""
        minutes = self.minutes
        ends = [started_at + timedelta(minutes=minutes)] if minutes is not None else []
        return min([*ends, *([self.closes_at] if self.closes_at else [])], default=None)

    def refusal(self, now: datetime) -> str:
        """Why no attempt can begin now, as a refusal's code; "" when one can."""
        if not self.is_offered:
            return "attempt.quiz_closed"
        if self.quiz.opens_at and now < self.quiz.opens_at:
            return "attempt.not_open_yet"
        if self.closes_at and now >= self.closes_at:
            return "attempt.quiz_closed"
        return "attempt.none_left" if self.left == 0 else ""


def own_attempts(quiz: Quiz, person: Person, *, source: str = ALONE) -> QuerySet[Attempt]:
    """The person's attempts that count or will (or their trials), first to last."""
    return Attempt.objects.filter(quiz=quiz, person=person, source=source).order_by("number")


def attempts_in_progress(person: Person, quizzes: Collection[int]) -> list[Attempt]:
    """The person's, at some quizzes, with those: one query."""
    own = Attempt.objects.filter(quiz__in=quizzes, person=person, source=ALONE, state=AttemptState.IN_PROGRESS)
    return list(own.select_related("quiz").order_by("pk"))


def rules_for(quiz: Quiz, person: Person, *, used: int) -> Rules:
    """The rules for a person who has ``used`` so many attempts: one query."""
    return Rules(quiz, Allowance.objects.filter(quiz=quiz, person=person).first(), used)


@dataclass(frozen=True)
class Standing:
    """What a person's submitted attempts come to. ``is_passed``: None without a pass mark, or while an essay may decide it."""

    counted: Counted
    attempt: Attempt | None
    is_final: bool
    is_passed: bool | None
    has_pass_mark: bool = False

    @property
    def percent(self) -> int:
        """Never rounded up to a pass."""
        return int(self.counted.share * 100)


def share_of(attempt: Attempt) -> Fraction:
    return Fraction(attempt.mark) / Fraction(attempt.max_mark) if attempt.max_mark else Fraction(0)


def standing(quiz: Quiz, attempts: Sequence[Attempt]) -> Standing | None:
    """Of one person's attempts, first to last; those in progress do not count. None before the first is submitted."""
    finished = [attempt for attempt in attempts if attempt.state == AttemptState.SUBMITTED]
    result = counted([share_of(attempt) for attempt in finished], quiz.counts)
    if result is None:
        return None
    is_final = not any(attempt.needs_marking for attempt in finished)
    passed: bool | None = None
    if quiz.pass_share is not None:
        passed = result.share * 100 >= quiz.pass_share
        if not passed and not is_final:
            passed = None
    return Standing(
        result, None if result.which is None else finished[result.which], is_final, passed, quiz.pass_share is not None
    )


def standings(quizzes: Collection[int], person_id: int) -> dict[int, Standing]:
    """What a person's submitted attempts come to, by quiz; nothing of one without any. Two queries."""
    attempts: dict[int, list[Attempt]] = {}
    own = Attempt.objects.filter(quiz__in=quizzes, person=person_id, source=ALONE).order_by("number")
    for attempt in own:
        attempts.setdefault(attempt.quiz_id, []).append(attempt)
    found = {quiz.pk: standing(quiz, attempts[quiz.pk]) for quiz in Quiz.objects.filter(pk__in=attempts)}
    return {quiz: each for quiz, each in found.items() if each is not None}


def shows_feedback(attempt: Attempt, rules: Rules, now: datetime) -> bool:
    """Whether the person may read marks and feedback of each question."""
    if attempt.state != AttemptState.SUBMITTED:
        return False
    if attempt.is_preview or attempt.quiz.feedback == FeedbackTime.SUBMITTED:
        return True
    is_closed = not rules.is_offered or (rules.closes_at is not None and now >= rules.closes_at)
    return attempt.quiz.feedback == FeedbackTime.CLOSED and is_closed


def answers_of(attempt: Attempt) -> list[AttemptAnswer]:
    """In the order of the attempt, each with the version that was seen and its section: one query."""
    return list(
        AttemptAnswer.objects.filter(attempt=attempt).select_related("version", "section").order_by("position", "pk")
    )


def is_overdue(attempt: Attempt, now: datetime) -> bool:
    """Whether the server is to submit it: it is in progress, and its time and grace are over."""
    in_progress = attempt.state == AttemptState.IN_PROGRESS
    return in_progress and attempt.due_at is not None and now > attempt.due_at + GRACE


def due_attempts(now: datetime, *, most: int) -> list[int]:
    """Ids of attempts whose time and grace are over, those waiting longest first."""
    due = Attempt.objects.filter(state=AttemptState.IN_PROGRESS, due_at__lt=now - GRACE).order_by("due_at", "pk")
    return list(due.values_list("pk", flat=True)[:most])


@dataclass(frozen=True)
class Offered:
    """A quiz with what it is to one person now. ``refusal``: why no attempt can begin; "" when one can."""

    quiz: Quiz
    rules: Rules
    open_one: Attempt | None
    standing: Standing | None
    refusal: str


def offered(quizzes: Sequence[Quiz], person: Person, now: datetime, *, admitted: Collection[int] = ()) -> list[Offered]:
    """Two queries whatever the number of quizzes and attempts. ``admitted``: ids of quizzes that the person may take though
    they are not offered to everybody (:func:`quizzes.access.admitted`)."""
    attempts: dict[int, list[Attempt]] = {quiz.pk: [] for quiz in quizzes}
    for attempt in Attempt.objects.filter(quiz__in=quizzes, person=person, source=ALONE).order_by("number"):
        attempts[attempt.quiz_id].append(attempt)
    given = {each.quiz_id: each for each in Allowance.objects.filter(quiz__in=quizzes, person=person)}
    rows = []
    for quiz in quizzes:
        own = attempts[quiz.pk]
        rules = Rules(quiz, given.get(quiz.pk), len(own), quiz.is_open or quiz.pk in admitted)
        open_one = next((attempt for attempt in own if attempt.state == AttemptState.IN_PROGRESS), None)
        rows.append(Offered(quiz, rules, open_one, standing(quiz, own), rules.refusal(now)))
    return rows


@dataclass(frozen=True)
class Shape:
    """How much a quiz asks: questions, in so many sections."""

    questions: int
    sections: int


def shape_of(quiz: Quiz) -> Shape:
    """Three queries. Draws that find fewer questions than they ask for are counted whole."""
    drawn = QuizDraw.objects.filter(quiz=quiz).aggregate(Sum("count"))["count__sum"] or 0
    return Shape(quiz.entries.count() + drawn, quiz.sections.count())


def soonest_first(quizzes: QuerySet[Quiz]) -> QuerySet[Quiz]:
    """Those that close first, then those that never do, newest first."""
    return quizzes.order_by(F("closes_at").asc(nulls_last=True), "-created_at", "-pk")
