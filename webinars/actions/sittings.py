"""Sittings of a webinar. Each has its room from the first moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max

from core import audit
from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from core.wall_time import NotAnInstant, instant
from people.models import Person
from webinars.actions.announcements import tell_of_change, tell_of_removal
from webinars.models import Room, Sitting, Webinar
from webinars.queries.mails import times_of

LONGEST = timedelta(hours=12)


def _times(starts: datetime, ends: datetime, time_zone: str) -> tuple[datetime, datetime]:
    try:
        starts_at, ends_at = instant(starts, time_zone), instant(ends, time_zone)
        instant(datetime(2000, 1, 3), time_zone)
    except NotAnInstant as error:
        raise Refused(error.code) from error
    if ends_at <= starts_at:
        raise Refused("sitting.ends_before_it_starts")
    if ends_at - starts_at > LONGEST:
        raise Refused("sitting.too_long", hours=int(LONGEST.total_seconds() // 3600))
    return starts_at, ends_at


def _locked(sitting: Sitting) -> Sitting:
    """The sitting, with the lock of its webinar taken first."""
    webinar = Webinar.objects.select_for_update().get(pk=sitting.webinar_id)
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    sitting.webinar = webinar
    return sitting


def _record(verb: str, sitting: Sitting, by: Person | None) -> None:
    audit.record(
        verb,
        actor_id=by.pk if by else None,
        subject=f"webinar:{sitting.webinar_id}",
        sitting=sitting.pk,
        starts_at=sitting.starts_at.isoformat(),
        ends_at=sitting.ends_at.isoformat(),
        time_zone=sitting.time_zone,
    )


@action
def create_sitting(
    webinar: Webinar, *, starts: datetime, ends: datetime, time_zone: str, by: Person | None = None
) -> Sitting:
    """A sitting with its room. ``starts`` and ``ends`` are wall times in ``time_zone`` (IANA), or instants."""
    starts_at, ends_at = _times(starts, ends, time_zone)
    webinar = Webinar.objects.select_for_update().get(pk=webinar.pk)
    last = Sitting.objects.filter(webinar=webinar, is_rehearsal=False).aggregate(last=Max("position"))["last"]
    sitting = Sitting.objects.create(
        webinar=webinar, position=(last or 0) + 1, starts_at=starts_at, ends_at=ends_at, time_zone=time_zone
    )
    Room.objects.create(sitting=sitting)
    _record("sitting.planned", sitting, by)
    tell_of_change(sitting, was=None)
    return sitting


def seen_sitting(sitting: Sitting) -> str:
    return fingerprint(sitting.starts_at.timestamp(), sitting.ends_at.timestamp(), sitting.time_zone)


@action
def move_sitting(
    sitting: Sitting,
    *,
    starts: datetime,
    ends: datetime,
    time_zone: str,
    seen: str = "",
    by: Person | None = None,
) -> Sitting:
    """Change when a sitting is planned, as it was ``seen``. One that has been live keeps its plan."""
    starts_at, ends_at = _times(starts, ends, time_zone)
    sitting = _locked(sitting)
    if sitting.live_from is not None:
        raise Refused("sitting.already_live")
    before, was = seen_sitting(sitting), times_of(sitting)
    sitting.starts_at, sitting.ends_at, sitting.time_zone = starts_at, ends_at, time_zone
    sitting.save()
    refuse_if_changed(seen=seen, before=before, after=seen_sitting(sitting))
    if seen_sitting(sitting) != before:
        _record("sitting.moved", sitting, by)
        tell_of_change(sitting, was=was)
    return sitting


@action
def remove_sitting(sitting: Sitting, *, by: Person | None = None) -> None:
    """Take a sitting off the plan. One that has been live is evidence and stays."""
    sitting = _locked(sitting)
    if sitting.live_from is not None:
        raise Refused("sitting.already_live")
    _record("sitting.removed", sitting, by)
    tell_of_removal(sitting)
    sitting.delete()
