"""The life of an activity: open, close, reveal, hide, again; by hand and by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.access import Insufficient, Unknown
from core.actions import Refused
from core.models import RecordedEvent
from people.models import Person
from tests.factories import make_activity, make_person, make_question, make_quiz, make_room, make_webinar
from webinars import topics
from webinars.actions.activities import (
    close_activity,
    close_due,
    due_activities,
    hide_activity,
    open_activity,
    reveal_activity,
)
from webinars.actions.extra_time import give_extra_time
from webinars.actions.preparing import prepare_activity
from webinars.actions.stage import end_sitting
from webinars.choices import ActivityState, RoomState, WebinarRole
from webinars.consumers import activities as handlers
from webinars.consumers.registry import Door
from webinars.models import Activity, ExtraTime, Registration, Room, TeamMember
from webinars.protocol.from_client import COMMAND, GiveExtraTime, OpenActivity

pytestmark = pytest.mark.django_db


@pytest.fixture
def host() -> Person:
    return make_person()


@pytest.fixture
def room(host: Person) -> Room:
    return make_room(make_webinar(host=host))


def state(activity: Activity) -> str:
    return Activity.objects.get(pk=activity.pk).state


def announced(topic: str) -> list[tuple[int, str]]:
    """``(activity, state)`` of the events of a topic, in order."""
    events = RecordedEvent.objects.filter(topic=topic, type="activity.changed").order_by("seq")
    return [(event.payload["activity"]["id"], event.payload["activity"]["state"]) for event in events]


def test_an_activity_goes_through_its_states_and_everybody_hears(room: Room, host: Person):
    activity = make_activity(room, make_question())
    open_activity(activity, by=host)
    close_activity(activity, by=host)
    reveal_activity(activity, by=host)
    hide_activity(activity, by=host)
    open_activity(activity, by=host)
    expected = [(activity.pk, name) for name in ("open", "closed", "revealed", "closed", "open")]
    assert announced(topics.room(room.pk)) == expected
    assert announced(topics.team(room.pk)) == expected


def test_a_second_press_changes_nothing(room: Room, host: Person):
    activity = make_activity(room, make_question())
    first = open_activity(activity, by=host)
    assert open_activity(activity, by=host).opened_at == first.opened_at
    close_activity(activity, by=host)
    close_activity(activity, by=host)
    assert announced(topics.room(room.pk)) == [(activity.pk, "open"), (activity.pk, "closed")]


def test_opening_another_closes_the_open_one(room: Room, host: Person):
    first, second = (make_activity(room, make_question()) for _ in range(2))
    elsewhere = open_activity(make_activity(make_room(), make_question()), by=host)
    open_activity(first, by=host)
    open_activity(second, by=host)
    assert (state(first), state(second), state(elsewhere)) == ("closed", "open", "open")
    assert announced(topics.room(room.pk))[1:] == [(first.pk, "closed"), (second.pk, "open")]


@pytest.mark.parametrize(("room_state", "code"), [(RoomState.LOBBY, "room.not_live"), (RoomState.ENDED, "room.ended")])
def test_nothing_opens_unless_the_room_is_live(room_state: str, code: str, host: Person):
    activity = make_activity(make_room(state=room_state), make_question())
    with pytest.raises(Refused) as refusal:
        open_activity(activity, by=host)
    assert (refusal.value.code, state(activity)) == (code, ActivityState.PREPARED)


def test_a_choice_without_alternatives_does_not_open(room: Room, host: Person):
    activity = make_activity(room, make_question(choices=1, right=(1,)))
    with pytest.raises(Refused) as refusal:
        open_activity(activity, by=host)
    assert refusal.value.code == "activity.incomplete"


@pytest.mark.parametrize("before", [ActivityState.PREPARED, ActivityState.OPEN])
def test_results_are_revealed_after_the_close_only(before: str, room: Room, host: Person):
    activity = make_activity(room, make_question(), state=before)
    with pytest.raises(Refused) as refusal:
        reveal_activity(activity, by=host)
    assert (refusal.value.code, state(activity)) == ("activity.not_closed", before)


def test_shown_results_are_hidden_before_it_opens_again(room: Room, host: Person):
    activity = make_activity(room, make_question(), state=ActivityState.REVEALED)
    with pytest.raises(Refused) as refusal:
        open_activity(activity, by=host)
    assert refusal.value.code == "activity.results_shown"


def test_a_quiz_question_whose_answer_was_shown_stays_closed(room: Room, host: Person):
    quiz = make_quiz(1)
    question = quiz.entries.get().question
    activity = make_activity(room, question, kind="quiz", quiz=quiz, seconds=30)
    open_activity(activity, by=host)
    close_activity(activity, by=host)
    reveal_activity(activity, by=host)
    hide_activity(activity, by=host)
    with pytest.raises(Refused) as refusal:
        open_activity(activity, by=host)
    assert (refusal.value.code, state(activity)) == ("activity.answer_shown", "closed")


def test_the_room_sees_neither_prepared_activities_nor_the_key_before_the_reveal(room: Room, host: Person):
    question = make_question(explanation_en="BECAUSE", right=(2,))
    question.choices.update(feedback_en="INDEED")
    activity = make_activity(room, question)
    open_activity(activity, by=host)
    close_activity(activity, by=host)
    events = RecordedEvent.objects.filter(topic=topics.room(room.pk))
    assert [text for event in events for text in ("BECAUSE", "INDEED") if text in str(event.payload)] == []
    keys = [choice["is_right"] for event in events for choice in event.payload["activity"]["question"]["choices"]]
    assert keys == [None] * 8
    reveal_activity(activity, by=host)
    shown = events.last().payload["activity"]
    assert shown["question"]["explanation"] == {"$text": {"en": "BECAUSE"}}
    assert [choice["is_right"] for choice in shown["question"]["choices"]] == [False, True, False, False]
    team = RecordedEvent.objects.filter(topic=topics.team(room.pk)).first().payload["activity"]
    assert [choice["is_right"] for choice in team["question"]["choices"]] == [False, True, False, False]


def test_a_timed_question_closes_by_itself_once(room: Room, host: Person):
    timed = open_activity(make_activity(room, make_question(), seconds=20), by=host)
    other = make_room()
    later = open_activity(make_activity(other, make_question(), seconds=60), by=host)
    untimed = open_activity(make_activity(make_room(), make_question()), by=host)
    assert timed.closes_at == timed.opened_at + timedelta(seconds=20)
    assert close_due(timed.closes_at + timedelta(seconds=2)) == []
    assert close_due(timed.closes_at + timedelta(seconds=2.5)) == [timed.pk]
    assert close_due(timed.closes_at + timedelta(seconds=3)) == []
    assert (state(timed), state(later), state(untimed)) == ("closed", "open", "open")


def test_a_timed_question_waits_for_the_longest_extra_time_of_its_room(room: Room, host: Person):
    timed = open_activity(make_activity(room, make_question(), seconds=20), by=host)
    ExtraTime.objects.create(room=room, person=make_person(), percent=50)
    ExtraTime.objects.create(room=make_room(), person=make_person(), percent=300)
    assert close_due(timed.closes_at + timedelta(seconds=12)) == []
    assert close_due(timed.closes_at + timedelta(seconds=12.5)) == [timed.pk]


def test_what_was_opened_again_meanwhile_is_not_closed_by_its_earlier_time(
    room: Room, host: Person, monkeypatch: pytest.MonkeyPatch
):
    timed = open_activity(make_activity(room, make_question(), seconds=20), by=host)
    found = due_activities(timed.closes_at + timedelta(minutes=1))
    close_activity(timed, by=host)
    open_activity(timed, by=host)
    monkeypatch.setattr("webinars.actions.activities.due_activities", lambda now: found)
    assert (len(found), close_due(timezone.now()), state(timed)) == (1, [], "open")


def test_nothing_due_costs_one_query(django_assert_num_queries: Any, room: Room, host: Person):
    open_activity(make_activity(room, make_question(), seconds=20), by=host)
    with django_assert_num_queries(1):
        assert close_due(timezone.now()) == []


def test_ending_the_sitting_closes_what_is_open(room: Room, host: Person):
    activity = open_activity(make_activity(room, make_question(), anonymous=True), by=host)
    end_sitting(room, by=host)
    row = Activity.objects.get(pk=activity.pk)
    assert (row.state, row.answer_key) == (ActivityState.CLOSED, None)
    assert announced(topics.room(room.pk))[-1] == (activity.pk, "closed")


def test_extra_time_is_told_to_the_person_alone(room: Room, host: Person):
    person = make_person()
    Registration.objects.create(webinar=room.sitting.webinar, person=person)
    give_extra_time(room, person_id=person.pk, percent=50, by=host)
    give_extra_time(room, person_id=person.pk, percent=25, by=host)
    assert list(ExtraTime.objects.values_list("person", "percent", "given_by")) == [(person.pk, 25, host.pk)]
    assert set(RecordedEvent.objects.values_list("topic", flat=True)) == {topics.person(room.pk, person.pk)}
    give_extra_time(room, person_id=person.pk, percent=0, by=host)
    assert ExtraTime.objects.count() == 0


def test_a_stranger_gets_no_extra_time(room: Room, host: Person):
    with pytest.raises(Refused) as refusal:
        give_extra_time(room, person_id=make_person().pk, percent=50, by=host)
    assert (refusal.value.code, ExtraTime.objects.count()) == ("person.not_here", 0)


def prepared(room: Room, host: Person, **fields: Any) -> Activity:
    wanted = {"kind": "poll", "question_kind": "single", "text": "Готовы?", "choices": ["Да", " Нет ", "Да"]} | fields
    return prepare_activity(room, by=host, language="ru", **wanted)


def test_a_poll_made_on_the_spot_is_in_the_language_of_its_maker_and_told_to_the_team_only(room: Room, host: Person):
    make_activity(room, make_question(), position=7)
    activity = prepared(room, host)
    question = activity.question
    assert (question.text_ru, question.text_en, activity.position) == ("Готовы?", None, 8)
    assert list(question.choices.order_by("position").values_list("text_ru", flat=True)) == ["Да", "Нет"]
    assert announced(topics.room(room.pk)) == []
    assert announced(topics.team(room.pk)) == [(activity.pk, "prepared")]


def test_a_discussion_point_is_answered_in_open_text(room: Room, host: Person):
    assert prepared(room, host, kind="discussion").question.kind == "open_text"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": "  "}, "text.empty"),
        ({"choices": ["Да", "Да "]}, "question.too_few_choices"),
        ({"question_kind": "scale", "low": 5, "high": 5}, "question.scale_ends"),
        ({"question_kind": "scale", "low": 0, "high": 21}, "question.scale_ends"),
    ],
)
def test_an_activity_that_makes_no_sense_is_not_made(room: Room, host: Person, fields: dict[str, Any], code: str):
    with pytest.raises(Refused) as refusal:
        prepared(room, host, **fields)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("role", "may_open", "may_give_time"),
    [
        (WebinarRole.HOST, True, True),
        (WebinarRole.CO_HOST, True, True),
        (WebinarRole.PRESENTER, True, False),
        (WebinarRole.INTERPRETER, False, False),
        (WebinarRole.MODERATOR, False, False),
        ("attendee", False, False),
        ("stranger", None, None),
    ],
)
def test_who_may_open_and_who_may_give_extra_time(room: Room, role: str, may_open: Any, may_give_time: Any):
    webinar, person = room.sitting.webinar, make_person()
    if role == "attendee":
        Registration.objects.create(webinar=webinar, person=person)
    elif role != "stranger":
        TeamMember.objects.create(webinar=webinar, person=person, role=role)
    activity = make_activity(room, make_question())
    door = Door(person=Person.objects.get(pk=person.pk), room_id=room.pk, language="en")
    host = webinar.team.first().person

    def outcome(handler: Any, command: Any) -> bool | None:
        try:
            handler(door, command)
        except Insufficient:
            return False
        except Unknown:
            return None
        return True

    assert outcome(handlers.open_one, OpenActivity(id="a", type="open_activity", activity=activity.pk)) is may_open
    more = GiveExtraTime(id="b", type="give_extra_time", person=host.pk, percent=10)
    assert outcome(handlers.give_more_time, more) is may_give_time


def test_a_poll_is_made_over_the_wire_and_its_id_comes_back(room: Room, host: Person):
    command = COMMAND.validate_python(
        {
            "id": "c1",
            "type": "prepare_activity",
            "kind": "poll",
            "question_kind": "multiple",
            "text": "Lesquels ?",
            "choices": ["Un", "Deux"],
            "anonymous": True,
        }
    )
    answer = handlers.prepare_one(Door(person=host, room_id=room.pk, language="fr"), command)
    activity = Activity.objects.get()
    assert answer == {"activity": activity.pk}
    assert (activity.question.text_fr, activity.anonymous, activity.live_results) == ("Lesquels ?", True, False)


def test_ones_own_standing_is_read_over_the_wire(room: Room):
    person, quiz = make_person(), make_quiz(1)
    Registration.objects.create(webinar=room.sitting.webinar, person=person)
    command = COMMAND.validate_python({"id": "c1", "type": "get_standing", "quiz": quiz.pk})
    assert handlers.get_standing(Door(person=person, room_id=room.pk, language="en"), command) == {
        "quiz": quiz.pk,
        "mark": 0.0,
        "max_mark": 0.0,
        "right": 0,
        "questions": 0,
    }


def test_an_activity_of_another_room_is_unknown_here(room: Room, host: Person):
    elsewhere = make_activity(make_room(make_webinar(host=host)), make_question())
    door = Door(person=host, room_id=room.pk, language="en")
    with pytest.raises(Unknown):
        handlers.open_one(door, OpenActivity(id="a", type="open_activity", activity=elsewhere.pk))
    assert state(elsewhere) == ActivityState.PREPARED
