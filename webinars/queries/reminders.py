"""Whom the clock wants to be reminded or thanked, read for all webinars at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, Q

from webinars.choices import MailKind, MailState, RoomState, WebinarState
from webinars.models import Mail, Registration, Sitting, TeamMember, Webinar
from webinars.queries.evidence import evidence_of
from webinars.queries.mails import REMINDERS

TELL_OF_TIMES = (MailKind.CONFIRMATION, MailKind.PROMOTED, MailKind.CHANGE)
THANKED_WITHIN = timedelta(days=1)
"""Whoever was not thanked by then is not any more: the job did not run, or nobody came."""


@dataclass
class ToRemind:
    """Somebody with a place, or of the team.

    ``told``: when they last got a mail with the times of a sitting, by its id; under 0 when they came to their place.
    ``reminded`` has kind, sitting and its sequence of each reminder that was queued before.
    """

    person_id: int
    registration_id: int | None = None
    told: dict[int, datetime] = field(default_factory=dict)
    reminded: set[tuple[str, int, int]] = field(default_factory=set)

    def was_told_after(self, at: datetime, sitting: int) -> bool:
        return any(told > at for about, told in self.told.items() if about in (0, sitting))


def sittings_to_come(now: datetime, *, within: timedelta) -> list[Sitting]:
    """Sittings of announced webinars that begin soon, in order of time, with those that began in the two days before."""
    rows = Sitting.objects.filter(
        webinar__state=WebinarState.ANNOUNCED,
        is_rehearsal=False,
        starts_at__gt=now - timedelta(days=2),
        starts_at__lte=now + within,
    )
    return list(rows.select_related("webinar").order_by("starts_at", "pk"))


def people_of(webinars: Collection[int]) -> dict[int, list[ToRemind]]:
    """By webinar those with a place and the team, each person once: three queries."""
    found: dict[int, dict[int, ToRemind]] = defaultdict(dict)
    placed = Registration.objects.placed().filter(
        webinar__in=webinars, person__is_active=True, person__is_rehearsal=False
    )
    for webinar, person, pk, decided_at, registered_at in placed.values_list(
        "webinar_id", "person_id", "pk", "decided_at", "registered_at"
    ):
        found[webinar][person] = ToRemind(person, pk, {0: decided_at or registered_at})
    team = TeamMember.objects.filter(webinar__in=webinars, person__is_active=True, person__is_rehearsal=False)
    for webinar, person in team.values_list("webinar_id", "person_id"):
        found[webinar].setdefault(person, ToRemind(person))
    mails = Mail.objects.filter(webinar__in=webinars, kind__in=[*REMINDERS, *TELL_OF_TIMES])
    mails = mails.exclude(~Q(kind__in=REMINDERS), state=MailState.DROPPED)
    for webinar, person, kind, details, queued_at in mails.values_list(
        "webinar_id", "person_id", "kind", "details", "queued_at"
    ):
        who = found[webinar].get(person)
        if who is None:
            continue
        if kind in REMINDERS:
            who.reminded.add((kind, details["sitting"], details["sequence"]))
        else:
            about = details.get("sitting", 0)
            who.told[about] = max(who.told.get(about, queued_at), queued_at)
    return {webinar: sorted(people.values(), key=lambda who: who.person_id) for webinar, people in found.items()}


def webinars_to_thank(now: datetime, *, after: timedelta) -> list[Webinar]:
    """Announced webinars whose last sitting ended a little while ago, and whose people were not thanked."""
    real = Q(sittings__is_rehearsal=False)
    waits = Sitting.objects.filter(webinar=OuterRef("pk"), is_rehearsal=False).filter(
        Q(ends_at__gt=now, live_until=None) | Q(room__state=RoomState.LIVE)
    )
    rows = Webinar.objects.filter(state=WebinarState.ANNOUNCED).annotate(
        ended_at=Max("sittings__live_until", filter=real)
    )
    rows = rows.filter(ended_at__lte=now - after, ended_at__gt=now - THANKED_WITHIN)
    thanked = Mail.objects.filter(webinar=OuterRef("pk"), kind=MailKind.THANKS)
    return list(rows.exclude(Exists(waits)).exclude(Exists(thanked)).order_by("pk"))


def who_came(webinar: Webinar) -> list[Registration]:
    """Those with a place who were connected to a live sitting of the webinar, or sat beside somebody who was."""
    sittings = list(Sitting.objects.filter(webinar=webinar, is_rehearsal=False, live_from__isnull=False))
    evidence, _guests = evidence_of(sittings)
    came = {person for one in evidence for person, trace in one.persons.items() if trace.seconds > 0}
    came |= {person for one in evidence for person, signed in one.corrections.items() if signed.minutes > 0}
    placed = Registration.objects.placed().filter(webinar=webinar, person__is_rehearsal=False, person__is_active=True)
    return [registration for registration in placed.order_by("pk") if registration.person_id in came]
