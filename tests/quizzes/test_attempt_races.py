"""Two windows, two clicks, and the server's own clock at the same instant: one attempt, and nothing acknowledged is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.actions.attempts.saving import Saved, save_answer, take_over
from quizzes.actions.attempts.starting import start_attempt
from quizzes.actions.attempts.submitting import submit_attempt, submit_if_due
from quizzes.marking.spec import Response
from quizzes.models import Attempt, AttemptAnswer, QuestionVersion
from quizzes.queries.attempts import GRACE, answers_of
from tests.factories import make_person, make_quiz
from tests.webinars.test_room_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_click_begins_one_attempt_and_many_people_keep_one_version() -> None:
    quiz, people = make_quiz(4, is_open=True), [make_person() for _ in range(5)]
    at_once(*[lambda person=person: start_attempt(quiz, person=person) for person in people * 2])
    assert sorted(Attempt.objects.values_list("person", "number")) == sorted((person.pk, 1) for person in people)
    assert AttemptAnswer.objects.count() == 4 * 5
    assert QuestionVersion.objects.count() == 4


def test_saves_take_overs_and_the_end_at_once_lose_nothing_that_was_acknowledged() -> None:
    quiz, person = make_quiz(3, is_open=True, minutes=10), make_person()
    now = timezone.now()
    attempt = start_attempt(quiz, person=person, now=now)
    rows = answers_of(attempt)
    end, lease = now + timedelta(minutes=10) + GRACE, attempt.lease

    def save(position: int, revision: int, at: int) -> tuple[int, Saved]:
        row = rows[position - 1]
        response = Response(choices=[row.order[(revision + position) % 4]])
        moment = end + timedelta(seconds=at)
        kept = save_answer(
            attempt.pk,
            person=person,
            position=position,
            lease=lease,
            revision=revision,
            read=lambda *_: response,
            language="en",
            now=moment,
        )
        return position, kept

    outcomes = at_once(
        *[
            lambda position=position, revision=revision: save(position, revision, -5)
            for position in (1, 2, 3)
            for revision in (1, 2, 3)
        ],
        lambda: take_over(attempt),
        lambda: submit_if_due(attempt.pk, now=end + timedelta(seconds=1)),
        lambda: submit_attempt(attempt, lease=lease, now=end - timedelta(seconds=4)),
    )
    newest: dict[int, Saved] = {}
    for outcome in outcomes[:9]:
        if isinstance(outcome, tuple):
            position, kept = outcome
            newest[position] = max(newest.get(position, kept), kept, key=lambda saved: saved.revision)
        else:
            assert outcome in {"attempt.stale", "attempt.elsewhere", "attempt.submitted"}
    held = {row.position: row for row in answers_of(attempt)}
    for position, kept in newest.items():
        assert (held[position].revision, held[position].response) == (kept.revision, kept.response)
    attempt.refresh_from_db()
    assert attempt.state == "submitted"
    assert attempt.mark == sum(row.mark for row in held.values())
