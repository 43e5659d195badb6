"""More time for a person in the timed questions of a room."""

from __future__ import annotations

from core.actions import Refused, action
from core.events import announce
from people.models import Person
from webinars import topics
from webinars.actions.locking import locked_room
from webinars.models import ExtraTime, Registration, Room, TeamMember
from webinars.protocol.to_client import ExtraTimeGiven


@action
def give_extra_time(room: Room, *, person_id: int, percent: int, by: Person) -> None:
    """Give a person of this webinar ``percent`` more time, from the running question on; 0 takes it back.

    Only that person is told. Refuses ``person.not_here``.
    """
    room = locked_room(room)
    webinar = room.sitting.webinar
    registered = Registration.objects.placed().filter(webinar=webinar, person_id=person_id).exists()
    if not registered and not TeamMember.objects.filter(webinar=webinar, person_id=person_id).exists():
        raise Refused("person.not_here")
    if percent:
        ExtraTime.objects.update_or_create(
            room=room, person_id=person_id, defaults={"percent": percent, "given_by": by}
        )
    else:
        ExtraTime.objects.filter(room=room, person_id=person_id).delete()
    announce(ExtraTimeGiven(percent=percent), to=topics.person(room.pk, person_id))
