"""Who is at whose screen."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from webinars.models import Companion
from webinars.protocol.views import CompanionView


def at_screen(room_id: int, person_id: int) -> QuerySet[Companion]:
    """Those at the person's screen now, in the order of being added."""
    there = Companion.objects.filter(room_id=room_id, host_id=person_id, until__isnull=True)
    return there.select_related("person__administration", "administration").order_by("pk")


def companion_view(companion: Companion) -> CompanionView:
    if companion.person is not None:
        return CompanionView(id=companion.pk, name=companion.person.display_name, country=companion.person.country_code)
    country = companion.administration.country if companion.administration else ""
    return CompanionView(id=companion.pk, name=companion.guest_name, country=country)


def companion_views(companions: Iterable[Companion]) -> list[CompanionView]:
    return [companion_view(companion) for companion in companions]


def companions_of(room_id: int, person_id: int) -> list[CompanionView]:
    """Those at the person's screen now: one query."""
    return companion_views(at_screen(room_id, person_id))
