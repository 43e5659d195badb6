"""What a national coordinator sees: webinars to nominate for, and the nominations of their own administration."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min, Q, QuerySet

from people.access import coordinated_by
from people.models import Administration, Person
from webinars.choices import RegistrationMode, RegistrationSource, RegistrationState, RoomState, WebinarState
from webinars.models import Registration, Webinar


def nominations_of(webinar: Webinar, administrations: list[Administration]) -> QuerySet[Registration]:
    """Nominations that these administrations made, the newest first."""
    rows = Registration.objects.filter(
        webinar=webinar, source=RegistrationSource.COORDINATOR, administration__in=administrations
    )
    return rows.select_related("person", "administration").order_by("-registered_at", "-pk")


def officers_to_nominate(webinar: Webinar, administrations: list[Administration]) -> QuerySet[Person]:
    """People of these administrations who have no standing in the webinar yet."""
    people = Person.objects.filter(administration__in=administrations, is_active=True, is_rehearsal=False)
    again = (RegistrationState.CANCELLED,)
    there = Registration.objects.filter(webinar=webinar).exclude(state__in=again)
    return people.exclude(pk__in=there.values("person")).order_by("full_name", "pk")


def open_for_nomination(person: Person, now: datetime) -> list[Webinar]:
    """Announced webinars for which the person may nominate now, soonest first: two queries, one without administrations."""
    own = coordinated_by(person)
    if not own:
        return []
    mine = Q(regions__isnull=True) | Q(regions__in={administration.region_id for administration in own})
    found = (
        Webinar.objects.filter(
            mine,
            Q(registration_closes_at__isnull=True) | Q(registration_closes_at__gt=now),
            Q(sittings__isnull=True) | Q(sittings__ends_at__gt=now) & ~Q(sittings__room__state=RoomState.ENDED),
            state=WebinarState.ANNOUNCED,
            registration_mode=RegistrationMode.NOMINATION,
        )
        .annotate(first=Min("sittings__starts_at", filter=Q(sittings__is_rehearsal=False)))
        .order_by("first", "pk")
    )
    return list(found.distinct())
