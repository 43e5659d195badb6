"""What holds for every text that somebody writes in a room."""

from __future__ import annotations

from core.actions import Refused
from people.models import Person
from webinars.models import Room
from webinars.queries.moderation import is_muted

LIMIT = 1000
"""Characters of a question or a line of chat."""


def refuse_unless_may_write(room: Room, person: Person, text: str) -> None:
    """Refuses an empty or overlong text, and anything by somebody who is muted. Texts are kept as they were typed."""
    if not text.strip():
        raise Refused("text.empty")
    if len(text) > LIMIT:
        raise Refused("text.too_long", length=len(text), limit=LIMIT)
    if is_muted(room.pk, person.pk):
        raise Refused("chat.muted")
