"""Questions to the trainers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.actions import Refused
from core.models import RecordedEvent
from people.models import Person
from tests.factories import make_person, make_room, make_webinar
from webinars import topics
from webinars.actions import questions
from webinars.choices import AskedState, RoomState
from webinars.models import AskedQuestion, Mute, QuestionVote, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Person:
    return make_person(full_name="Zeinab Farouk")


@pytest.fixture
def room(author: Person) -> Room:
    return make_room(make_webinar(host=make_person(), attendees=[author]))


@pytest.fixture
def moderator(room: Room) -> Person:
    return room.sitting.webinar.team.get().person


def ask(room: Room, author: Person, text: str = "Which heading?", **fields: Any) -> AskedQuestion:
    return questions.ask(room, author=author, text=text, language="ar", **fields)


def events(topic: str) -> list[str]:
    return list(RecordedEvent.objects.filter(topic=topic).order_by("seq").values_list("type", flat=True))


def test_a_moderated_question_reaches_only_its_author_and_the_team(room: Room, author: Person) -> None:
    asked = ask(room, author)
    assert asked.state == AskedState.PENDING
    assert events(topics.room(room.pk)) == []
    assert events(topics.team(room.pk)) == ["question.changed"]
    assert events(topics.person(room.pk, author.pk)) == ["question.changed"]


def test_without_moderation_a_question_is_shown_at_once(room: Room, author: Person) -> None:
    Room.objects.update(moderate_questions=False)
    assert ask(room, author).state == AskedState.PUBLISHED
    assert events(topics.room(room.pk)) == ["question.changed"]


def test_a_hidden_name_leaves_nothing_of_its_person_in_any_event(room: Room, author: Person, moderator: Person) -> None:
    asked = ask(room, author, hide_name=True)
    questions.decide_question(asked, state=AskedState.PUBLISHED, by=moderator)
    payloads = [str(payload) for payload in RecordedEvent.objects.values_list("payload", flat=True)]
    assert len(payloads) == 5
    assert [payload for payload in payloads if "Zeinab" in payload or "'KE'" in payload] == []


def test_a_declined_question_leaves_the_room_and_tells_its_author(
    room: Room, author: Person, moderator: Person
) -> None:
    asked = ask(room, author)
    questions.decide_question(asked, state=AskedState.PUBLISHED, by=moderator)
    questions.decide_question(asked, state=AskedState.DECLINED, by=moderator)
    assert events(topics.room(room.pk)) == ["question.removed", "question.removed"]
    told = RecordedEvent.objects.filter(topic=topics.room(room.pk)).values_list("payload", flat=True)
    assert [payload for payload in told if asked.text in str(payload)] == []
    last = RecordedEvent.objects.filter(topic=topics.person(room.pk, author.pk)).latest("seq").payload
    assert last["question"]["state"] == "declined"
    assert AskedQuestion.objects.get().decided_by == moderator


def test_one_question_is_answered_at_a_time(room: Room, author: Person, moderator: Person) -> None:
    first, second = ask(room, author), ask(room, author)
    questions.decide_question(first, state=AskedState.ANSWERING, by=moderator)
    questions.decide_question(second, state=AskedState.ANSWERING, by=moderator)
    states = dict(AskedQuestion.objects.values_list("pk", "state"))
    assert states == {first.pk: AskedState.ANSWERED, second.pk: AskedState.ANSWERING}


def test_deciding_the_same_twice_announces_once(room: Room, author: Person, moderator: Person) -> None:
    asked = ask(room, author)
    questions.decide_question(asked, state=AskedState.PUBLISHED, by=moderator)
    questions.decide_question(asked, state=AskedState.PUBLISHED, by=moderator)
    assert events(topics.room(room.pk)) == ["question.changed"]


def test_votes_count_people(room: Room, author: Person, moderator: Person) -> None:
    asked = ask(room, author)
    questions.decide_question(asked, state=AskedState.PUBLISHED, by=moderator)
    first, second = make_person(), make_person()
    for person, up in ((first, True), (first, True), (second, True), (second, False), (second, False)):
        questions.vote_question(asked, person=person, up=up)
    assert AskedQuestion.objects.get().votes == QuestionVote.objects.count() == 1


@pytest.mark.parametrize("state", [AskedState.PENDING, AskedState.DECLINED])
def test_a_question_that_the_room_does_not_see_takes_no_votes(room: Room, author: Person, state: AskedState) -> None:
    asked = ask(room, author)
    AskedQuestion.objects.update(state=state)
    with pytest.raises(Refused, match=r"question\.not_shown"):
        questions.vote_question(asked, person=make_person(), up=True)
    assert QuestionVote.objects.count() == 0


def test_what_was_typed_is_kept_as_it_was(room: Room, author: Person) -> None:
    text = "  <b>HS 85.42?</b> & «спасибо»  "
    ask(room, author, text)
    assert AskedQuestion.objects.get().text == text


def test_empty_overlong_and_muted_are_refused(room: Room, author: Person) -> None:
    with pytest.raises(Refused, match=r"text\.empty"):
        ask(room, author, " \n ")
    with pytest.raises(Refused, match=r"text\.too_long"):
        ask(room, author, "a" * 1001)
    Mute.objects.create(room=room, person=author)
    with pytest.raises(Refused, match=r"chat\.muted"):
        ask(room, author)
    assert AskedQuestion.objects.count() == 0


def test_a_burst_of_one_person_holds_up_nobody_else(room: Room, author: Person) -> None:
    for _ in range(5):
        ask(room, author)
    with pytest.raises(Refused) as refusal:
        ask(room, author)
    assert refusal.value.code == "question.too_many"
    assert 55 <= refusal.value.data["seconds"] <= 60
    ask(room, make_person())
    AskedQuestion.objects.update(asked_at=timezone.now() - timedelta(minutes=2))
    ask(room, author)
    assert AskedQuestion.objects.filter(author=author).count() == 6


def test_nothing_is_asked_or_decided_after_the_end(room: Room, author: Person, moderator: Person) -> None:
    asked = ask(room, author)
    Room.objects.update(state=RoomState.ENDED)
    with pytest.raises(Refused, match=r"room\.ended"):
        ask(room, author)
    with pytest.raises(Refused, match=r"room\.ended"):
        questions.decide_question(asked, state=AskedState.PUBLISHED, by=moderator)
    with pytest.raises(Refused, match=r"room\.ended"):
        questions.vote_question(asked, person=author, up=True)
