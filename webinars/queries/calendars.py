"""The personal calendar: the sittings in which a person has a place or works, and those they wait for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from core.fingerprint import fingerprint
from core.languages import choose, local_text
from people.models import Person
from webinars.choices import RegistrationState, WebinarState
from webinars.models import Registration, Sitting, TeamMember
from webinars.queries.links import join_url
from webinars.queries.mails import absolute

KEPT = timedelta(days=90)
"""Sittings that are over stay in the calendar for so long."""

MOST = 500


@dataclass(frozen=True)
class OwnSitting:
    """A sitting in the person's calendar, with its title in their language and their own way in."""

    sitting: Sitting
    title: str
    url: str
    is_tentative: bool


def own_sittings(person: Person, now: datetime) -> list[OwnSitting]:
    """Those of announced webinars, in order of time: three queries, whatever their number."""
    registrations = {
        row.webinar_id: row
        for row in Registration.objects.filter(
            person=person, state__in=(RegistrationState.CONFIRMED, RegistrationState.WAITING)
        )
    }
    team = set(TeamMember.objects.filter(person=person).values_list("webinar_id", flat=True))
    rows = (
        Sitting.objects.filter(
            Q(webinar__in=team) | Q(webinar__in=registrations),
            webinar__state=WebinarState.ANNOUNCED,
            is_rehearsal=False,
            ends_at__gt=now - KEPT,
        )
        .select_related("webinar")
        .order_by("starts_at", "pk")[:MOST]
    )
    found = []
    for sitting in rows:
        registration = registrations.get(sitting.webinar_id)
        title, _language = choose(local_text(sitting.webinar, "title")["$text"], person.language)
        waits = registration is not None and registration.state == RegistrationState.WAITING
        own_way = registration is not None and not waits
        url = join_url(registration) if registration and own_way else absolute("webinars:detail", sitting.webinar.slug)
        found.append(OwnSitting(sitting, title, url, waits and sitting.webinar_id not in team))
    return found


def fingerprint_of(person: Person, own: list[OwnSitting]) -> str:
    """Stands for what the calendar says, whenever it is read."""
    entries = [
        [
            one.sitting.pk,
            one.sitting.sequence,
            one.sitting.starts_at.timestamp(),
            one.sitting.ends_at.timestamp(),
            one.sitting.time_zone,
            one.title,
            one.url,
            one.is_tentative,
        ]
        for one in own
    ]
    return fingerprint(person.language, entries)
