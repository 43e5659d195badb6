"""Chat of the room, and of the team behind it."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.events import announce, supersede
from people.models import Person
from webinars import access, topics
from webinars.access import Right
from webinars.actions.locking import locked_room
from webinars.actions.writing import refuse_unless_may_write
from webinars.choices import ChatChannel
from webinars.models import ChatMessage, Room
from webinars.protocol.to_client import MessageChanged
from webinars.queries.chat import message_view
from webinars.queries.persons import roles_of


@action
def say(
    room: Room, *, author: Person, text: str, language: str, channel: ChatChannel = ChatChannel.ROOM
) -> ChatMessage:
    """Write a line. A closed chat and slow mode hold for everybody but the team."""
    room = locked_room(room)
    refuse_unless_may_write(room, author, text)
    rights = access.rights_in(author, room.sitting.webinar)
    if channel == ChatChannel.BACKSTAGE and Right.BACKSTAGE not in rights:
        raise Refused("right.missing")
    if Right.BACKSTAGE not in rights:
        if not room.chat_open:
            raise Refused("chat.closed")
        _refuse_too_soon(room, author)
    message = ChatMessage.objects.create(room=room, channel=channel, author=author, text=text, language=language)
    _announce(message, room)
    return message


@action
def remove_message(message: ChatMessage, *, by: Person) -> None:
    """Take a line off every screen: one's own, or anybody's with the right to moderate. The row stays for the audit."""
    room = locked_room(message.room)
    message = ChatMessage.objects.select_related("author__administration").get(pk=message.pk)
    if message.author_id != by.pk and Right.MODERATE not in access.rights_in(by, room.sitting.webinar):
        raise Refused("right.missing")
    if message.removed_at is not None:
        return
    message.removed_at, message.removed_by = timezone.now(), by
    message.save(update_fields=["removed_at", "removed_by"])
    if message.author_id != by.pk:
        audit.record("chat.removed", actor_id=by.pk, subject=f"room:{room.pk}", message=message.pk)
    _announce(message, room, again=True)


def _refuse_too_soon(room: Room, author: Person) -> None:
    if not room.slow_mode_seconds:
        return
    mine = ChatMessage.objects.filter(room=room, channel=ChatChannel.ROOM, author=author)
    last = mine.order_by("-pk").values_list("sent_at", flat=True).first()
    if last is None:
        return
    left = (last + timedelta(seconds=room.slow_mode_seconds) - timezone.now()).total_seconds()
    if left > 0:
        raise Refused("chat.slow_mode", seconds=ceil(left))


def _announce(message: ChatMessage, room: Room, *, again: bool = False) -> None:
    """``again``: what was said of it before is forgotten, so that a removed text is not replayed to those who return."""
    roles = roles_of(message.author, room.sitting.webinar)
    topic = topics.room(room.pk) if message.channel == ChatChannel.ROOM else topics.team(room.pk)
    event = MessageChanged(message=message_view(message, roles[0] if roles else None))
    announce(event, to=topic)
    if again:
        supersede(("message.changed",), by=event, to=topic, message__id=message.pk)
