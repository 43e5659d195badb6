"""How many places there are: capacity and quotas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core import audit
from core.actions import Refused, action
from people.models import Person
from webinars.actions.registration.seating import fill_places, locked_webinar
from webinars.models import Quota, Registration, Webinar


@dataclass(frozen=True)
class Places:
    """Bounds as somebody wants them: quotas by the key of the administration and the code of the region."""

    capacity: int | None = None
    per_administration: int | None = None
    administrations: Mapping[int, int] = field(default_factory=dict)
    regions: Mapping[str, int] = field(default_factory=dict)


@action
def update_places(webinar: Webinar, places: Places, *, version: int, by: Person) -> list[Registration]:
    """Set the bounds as read in ``version``, and give what became free to those who wait. Returns those promoted.

    Raising a bound approves nobody's request; lowering one takes nobody's place. Refused with
    ``webinar.changed_meanwhile`` when somebody was faster.
    """
    webinar = locked_webinar(webinar)
    if webinar.version != version:
        raise Refused("webinar.changed_meanwhile")
    if places.capacity is not None and places.capacity < 1:
        raise Refused("registration.no_places")
    webinar.capacity = places.capacity
    webinar.quota_per_administration = places.per_administration
    webinar.version += 1
    webinar.save(update_fields=["capacity", "quota_per_administration", "version"])
    Quota.objects.filter(webinar=webinar).delete()
    Quota.objects.bulk_create(
        [
            *(Quota(webinar=webinar, administration_id=pk, places=most) for pk, most in places.administrations.items()),
            *(Quota(webinar=webinar, region_id=code, places=most) for code, most in places.regions.items()),
        ]
    )
    audit.record(
        "webinar.places_changed",
        actor_id=by.pk,
        subject=f"webinar:{webinar.pk}",
        capacity=places.capacity,
        per_administration=places.per_administration,
        administrations={str(pk): most for pk, most in places.administrations.items()},
        regions=dict(places.regions),
    )
    return fill_places(webinar)
