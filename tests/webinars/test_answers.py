"""Taking answers: what is in, what is refused and why, and what it costs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.actions import Refused
from people.models import Person
from tests.factories import make_activity, make_person, make_question, make_room, make_webinar
from webinars.actions.activities import close_activity, open_activity
from webinars.actions.answers import AnswerGiven, record_answers
from webinars.models import Activity, Answer, ExtraTime, Mute, Participation, Room
from webinars.protocol.values import AnswerResponse

pytestmark = pytest.mark.django_db


def give(
    activity: Activity, person: Person, *, at: datetime | None = None, language: str = "en", **response: Any
) -> AnswerGiven:
    return AnswerGiven(
        person_id=person.pk,
        room_id=activity.room_id,
        activity_id=activity.pk,
        response=AnswerResponse(**response),
        language=language,
        received_at=at or timezone.now(),
    )


def record(*given: AnswerGiven) -> list[str | None]:
    outcomes = record_answers(list(given), now=timezone.now())
    return [None if outcome is None else outcome.code for outcome in outcomes]


def opened(room: Room | None = None, kind: str = "single", **fields: Any) -> Activity:
    question = {name: fields.pop(name) for name in ("choices", "right", "max_choices", "low", "high") if name in fields}
    room = room or make_room(make_webinar(host=make_person()))
    activity = make_activity(room, make_question(kind, **question), **fields)
    return open_activity(activity, by=make_person())


def choices(activity: Activity) -> list[int]:
    return list(activity.question.choices.order_by("position").values_list("pk", flat=True))


def test_an_answer_is_kept_with_its_person_and_language():
    activity, person = opened(), make_person()
    second = choices(activity)[1]
    assert record(give(activity, person, choices=[second], language="ar")) == [None]
    answer = Answer.objects.get()
    assert (answer.person, answer.response, answer.language) == (person, f'{{"choices":[{second}]}}', "ar")
    assert Participation.objects.get().person == person


def test_changing_an_answer_replaces_it():
    activity, person = opened(), make_person()
    first, second, *_ = choices(activity)
    record(give(activity, person, choices=[first]))
    record(give(activity, person, choices=[second]))
    assert list(Answer.objects.values_list("response", flat=True)) == [f'{{"choices":[{second}]}}']


def test_of_two_answers_in_one_batch_the_last_counts():
    activity, person = opened(), make_person()
    first, second, *_ = choices(activity)
    assert record(give(activity, person, choices=[first]), give(activity, person, choices=[second])) == [None, None]
    assert Answer.objects.get().response == f'{{"choices":[{second}]}}'


def test_a_bad_answer_does_not_fail_its_neighbours():
    activity, other = opened(), opened()
    first = choices(activity)[0]
    good, bad, gone = make_person(), make_person(), make_person()
    gone_id = give(activity, gone, choices=[first])
    gone.delete()
    outcomes = record(
        give(activity, bad, choices=[choices(other)[0]]),
        give(activity, good, choices=[first]),
        give(activity, bad, text="first"),
        gone_id,
    )
    assert outcomes == ["answer.unknown_choice", None, "answer.malformed", "right.missing"]
    assert list(Answer.objects.values_list("person", flat=True)) == [good.pk]


def test_an_activity_of_another_room_is_unknown():
    activity, elsewhere = opened(), make_room(make_webinar())
    given = AnswerGiven(
        make_person().pk,
        elsewhere.pk,
        activity.pk,
        AnswerResponse(choices=[choices(activity)[0]]),
        "en",
        timezone.now(),
    )
    assert record(given) == ["activity.unknown"]
    assert Answer.objects.count() == 0


def test_a_prepared_activity_is_unknown():
    room = make_room(make_webinar())
    activity = make_activity(room, make_question())
    assert record(give(activity, make_person(), choices=[choices(activity)[0]])) == ["activity.unknown"]


def test_answer_after_close_is_refused():
    activity = opened()
    close_activity(activity, by=make_person())
    assert record(give(activity, make_person(), choices=[choices(activity)[0]])) == ["activity.not_open"]
    assert Answer.objects.count() == 0


def test_who_may_not_write_may_answer():
    activity, person = opened(), make_person()
    Mute.objects.create(room_id=activity.room_id, person=person)
    assert record(give(activity, person, choices=[choices(activity)[0]])) == [None]


def test_a_timed_question_takes_answers_for_its_time_and_two_seconds():
    activity = opened(seconds=20)
    end = activity.closes_at
    first = [choices(activity)[0]]
    assert record(
        give(activity, make_person(), choices=first, at=end + timedelta(seconds=1.9)),
        give(activity, make_person(), choices=first, at=end + timedelta(seconds=2.1)),
    ) == [None, "activity.too_late"]


def test_extra_time_is_the_persons_own():
    activity = opened(seconds=20)
    slow, quick = make_person(), make_person()
    ExtraTime.objects.create(room=activity.room, person=slow, percent=50)
    first, end = [choices(activity)[0]], activity.closes_at
    assert record(
        give(activity, slow, choices=first, at=end + timedelta(seconds=11)),
        give(activity, quick, choices=first, at=end + timedelta(seconds=11)),
        give(activity, slow, choices=first, at=end + timedelta(seconds=13)),
    ) == [None, "activity.too_late", "activity.too_late"]


def test_what_counts_is_when_an_answer_came_not_when_it_was_written():
    activity = opened(seconds=20)
    came = activity.closes_at - timedelta(seconds=1)
    outcomes = record_answers(
        [give(activity, make_person(), choices=[choices(activity)[0]], at=came)], now=came + timedelta(minutes=1)
    )
    assert outcomes == [None]
    assert Answer.objects.get().answered_at == came


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("anonymous", [False, True])
def test_a_batch_takes_a_constant_number_of_queries(people: int, anonymous: bool):
    room = make_room(make_webinar())
    activity = opened(room, anonymous=anonymous)
    first = choices(activity)[0]
    record(give(activity, make_person(), choices=[first]))
    given = [give(activity, make_person(), choices=[first]) for _ in range(people)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        record_answers(given, now=timezone.now())
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == (6 if anonymous else 4)


@pytest.mark.parametrize(
    ("kind", "fields", "response", "code"),
    [
        ("single", {}, {"choices": []}, "answer.empty"),
        ("numeric", {"low": 0, "high": 10}, {"number": 11}, "answer.out_of_range"),
        ("numeric", {}, {"number": float("nan")}, "answer.not_a_number"),
        ("scale", {}, {"number": 2.5}, "answer.not_whole"),
        ("scale", {}, {"number": 6}, "answer.out_of_range"),
        ("open_text", {}, {"text": " \u200f\u200e "}, "answer.empty"),
        ("open_text", {}, {"text": "x" * 1001}, "answer.too_long"),
        ("word_cloud", {"max_choices": 2}, {"words": ["a", "b", "c"]}, "answer.too_many"),
        ("word_cloud", {}, {"words": [" . "]}, "answer.empty"),
        ("single", {}, {"number": 1}, "answer.malformed"),
    ],
)
def test_a_response_that_does_not_fit_its_question_is_refused(kind, fields, response, code):
    activity = opened(kind=kind, **fields)
    assert record(give(activity, make_person(), **response)) == [code]


def test_a_ranking_needs_every_place():
    activity = opened(kind="ranking")
    ids = choices(activity)
    assert record(give(activity, make_person(), choices=ids[:3]), give(activity, make_person(), choices=ids[::-1])) == [
        "answer.incomplete_ranking",
        None,
    ]


def test_the_refusal_carries_its_numbers():
    activity = opened(kind="numeric", low=0, high=10)
    [refusal] = record_answers([give(activity, make_person(), number=12)], now=timezone.now())
    assert isinstance(refusal, Refused)
    assert refusal.data == {"low": 0.0, "high": 10.0}
