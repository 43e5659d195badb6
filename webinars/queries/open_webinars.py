"""Webinars that a person may still ask for a place in, or nominate for."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from people.access import Right, coordinated_by, has_right
from people.models import Person
from webinars.choices import RegistrationMode, RoomState, WebinarState
from webinars.models import Registration, Sitting, TeamMember, Webinar

MOST = 6
"""So many on the home page, the soonest."""


def open_for_registration(person: Person, now: datetime) -> list[Webinar]:
    """Those for the person's region and audience in which they have no standing yet, soonest first: two queries.

    Whoever plans webinars has them all in another list.
    """
    if has_right(person, Right.PLAN):
        return []
    region = person.administration.region_id if person.administration else None
    mine = Q(regions__isnull=True) | Q(regions=region) if region else Q(regions__isnull=True)
    own = Registration.objects.filter(webinar=OuterRef("pk"), person=person)
    team = TeamMember.objects.filter(webinar=OuterRef("pk"), person=person)
    asked = (RegistrationMode.OPEN, RegistrationMode.APPROVAL)
    found = _to_come(now).filter(mine, ~Exists(own), ~Exists(team), registration_mode__in=asked)
    return [webinar for webinar in found if not webinar.audiences or person.audience in webinar.audiences][:MOST]


def open_for_nomination(person: Person, now: datetime) -> list[Webinar]:
    """Those for which a national coordinator may nominate now, soonest first: two queries, none for others."""
    if not has_right(person, Right.COORDINATE):
        return []
    own = coordinated_by(person)
    if not own:
        return []
    mine = Q(regions__isnull=True) | Q(regions__in={administration.region_id for administration in own})
    return list(_to_come(now).filter(mine, registration_mode=RegistrationMode.NOMINATION)[:MOST])


def _to_come(now: datetime) -> QuerySet[Webinar]:
    """Announced, taking registrations, with a sitting that is to come or live; ``first`` is when it begins."""
    sittings = Sitting.objects.filter(webinar=OuterRef("pk"), is_rehearsal=False)
    coming = sittings.filter(Q(ends_at__gt=now) & ~Q(room__state=RoomState.ENDED) | Q(room__state=RoomState.LIVE))
    return (
        Webinar.objects.filter(
            Q(registration_closes_at__isnull=True) | Q(registration_closes_at__gt=now),
            Exists(coming),
            state=WebinarState.ANNOUNCED,
        )
        .annotate(first=Min("sittings__starts_at", filter=Q(sittings__is_rehearsal=False)))
        .order_by("first", "pk")
        .distinct()
    )
