"""Personal links as they stand in mails. ``docs/rules/personal-links.md`` says what they are good for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.urls import reverse

from core.links import make_token, read_token
from people.models import Person
from webinars.choices import RoomState, WebinarState
from webinars.models import Registration, Room, Sitting, Webinar

JOIN = "join"
"""The purpose of a personal join link: its numbers are the registration and its ``link_version``."""


def join_url(registration: Registration) -> str:
    """The absolute address of the person's own way into the webinar; it ends when ``link_version`` is raised."""
    token = make_token(JOIN, registration.pk, registration.link_version)
    return f"{settings.PUBLIC_URL}{reverse('webinars:join', args=[token])}"


GOOD_AFTER_THE_END = timedelta(hours=24)
"""How long a link is good after the planned end of the last sitting: somebody may come back to a sitting that runs late."""


@dataclass(frozen=True)
class Link:
    """A token that we made. ``is_good``: not ended, not too old, and of somebody who may come.

    Whoever holds a link that is not good learns nothing from it, unless they are signed in as its person.
    """

    registration: Registration
    is_good: bool

    @property
    def person(self) -> Person:
        return self.registration.person


def link_of(token: str, now: datetime) -> Link | None:
    """None for what we never made, and for a registration that is no more."""
    numbers = read_token(JOIN, token, count=2)
    if numbers is None:
        return None
    rows = Registration.objects.select_related("webinar", "person__administration")
    registration = rows.filter(pk=numbers[0]).first() if numbers[0] < 2**63 else None
    if registration is None:
        return None
    person, webinar = registration.person, registration.webinar
    may_come = person.is_active and not person.is_rehearsal and webinar.state == WebinarState.ANNOUNCED
    is_good = may_come and registration.link_version == numbers[1] and not _is_long_over(webinar, now)
    return Link(registration, is_good)


def room_to_go_to(webinar: Webinar, now: datetime) -> int | None:
    """The room of the sitting that is live, else of the next one; None when nothing is to come or no room is made."""
    sittings = Sitting.objects.filter(webinar=webinar, is_rehearsal=False).select_related("room").order_by("starts_at")
    found: int | None = None
    for sitting in sittings:
        room: Room | None = getattr(sitting, "room", None)
        if room is None or room.state == RoomState.ENDED:
            continue
        if room.state == RoomState.LIVE:
            return room.pk
        if found is None and sitting.ends_at > now:
            found = room.pk
    return found


def masked(email: str) -> str:
    """“k…@…”: enough for the owner to know which of their addresses it is, too little for anybody else."""
    return f"{email[:1]}…@…"


def _is_long_over(webinar: Webinar, now: datetime) -> bool:
    ends = Sitting.objects.filter(webinar=webinar, is_rehearsal=False).aggregate(last=Max("ends_at"))["last"]
    return ends is not None and ends + GOOD_AFTER_THE_END < now
