"""Lines of chat."""

from __future__ import annotations

from typing import cast

from webinars.models import ChatMessage
from webinars.protocol.values import Language, RoleCode
from webinars.protocol.views import MessageView
from webinars.queries.persons import person_view

LAST = 100
"""How many lines a screen begins with."""


def message_view(message: ChatMessage, role: RoleCode | None) -> MessageView:
    """The line with its writer's role in the webinar. A removed one has lost its text."""
    removed = message.removed_at is not None
    return MessageView(
        id=message.pk,
        channel=message.channel,
        author=person_view(message.author),
        role=role,
        text="" if removed else message.text,
        lang=cast(Language, message.language),
        sent_at=round(message.sent_at.timestamp(), 3),
        removed=removed,
    )


def last_messages(room_id: int, channel: str, roles: dict[int, list[RoleCode]]) -> list[MessageView]:
    """The last lines of a channel, oldest first."""
    rows = ChatMessage.objects.filter(room_id=room_id, channel=channel).select_related("author__administration")
    return [
        message_view(message, next(iter(roles.get(message.author_id, [])), None))
        for message in reversed(rows.order_by("-pk")[:LAST])
    ]
