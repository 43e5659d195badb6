"""Marking a quiz's submitted attempts again, by its questions as they are now. The rules are in ``docs/rules/regrading.md``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.events import happened
from core.jobs import enqueue_after_commit
from people.models import Person
from quizzes import marking
from quizzes.choices import JobState
from quizzes.content import from_json
from quizzes.marking import Malformed, Mark, QuestionSpec
from quizzes.marking.contents import spec_of_content
from quizzes.models import (
    Attempt,
    AttemptAnswer,
    QuestionVersion,
    Quiz,
    QuizQuestion,
    Regrade,
    RegradeChange,
)
from quizzes.queries.regrades import UNFINISHED, attempts_to_mark


@dataclass(frozen=True)
class QuizRegraded:
    """A quiz was marked again, to its end."""

    regrade_id: int


REGRADE = "quizzes.regrade"
SLICE = 250
"""Attempts marked in one transaction: so many are lost, and done again, when a worker is killed."""


@action
def begin_regrade(quiz: Quiz, *, by: Person) -> Regrade:
    """Let a job mark the quiz again. Refused: ``regrade.running`` while another one does, ``regrade.nothing`` to mark."""
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    if Regrade.objects.filter(quiz=quiz, state__in=UNFINISHED).exists():
        raise Refused("regrade.running")
    total = attempts_to_mark(quiz.pk).count()
    if not total:
        raise Refused("regrade.nothing")
    regrade = Regrade.objects.create(quiz=quiz, by=by, total=total)
    audit.record("quiz.regrade_begun", actor_id=by.pk, subject=f"quiz:{quiz.pk}", regrade=regrade.pk, attempts=total)
    enqueue_after_commit(REGRADE, regrade_id=regrade.pk)
    return regrade


@dataclass
class Key:
    """What answers are worth by the questions as they were when a regrade began. Equal answers are marked once."""

    regrade: Regrade
    specs: dict[int, QuestionSpec] = field(default_factory=dict)
    points: dict[int, int] = field(default_factory=dict)
    known: dict[tuple[int, str | None, Decimal], Mark | None] = field(default_factory=dict)

    def read(self, questions: Iterable[int]) -> None:
        """Two queries, when there are questions that were not read yet."""
        wanted = set(questions) - set(self.specs)
        if not wanted:
            return
        versions = QuestionVersion.objects.filter(question__in=wanted, made_at__lte=self.regrade.at)
        for version in versions.order_by("number"):
            self.specs[version.question_id] = spec_of_content(from_json(version.content))
        entries = QuizQuestion.objects.filter(quiz=self.regrade.quiz_id, question__in=wanted, points__isnull=False)
        self.points.update(entries.values_list("question_id", "points"))  # type: ignore[arg-type]

    def mark(self, question: int, response: str | None, worth: Decimal) -> Mark | None:
        """The mark out of what the attempt was promised; None for an answer that no longer fits, and keeps its mark."""
        asked = (question, response, worth)
        if asked not in self.known:
            self.known[asked] = self._mark(question, response, worth)
        return self.known[asked]

    def _mark(self, question: int, response: str | None, worth: Decimal) -> Mark | None:
        spec = self.specs[question]
        spec = replace(spec, points=int(worth) if worth else self.points.get(question, spec.points))
        if response is None:
            return marking.mark(None, spec)
        try:
            return marking.mark(marking.canonical(marking.from_stored(json.loads(response)), spec), spec)
        except Malformed:
            return None

    def is_by_hand(self, question: int) -> bool:
        return question not in self.specs or marking.waits_for_person(self.specs[question])


@action
def mark_next(regrade_id: int, key: Key | None = None) -> Key | None:
    """Mark the next attempts, with everything that is noted of it in one transaction; None when nothing is left to do.

    Who is killed loses this slice only; two at once take one slice after the other. Give back the ``key`` that was returned.
    """
    regrade = Regrade.objects.select_for_update(of=("self",)).get(pk=regrade_id)
    if regrade.state not in UNFINISHED:
        return None
    rest = attempts_to_mark(regrade.quiz_id).filter(pk__gt=regrade.last_attempt).order_by("pk")
    # Whoever writes an answer locks its attempt first: locking the answers too would only write each of them twice.
    attempts = list(rest.select_for_update()[:SLICE])
    if not attempts:
        _finish(regrade)
        return None
    key = key or Key(regrade)
    _mark_slice(regrade, attempts, key)
    regrade.state = JobState.RUNNING
    regrade.done += len(attempts)
    regrade.last_attempt = attempts[-1].pk
    regrade.save(update_fields=["state", "done", "last_attempt", "questions"])
    return key


def _mark_slice(regrade: Regrade, attempts: list[Attempt], key: Key) -> None:
    totals = {attempt.pk: [Decimal(), Decimal()] for attempt in attempts}
    rows: list[tuple[Any, ...]] = list(
        AttemptAnswer.objects.filter(attempt__in=list(totals))
        .annotate(given=Cast("response", TextField()))
        .values_list("pk", "attempt_id", "question_id", "given", "mark", "max_mark", "is_right", "marked_by_id")
    )
    key.read({row[2] for row in rows})
    changed: dict[tuple[Decimal, Decimal, bool], list[int]] = {}
    changes: Counter[int] = Counter()
    kept: Counter[int] = Counter()
    for pk, attempt, question, given, mark, worth, is_right, marked_by in rows:
        now = (mark, worth, is_right)
        if marked_by is None and not key.is_by_hand(question):
            marked = key.mark(question, given, worth)
            if marked is None:
                kept[question] += 1
            else:
                now = (marked.points, marked.max_points, marked.is_right)
                if now != (mark, worth, is_right):
                    changed.setdefault(now, []).append(pk)
                    changes[question] += 1
        total = totals[attempt]
        total[0] += now[0]
        total[1] += now[1]
    for (mark, worth, is_right), pks in changed.items():
        AttemptAnswer.objects.filter(pk__in=pks).update(mark=mark, max_mark=worth, is_right=is_right)
    _keep_totals(regrade, attempts, totals)
    _count(regrade, changes, kept)


def _keep_totals(regrade: Regrade, attempts: list[Attempt], totals: dict[int, list[Decimal]]) -> None:
    moved = [attempt for attempt in attempts if [attempt.mark, attempt.max_mark] != totals[attempt.pk]]
    RegradeChange.objects.bulk_create(
        RegradeChange(regrade=regrade, attempt=attempt, before=attempt.mark, after=totals[attempt.pk][0])
        for attempt in moved
    )
    for attempt in moved:
        attempt.mark, attempt.max_mark = totals[attempt.pk]
    Attempt.objects.bulk_update(moved, ["mark", "max_mark"])


def _count(regrade: Regrade, changed: Counter[int], kept: Counter[int]) -> None:
    for question in {*changed, *kept}:
        counts = regrade.questions.setdefault(str(question), {"changed": 0, "kept": 0})
        counts["changed"] += changed[question]
        counts["kept"] += kept[question]


def _finish(regrade: Regrade) -> None:
    regrade.state, regrade.finished_at, regrade.total = JobState.DONE, timezone.now(), regrade.done
    regrade.save(update_fields=["state", "finished_at", "total"])
    audit.record(
        "quiz.regraded",
        actor_id=regrade.by_id,
        subject=f"quiz:{regrade.quiz_id}",
        regrade=regrade.pk,
        attempts=regrade.done,
        changed=RegradeChange.objects.filter(regrade=regrade).count(),
        questions=regrade.questions,
    )
    happened(QuizRegraded(regrade.pk))


@action
def fail_regrade(regrade_id: int) -> None:
    """Note that the job met an error; what it did so far stays, and another regrade may begin."""
    regrade = Regrade.objects.select_for_update(of=("self",)).get(pk=regrade_id)
    if regrade.state in UNFINISHED:
        regrade.state, regrade.finished_at = JobState.FAILED, timezone.now()
        regrade.save(update_fields=["state", "finished_at"])
        audit.record(
            "quiz.regrade_failed",
            actor_id=regrade.by_id,
            subject=f"quiz:{regrade.quiz_id}",
            regrade=regrade.pk,
            attempts=regrade.done,
        )
