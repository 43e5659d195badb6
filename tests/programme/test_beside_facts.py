"""What a freeze keeps beside facts: presence by minute, voices, and what people said, in numbers only."""

from __future__ import annotations

import json
from typing import Any

import pytest

from people.models import Person
from programme.actions.freezing import freeze_webinar
from programme.models import Freeze
from tests.factories import make_activity, make_person, make_question, make_webinar
from tests.webinars.attendance_timeline import at, connect, make_sitting
from webinars.choices import ActivityState, AgendaKind, AskedState, HandState
from webinars.models import Activity, AgendaItem, Answer, AskedQuestion, Hand, Room

pytestmark = pytest.mark.django_db


def frozen(room: Room) -> dict[str, Any]:
    figures: dict[str, Any] = freeze_webinar(room.sitting.webinar).figures
    return figures


def part(room: Room, position: int, start: float, end: float, **fields: Any) -> AgendaItem:
    AgendaItem.objects.filter(sitting=room.sitting, position=position).update(
        started_at=at(start), ended_at=at(end), **fields
    )
    return AgendaItem.objects.get(sitting=room.sitting, position=position)


def floor(room: Room, person: Person, start: float, end: float | None) -> None:
    hand = Hand.objects.create(room=room, person=person, state=HandState.LOWERED)
    Hand.objects.filter(pk=hand.pk).update(floor_at=at(start), lowered_at=None if end is None else at(end))


def test_a_presenter_speaks_in_their_parts_but_not_while_somebody_else_has_the_floor() -> None:
    james, maria, officer, waiting = (make_person() for _ in range(4))
    room = make_sitting(make_webinar(attendees=[officer, waiting]), items=3)
    part(room, 1, 0, 40, presenter=james)
    part(room, 2, 40, 50, presenter=james, kind=AgendaKind.BREAK)
    part(room, 3, 50, 80, presenter=maria)
    floor(room, officer, 30, 34)
    floor(room, maria, 60, 62)
    floor(room, james, 98, None)
    Hand.objects.create(room=room, person=waiting)
    assert frozen(room)["voices"] == [
        {"person": james.pk, "seconds": 36 * 60 + 2 * 60},
        {"person": maria.pk, "seconds": 30 * 60},
        {"person": officer.pk, "seconds": 4 * 60},
    ]


def test_presence_is_kept_by_minute_with_the_parts_that_began() -> None:
    person, late, team = make_person(), make_person(), make_person()
    room = make_sitting(make_webinar(attendees=[person, late], host=team), live=4)
    item = part(room, 1, 0, 2)
    connect(room, person, -5, 3)
    connect(room, late, 1, 4)
    connect(room, team, 0, 4)
    (sitting,) = frozen(room)["presence"]
    assert (sitting["minutes"], sitting["most"]) == ([1, 2, 2, 1], 2)
    assert [(one["item"], one["most"]) for one in sitting["parts"]] == [(item.pk, 2)]


def poll(room: Room, *, anonymous: bool, said: list[tuple[str, int]], **fields: Any) -> Activity:
    """``said``: the language and the place of the choice, of one person each."""
    question = make_question(kind="single", choices=3)
    choices = list(question.choices.order_by("position"))
    activity = make_activity(
        room, question, anonymous=anonymous, state=ActivityState.REVEALED, opened_at=at(5), **fields
    )
    for number, (language, place) in enumerate(said):
        response = json.dumps({"choices": [choices[place].pk]})
        Answer.objects.create(activity=activity, voter=f"v{number}", response=response, language=language)
    return activity


def counts(said: dict[str, Any] | None) -> list[int] | None:
    return None if said is None else [choice["count"] for choice in said["choices"]]


def test_a_language_of_fewer_than_five_is_not_told_apart_nor_left_over() -> None:
    room = make_sitting()
    poll(room, anonymous=True, said=[("en", 0)] * 4 + [("en", 1)] * 4 + [("fr", 1)] * 6 + [("ar", 2)] * 3)
    (said,) = frozen(room)["activities"]
    assert counts(said["results"]) == [4, 10, 3]
    assert {language: counts(own) for language, own in said["languages"].items()} == {"en": [4, 4, 0]}


def test_nothing_of_an_anonymous_poll_is_kept_that_fewer_than_five_answered() -> None:
    room = make_sitting()
    poll(room, anonymous=True, said=[("en", 0)] * 4)
    poll(room, anonymous=False, said=[("en", 0)] * 4)
    hidden, named = frozen(room)["activities"]
    assert (hidden["hidden"], hidden["results"]) == ("few", None)
    assert counts(named["results"]) == [4, 0, 0]


def test_what_people_wrote_is_not_kept() -> None:
    room = make_sitting()
    activity = make_activity(room, make_question(kind="open_text"), state=ActivityState.CLOSED, opened_at=at(5))
    for number in range(6):
        Answer.objects.create(
            activity=activity, voter=f"v{number}", response=json.dumps({"text": f"Secret {number}"}), language="en"
        )
    (said,) = frozen(room)["activities"]
    assert said["results"] == {"answered": 6}
    assert "Secret" not in json.dumps(Freeze.objects.get().figures)


def test_activities_that_were_never_opened_are_not_kept() -> None:
    room = make_sitting()
    make_activity(room, make_question(kind="single", choices=2))
    assert frozen(room)["activities"] == []


def test_questions_to_the_trainers_are_numbers() -> None:
    person = make_person()
    room = make_sitting(make_webinar(attendees=[person]))
    for state in (AskedState.ANSWERED, AskedState.ANSWERED, AskedState.DECLINED):
        AskedQuestion.objects.create(room=room, author=person, text="Which heading?", language="en", state=state)
    assert frozen(room)["asked"] == {"answered": 2, "declined": 1}
