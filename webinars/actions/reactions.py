"""Reactions: counted until the next tick, shown to the team, kept nowhere."""

from __future__ import annotations

from core.actions import action
from core.events import announce_ephemeral
from people.models import Person
from webinars import topics
from webinars.actions.locking import open_room, refuse_unless_live
from webinars.choices import Reaction
from webinars.models import Room


@action
def react(room: Room, *, person: Person, reaction: Reaction) -> None:
    """Count one reaction. Whose it is goes no further than here."""
    room = open_room(room)
    refuse_unless_live(room)
    announce_ephemeral("reactions", to=topics.team(room.pk), add={str(reaction): 1})
