"""What a national coordinator sees: webinars to nominate for, and the nominations of their own administration."""

from __future__ import annotations

from django.db.models import QuerySet

from people.models import Administration, Person
from webinars.choices import RegistrationSource, RegistrationState
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
