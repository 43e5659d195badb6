"""How many places there are."""

from __future__ import annotations

from core import audit
from core.actions import Refused, action
from people.models import Person
from webinars.actions.registration.seating import fill_places, locked_webinar
from webinars.models import Registration, Webinar


@action
def update_places(
    webinar: Webinar, *, capacity: int | None, per_administration: int | None, version: int, by: Person
) -> list[Registration]:
    """Set the bounds as read in ``version``, and give what became free to those who wait. Returns those promoted.

    Raising a bound approves nobody's request; lowering one takes nobody's place. Own quotas stay. Refused with
    ``webinar.changed_meanwhile`` when somebody was faster.
    """
    webinar = locked_webinar(webinar)
    if webinar.version != version:
        raise Refused("webinar.changed_meanwhile")
    if capacity is not None and capacity < 1:
        raise Refused("registration.no_places")
    webinar.capacity = capacity
    webinar.quota_per_administration = per_administration
    webinar.version += 1
    webinar.save(update_fields=["capacity", "quota_per_administration", "version"])
    audit.record(
        "webinar.places_changed",
        actor_id=by.pk,
        subject=f"webinar:{webinar.pk}",
        capacity=capacity,
        quota_per_administration=per_administration,
    )
    return fill_places(webinar)
