"""Places as they stand: bounds, what is taken, who waits, and what one person may do next."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from webinars.choices import RegistrationState, RoomState
from webinars.models import Quota, Registration, Sitting, Webinar
from webinars.places import Bounds, Claim, Taken


def bounds_of(webinar: Webinar) -> Bounds:
    administrations: dict[int, int] = {}
    regions: dict[str, int] = {}
    for quota in Quota.objects.filter(webinar=webinar):
        if quota.administration_id is not None:
            administrations[quota.administration_id] = quota.places
        elif quota.region_id is not None:
            regions[quota.region_id] = quota.places
    return Bounds(webinar.capacity, webinar.quota_per_administration, administrations, regions)


def taken_in(webinar: Webinar) -> Taken:
    """The places that are taken, by the administration at the time of registration: one query."""
    rows = Registration.objects.placed().filter(webinar=webinar).order_by()
    taken = Taken()
    for administration, region, places in rows.values_list("administration", "administration__region").annotate(
        places=Count("pk")
    ):
        taken.add(Claim(0, administration, region), places)
    return taken


def waiting_in(webinar: Webinar) -> list[Claim]:
    """The waiting list in its order."""
    rows = Registration.objects.filter(webinar=webinar, state=RegistrationState.WAITING).order_by("queue_number")
    return [Claim(*row) for row in rows.values_list("pk", "administration", "administration__region")]


def is_over(webinar: Webinar, now: datetime) -> bool:
    """Whether nothing of it is to come. One without sittings is not over: its time is not said yet."""
    sittings = Sitting.objects.filter(webinar=webinar, is_rehearsal=False).values_list("ends_at", "room__state")
    ended = [state == RoomState.ENDED or (ends_at <= now and state != RoomState.LIVE) for ends_at, state in sittings]
    return bool(ended) and all(ended)
