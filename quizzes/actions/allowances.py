"""What one person is given beyond a quiz's rules: more minutes, more attempts, a later close. On the record."""

from __future__ import annotations

from datetime import datetime

from core import audit
from core.actions import Refused, action
from people.models import Person
from quizzes.actions.attempts.submitting import move_end
from quizzes.models import Allowance, Quiz

MOST_EXTRA_MINUTES = 1440
MOST_EXTRA_ATTEMPTS = 20


@action
def give_allowance(
    quiz: Quiz,
    *,
    person: Person,
    extra_minutes: int = 0,
    extra_attempts: int = 0,
    closes_at: datetime | None = None,
    by: Person,
) -> Allowance:
    """Give it, instead of what the person had before. An attempt in progress ends by it. Refuses ``allowance.nothing``,
    ``allowance.too_much``."""
    if not (extra_minutes or extra_attempts or closes_at):
        raise Refused("allowance.nothing")
    if not (0 <= extra_minutes <= MOST_EXTRA_MINUTES and 0 <= extra_attempts <= MOST_EXTRA_ATTEMPTS):
        raise Refused("allowance.too_much", minutes=MOST_EXTRA_MINUTES, attempts=MOST_EXTRA_ATTEMPTS)
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    given, _ = Allowance.objects.update_or_create(
        quiz=quiz,
        person=person,
        defaults={"extra_minutes": extra_minutes, "extra_attempts": extra_attempts, "closes_at": closes_at},
    )
    audit.record(
        "allowance.given",
        actor_id=by.pk,
        subject=f"quiz:{quiz.pk}",
        person=person.pk,
        extra_minutes=extra_minutes,
        extra_attempts=extra_attempts,
        closes_at=closes_at.isoformat() if closes_at else None,
    )
    move_end(quiz.pk, person.pk)
    return given


@action
def take_allowance(allowance: Allowance, *, by: Person) -> None:
    """Take it back. An attempt in progress ends by the quiz's own rules."""
    quiz = Quiz.objects.select_for_update().get(pk=allowance.quiz_id)
    person_id = allowance.person_id
    if not Allowance.objects.filter(pk=allowance.pk).delete()[0]:
        return
    audit.record("allowance.taken", actor_id=by.pk, subject=f"quiz:{quiz.pk}", person=person_id)
    move_end(quiz.pk, person_id)
