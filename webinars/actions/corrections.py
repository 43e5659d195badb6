"""Corrections of attendance by hand: separate from the evidence, signed, audited; the newest one counts."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from core import audit
from core.actions import Refused, action
from people.models import Person
from webinars.actions.outcomes import order_attendance
from webinars.intervals import total_seconds
from webinars.models import Companion, Connection, Correction, Registration, Sitting
from webinars.queries.evidence import live_interval


@dataclass(frozen=True)
class Corrected:
    """``overtook``: what somebody else signed after the one that this person had seen. Both are kept."""

    correction: Correction
    overtook: Correction | None


@action
def correct_attendance(
    sitting: Sitting, *, person_id: int, minutes: int, reason: str, by: Person, seen: int
) -> Corrected:
    """Sign that the person attended ``minutes`` of the live time.

    ``seen``: id of the newest correction that the signer knew of, 0 for none. The sitting's row is locked, so that of
    two people at once the second one learns of the first. Refuses ``correction.not_over``, ``.no_reason``,
    ``.too_long`` and ``.unknown_person``.
    """
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    reason = " ".join(reason.split())
    limit = longest_minutes(sitting)
    if sitting.live_until is None:
        raise Refused("correction.not_over")
    if not reason:
        raise Refused("correction.no_reason")
    if not 0 <= minutes <= limit:
        raise Refused("correction.too_long", limit=limit)
    if not _belongs(sitting, person_id):
        raise Refused("correction.unknown_person")
    before = Correction.objects.filter(sitting=sitting, person_id=person_id).select_related("signed_by")
    newest = before.order_by("-pk").first()
    correction = Correction.objects.create(
        sitting=sitting, person_id=person_id, minutes=minutes, reason=reason[:300], signed_by=by
    )
    audit.record(
        "attendance.corrected",
        actor_id=by.pk,
        subject=f"sitting:{sitting.pk}",
        person=person_id,
        correction=correction.pk,
        minutes=minutes,
        before=newest.minutes if newest else None,
        reason=correction.reason,
    )
    order_attendance(sitting, person_id=person_id)
    return Corrected(correction, newest if newest is not None and newest.pk > seen else None)


def longest_minutes(sitting: Sitting) -> int:
    """The live time in minutes, rounded up: nobody attended more."""
    return ceil(total_seconds([live_interval(sitting)]) / 60)


def _belongs(sitting: Sitting, person_id: int) -> bool:
    return (
        Registration.objects.placed().filter(webinar_id=sitting.webinar_id, person_id=person_id).exists()
        or Connection.objects.filter(room__sitting=sitting, person_id=person_id).exists()
        or Companion.objects.filter(room__sitting=sitting, person_id=person_id).exists()
    )
