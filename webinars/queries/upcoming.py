"""What a person has before them: sittings that are live or to come, soonest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from people.models import Person
from webinars.access import visible_webinars
from webinars.choices import RoomState
from webinars.models import Sitting, TeamMember


@dataclass(frozen=True)
class Upcoming:
    """A sitting as the home page needs it. ``is_team``: the person works in it rather than attends."""

    sitting: Sitting
    sittings_in_webinar: int
    is_live: bool
    is_team: bool

    @property
    def room_id(self) -> int | None:
        room = getattr(self.sitting, "room", None)
        return room.pk if room else None


def upcoming_sittings(person: Person, now: datetime, *, limit: int = 12) -> list[Upcoming]:
    """At most ``limit`` sittings, in three queries however many there are. A live one comes before all others."""
    to_come = Q(ends_at__gt=now) & ~Q(room__state=RoomState.ENDED)
    sittings = list(
        Sitting.objects.filter(webinar__in=visible_webinars(person).values("pk"), is_rehearsal=False)
        .filter(to_come | Q(room__state=RoomState.LIVE))
        .select_related("webinar", "room")
        .order_by("starts_at", "pk")[:limit]
    )
    webinars = {sitting.webinar_id for sitting in sittings}
    counts: dict[int, int] = {}
    for webinar_id in Sitting.objects.filter(webinar__in=webinars, is_rehearsal=False).values_list(
        "webinar_id", flat=True
    ):
        counts[webinar_id] = counts.get(webinar_id, 0) + 1
    teams = set(TeamMember.objects.filter(webinar__in=webinars, person=person).values_list("webinar_id", flat=True))
    found = [
        Upcoming(
            sitting=sitting,
            sittings_in_webinar=counts[sitting.webinar_id],
            is_live=_state(sitting) == RoomState.LIVE,
            is_team=sitting.webinar_id in teams,
        )
        for sitting in sittings
    ]
    return sorted(found, key=lambda item: not item.is_live)


def _state(sitting: Sitting) -> str:
    room = getattr(sitting, "room", None)
    return room.state if room else RoomState.LOBBY
