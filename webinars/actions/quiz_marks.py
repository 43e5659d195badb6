"""Marks of a live quiz, stored as attempts when a question closes. ``docs/rules/marking.md`` has the rule in words."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from quizzes import marking
from quizzes.marking import QuestionSpec
from quizzes.models import Attempt, AttemptAnswer
from quizzes.queries.specs import specs_of
from webinars.choices import ActivityKind, ActivityState
from webinars.models import Activity, Answer, ExtraTime, Room
from webinars.queries.standing import source_of


def store_marks(room: Room, activity: Activity, now: datetime) -> None:
    """Mark the answers to a quiz question that has just closed, and bring the totals of all attempts here up to date.

    Closing again after another opening stores the same rows once. An answer that was given before the question was opened
    again keeps its mark. Rehearsals, and the made-up people of rehearsals, leave no attempt.
    """
    if activity.quiz_id is None or room.sitting.is_rehearsal:
        return
    answers = list(
        Answer.objects.filter(
            activity=activity, person__is_rehearsal=False, answered_at__gte=activity.opened_at
        ).order_by("person_id")
    )
    attempts = _attempts(room, activity.quiz_id, answers, activity.opened_at or now)
    spec = specs_of([activity.question_id])[activity.question_id]
    extra = dict(ExtraTime.objects.filter(room=room).values_list("person", "percent"))
    AttemptAnswer.objects.bulk_create(
        [
            _marked(answer, activity, spec, attempts[answer.person_id], extra.get(answer.person_id, 0))
            for answer in answers
            if answer.person_id is not None
        ],
        update_conflicts=True,
        unique_fields=["attempt", "question"],
        update_fields=["response", "is_right", "mark", "max_mark", "elapsed_ms"],
    )
    _total(room, activity.quiz_id, now)


def _attempts(room: Room, quiz_id: int, answers: list[Answer], started_at: datetime) -> dict[int, int]:
    """The attempt of everybody who answered, by person; made for those who have none yet."""
    source = source_of(room)
    people = {answer.person_id for answer in answers if answer.person_id is not None}
    rows = Attempt.objects.filter(quiz_id=quiz_id, source=source, person_id__in=people)
    found = dict(rows.values_list("person_id", "pk"))
    if missing := sorted(people - found.keys()):
        Attempt.objects.bulk_create(
            Attempt(quiz_id=quiz_id, person_id=person_id, source=source, started_at=started_at) for person_id in missing
        )
        found = dict(rows.all().values_list("person_id", "pk"))
    return found


def _marked(answer: Answer, activity: Activity, spec: QuestionSpec, attempt_id: int, percent: int) -> AttemptAnswer:
    response = json.loads(answer.response)
    elapsed = 0.0
    if activity.opened_at is not None and answer.answered_at is not None:
        elapsed = max((answer.answered_at - activity.opened_at).total_seconds(), 0.0)
    speed = None
    if activity.speed_points and activity.seconds is not None:
        speed = marking.speed_share(elapsed, activity.seconds * (1 + percent / 100))
    mark = marking.mark(response, spec, speed=speed)
    return AttemptAnswer(
        attempt_id=attempt_id,
        question_id=activity.question_id,
        response=response,
        is_right=mark.is_right,
        mark=mark.points,
        max_mark=mark.max_points,
        elapsed_ms=round(elapsed * 1000),
    )


def _total(room: Room, quiz_id: int, now: datetime) -> None:
    """Everybody's mark is out of the questions closed so far, answered or not; finished when none is left to open."""
    questions = Activity.objects.filter(room=room, quiz_id=quiz_id, kind=ActivityKind.QUIZ)
    done = (ActivityState.CLOSED, ActivityState.REVEALED)
    closed = specs_of(questions.filter(state__in=done).values_list("question_id", flat=True))
    most = sum((marking.mark(None, spec).max_points for spec in closed.values()), Decimal(0))
    over = not questions.exclude(state__in=done).exists()
    points = (
        AttemptAnswer.objects.filter(attempt=OuterRef("pk")).order_by().values("attempt").annotate(total=Sum("mark"))
    )
    hundredths = DecimalField(max_digits=8, decimal_places=2)
    Attempt.objects.filter(quiz_id=quiz_id, source=source_of(room)).update(
        mark=Coalesce(
            Subquery(points.values("total"), output_field=hundredths), Value(Decimal(0)), output_field=hundredths
        ),
        max_mark=most,
        finished_at=now if over else None,
    )
