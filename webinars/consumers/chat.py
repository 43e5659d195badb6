"""Chat, reactions, and who may write."""

from __future__ import annotations

from webinars import access
from webinars.access import Right
from webinars.actions import chat, moderation, reactions
from webinars.choices import ChatChannel, Reaction
from webinars.consumers.registry import Door, handles
from webinars.protocol.from_client import MutePerson, React, RemoveMessage, Say, SetChat


@handles(Say)
def say(door: Door, command: Say) -> None:
    channel = ChatChannel(command.channel)
    right = Right.BACKSTAGE if channel == ChatChannel.BACKSTAGE else Right.ENTER
    room = access.get_room(door.person, door.room_id, right)
    chat.say(room, author=door.person, text=command.text, language=door.language, channel=channel)


@handles(RemoveMessage)
def remove_message(door: Door, command: RemoveMessage) -> None:
    room = access.get_room(door.person, door.room_id, Right.ENTER)
    chat.remove_message(access.message_of(room, command.message, door.person), by=door.person)


@handles(MutePerson)
def mute_person(door: Door, command: MutePerson) -> None:
    room = access.get_room(door.person, door.room_id, Right.MODERATE)
    person = access.person_of(room, command.person)
    moderation.mute_person(room, person=person, muted=command.muted, by=door.person)


@handles(SetChat)
def set_chat(door: Door, command: SetChat) -> None:
    room = access.get_room(door.person, door.room_id, Right.MODERATE)
    moderation.set_chat(
        room,
        chat_open=command.open,
        slow_mode_seconds=command.slow_mode_seconds,
        moderate_questions=command.moderate_questions,
        by=door.person,
    )


@handles(React)
def react(door: Door, command: React) -> None:
    room = access.get_room(door.person, door.room_id, Right.ENTER)
    reactions.react(room, person=door.person, reaction=Reaction(command.reaction))
