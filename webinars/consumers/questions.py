"""Questions to the trainers."""

from __future__ import annotations

from webinars import access
from webinars.access import Right
from webinars.actions import questions
from webinars.choices import AskedState
from webinars.consumers.registry import Door, handles
from webinars.protocol.from_client import Ask, DecideQuestion, VoteQuestion


@handles(Ask)
def ask(door: Door, command: Ask) -> None:
    room = access.get_room(door.person, door.room_id, Right.ENTER)
    questions.ask(room, author=door.person, text=command.text, language=door.language, hide_name=command.hide_name)


@handles(VoteQuestion)
def vote_question(door: Door, command: VoteQuestion) -> None:
    room = access.get_room(door.person, door.room_id, Right.ENTER)
    questions.vote_question(access.question_of(room, command.question), person=door.person, up=command.up)


@handles(DecideQuestion)
def decide_question(door: Door, command: DecideQuestion) -> None:
    room = access.get_room(door.person, door.room_id, Right.MODERATE)
    question = access.question_of(room, command.question)
    questions.decide_question(question, state=AskedState(command.state), by=door.person)
