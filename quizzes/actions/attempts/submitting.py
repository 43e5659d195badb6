"""Submitting attempts: by the person, or by the server when their time is up. Everything is marked at once."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from core.actions import action
from core.events import happened
from quizzes import marking
from quizzes.actions.attempts.saving import check_open
from quizzes.choices import AttemptState
from quizzes.content import from_json
from quizzes.marking.contents import spec_of_content
from quizzes.models import Attempt, AttemptAnswer
from quizzes.queries.attempts import ALONE, due_attempts, is_overdue, rules_for


@dataclass(frozen=True)
class AttemptMarked:
    """A person's attempt at a quiz taken alone was submitted, or marked anew by a person."""

    quiz_id: int
    person_id: int


log = logging.getLogger(__name__)
MOST = 200
"""So many attempts one run submits; the next one goes on."""


@action
def submit_attempt(attempt: Attempt, *, lease: str, now: datetime | None = None) -> Attempt:
    """Hand the attempt in. Submitting twice is once; a window that may not write is refused (``attempt.elsewhere``)."""
    now = now or timezone.now()
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if attempt.state == AttemptState.SUBMITTED:
        return attempt
    if not is_overdue(attempt, now):
        check_open(attempt, lease=lease, now=now)
    _submit(attempt, now)
    return attempt


@action
def submit_if_due(attempt_id: int, *, now: datetime | None = None) -> Attempt:
    """Submit an attempt whose time and grace are over, as it is saved; else leave it."""
    now = now or timezone.now()
    attempt = Attempt.objects.select_for_update().get(pk=attempt_id)
    if is_overdue(attempt, now):
        _submit(attempt, now)
    return attempt


def submit_due_attempts(now: datetime | None = None) -> int:
    """Submit what is due, each in a transaction of its own: one that fails holds up no other. How many there were."""
    due = due_attempts(now or timezone.now(), most=MOST)
    for attempt_id in due:
        try:
            submit_if_due(attempt_id, now=now)
        except Exception:
            log.exception("Attempt %s could not be submitted.", attempt_id)
    return len(due)


def _submit(attempt: Attempt, now: datetime) -> None:
    rows = list(AttemptAnswer.objects.filter(attempt=attempt).select_related("version").order_by("pk"))
    for row in rows:
        _mark(row)
    AttemptAnswer.objects.bulk_update(rows, ["mark", "max_mark", "is_right", "needs_marking"])
    attempt.state = AttemptState.SUBMITTED
    attempt.finished_at = min(now, attempt.due_at) if attempt.due_at else now
    attempt.mark = sum((row.mark for row in rows), Decimal())
    attempt.max_mark = sum((row.max_mark for row in rows), Decimal())
    attempt.needs_marking = any(row.needs_marking for row in rows)
    attempt.save(update_fields=["state", "finished_at", "mark", "max_mark", "needs_marking"])
    tell_marked(attempt)


def tell_marked(attempt: Attempt) -> None:
    """Say so to what builds on results, after commit. Nobody hears of a trial."""
    if not attempt.is_preview and attempt.source == ALONE:
        happened(AttemptMarked(attempt.quiz_id, attempt.person_id))


def _mark(row: AttemptAnswer) -> None:
    """What the answer is worth by the version that was seen; until now ``max_mark`` held what the quiz gives for it."""
    assert row.version is not None
    spec = replace(spec_of_content(from_json(row.version.content)), points=int(row.max_mark))
    if marking.waits_for_person(spec):
        row.needs_marking = row.response is not None and spec.points > 0
        return
    marked = marking.mark(row.response, spec)
    row.mark, row.max_mark, row.is_right = marked.points, marked.max_points, marked.is_right


def move_end(quiz_id: int, person_id: int) -> None:
    """Bring the end of a person's attempt in progress into step with the rules, within a running action.

    For whoever changes an allowance or a quiz's hours. An attempt whose end would be over already ends now.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("quiz", "person")
        .filter(quiz_id=quiz_id, person_id=person_id, state=AttemptState.IN_PROGRESS, is_preview=False)
        .first()
    )
    if attempt is not None:
        attempt.due_at = rules_for(attempt.quiz, attempt.person, used=0).due_at(attempt.started_at)
        attempt.save(update_fields=["due_at"])
