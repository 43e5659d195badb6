"""Who may write, and how: muting, the chat's state, approval of questions."""

from __future__ import annotations

from core import audit
from core.actions import Refused, action
from core.events import announce
from people.models import Person
from webinars import access, topics
from webinars.access import Right
from webinars.actions.locking import locked_room
from webinars.models import Mute, Room
from webinars.protocol.to_client import Muted, StageChanged
from webinars.queries.stage import stage_view


@action
def mute_person(room: Room, *, person: Person, muted: bool, by: Person) -> None:
    """Stop a person from writing in this room, or let them again. The team cannot be muted."""
    room = locked_room(room)
    rights = access.rights_in(person, room.sitting.webinar)
    if muted and Right.BACKSTAGE in rights:
        raise Refused("person.of_the_team")
    if muted:
        _, changed = Mute.objects.get_or_create(room=room, person=person, defaults={"muted_by": by})
    else:
        changed = bool(Mute.objects.filter(room=room, person=person).delete()[0])
    if changed:
        verb = "person.muted" if muted else "person.unmuted"
        audit.record(verb, actor_id=by.pk, subject=f"room:{room.pk}", person=person.pk)
        announce(Muted(muted=muted), to=topics.person(room.pk, person.pk))


@action
def set_chat(room: Room, *, chat_open: bool, slow_mode_seconds: int, moderate_questions: bool, by: Person) -> Room:
    """Open or close the chat, slow it down, have questions wait. Questions that wait already keep waiting."""
    room = locked_room(room)
    before = (room.chat_open, room.slow_mode_seconds, room.moderate_questions)
    room.chat_open, room.slow_mode_seconds, room.moderate_questions = chat_open, slow_mode_seconds, moderate_questions
    if before != (chat_open, slow_mode_seconds, moderate_questions):
        room.save(update_fields=["chat_open", "slow_mode_seconds", "moderate_questions"])
        announce(StageChanged(stage=stage_view(room)), to=topics.room(room.pk))
    return room
