"""Closing and answering cannot race: an answer is in before the close, or refused. On the database that is configured."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from people.models import Person
from tests.factories import make_activity, make_person, make_question, make_quiz, make_room, make_webinar
from tests.webinars.test_answers import choices, give
from webinars.actions.activities import close_activity, open_activity
from webinars.actions.answers import AnswerGiven, record_answers
from webinars.models import Activity, Answer, Participation
from webinars.queries.results import results

pytestmark = pytest.mark.django_db(transaction=True)


def race(batches: list[list[list[AnswerGiven]]], *closers: Any) -> tuple[int, int]:
    """Each list of batches in a thread of its own, and each closer when a third is written: ``(taken, refused)``."""
    outcomes: list[str | None] = []
    failures: list[BaseException] = []
    a_third = threading.Event()
    most = sum(len(batch) for thread in batches for batch in thread) // 3

    def run(work: Any) -> None:
        try:
            work()
        except BaseException as failure:
            failures.append(failure)
            a_third.set()
        finally:
            close_old_connections()
            connection.close()

    def answer(thread: list[list[AnswerGiven]]) -> None:
        for batch in thread:
            outcomes.extend(refusal and refusal.code for refusal in record_answers(batch, now=timezone.now()))
            if len(outcomes) >= most:
                a_third.set()

    def close(closer: Any) -> None:
        a_third.wait(30)
        closer()

    threads = [threading.Thread(target=run, args=(lambda thread=thread: answer(thread),)) for thread in batches]
    threads += [threading.Thread(target=run, args=(lambda closer=closer: close(closer),)) for closer in closers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert set(outcomes) <= {None, "activity.not_open"}
    return outcomes.count(None), outcomes.count("activity.not_open")


def split(given: list[AnswerGiven], threads: int, size: int) -> list[list[list[AnswerGiven]]]:
    parts = [given[start::threads] for start in range(threads)]
    return [[part[at : at + size] for at in range(0, len(part), size)] for part in parts]


@pytest.mark.parametrize("anonymous", [False, True])
def test_every_acknowledged_answer_is_in_the_closed_result(anonymous: bool):
    host, room = make_person(), make_room(make_webinar())
    people = Person.objects.bulk_create(Person(email=f"racer{number}@example.org") for number in range(120))
    activity = open_activity(make_activity(room, make_question(), anonymous=anonymous), by=host)
    chosen = choices(activity)
    given = [give(activity, person, choices=[chosen[person.pk % 4]]) for person in people]
    taken, refused = race(split(given, 3, 4), lambda: close_activity(activity, by=host))
    assert taken + refused == 120
    assert taken >= 40
    figures = results(Activity.objects.select_related("question").get(pk=activity.pk))
    assert figures.answered == taken == sum(line.count for line in figures.choices)
    assert Participation.objects.filter(activity=activity).count() == taken
    assert Activity.objects.get(pk=activity.pk).answer_key is None


def test_answers_to_several_activities_and_two_trainers_do_not_lock_each_other_out():
    """Two rooms' answers mixed in opposite orders, while two trainers open one after another in both."""
    host = make_person()
    rooms = [make_room(make_webinar()) for _ in range(2)]
    opened = [open_activity(make_activity(room, make_question()), by=host) for room in rooms]
    waiting = [make_activity(room, make_question()) for room in rooms for _ in range(2)]
    people = Person.objects.bulk_create(Person(email=f"mixed{number}@example.org") for number in range(60))
    given = [
        give(activity, person, choices=[choices(activity)[0]])
        for person in people
        for activity in (opened if person.pk % 2 else opened[::-1])
    ]
    taken, refused = race(
        split(given, 3, 6), *(lambda activity=activity: open_activity(activity, by=host) for activity in waiting)
    )
    assert taken + refused == 120
    assert Answer.objects.count() == taken
    for room in rooms:
        assert room.activities.filter(state="open").count() == 1


def test_marks_are_those_of_the_answers_that_were_taken():
    host, room = make_person(), make_room(make_webinar())
    quiz = make_quiz(1)
    question = quiz.entries.get().question
    activity = open_activity(make_activity(room, question, kind="quiz", quiz=quiz, seconds=60), by=host)
    people = Person.objects.bulk_create(Person(email=f"quick{number}@example.org") for number in range(60))
    right = question.choices.get(is_right=True).pk
    given = [give(activity, person, choices=[right]) for person in people]
    taken, _ = race(split(given, 2, 5), lambda: close_activity(activity, by=host))
    assert quiz.attempts.count() == quiz.attempts.filter(mark=1).count() == taken
