"""Officers whom a national coordinator proposes for a place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from people.actions.provisional import ensure_person
from people.models import Administration, Person
from webinars.actions.registration.by_hand import is_address, usable
from webinars.actions.registration.seating import (
    fill_places,
    forget_mails,
    locked_webinar,
    refuse_unless_to_come,
    tell,
)
from webinars.choices import MailKind, RegistrationMode, RegistrationSource, RegistrationState, WebinarState
from webinars.models import Registration, Webinar


@dataclass(frozen=True)
class Nominee:
    email: str
    full_name: str
    language: str
    reason: str = ""


@action
def nominate(webinar: Webinar, nominee: Nominee, *, administration: Administration, by: Person) -> None:
    """Propose an officer for a place on behalf of ``administration``, whose quota it counts under. A manager decides.

    Whoever has no account gets a provisional one. Somebody who asked or was nominated already stays as they are, and the
    answer is the same. Refused outside of the mode by nomination, for another region, and after the closing time.
    """
    webinar, now = locked_webinar(webinar), timezone.now()
    _refuse_unless_nominating(webinar, administration)
    refuse_unless_to_come(webinar, now)
    if webinar.registration_closes_at is not None and webinar.registration_closes_at <= now:
        raise Refused("registration.closed")
    name = " ".join(nominee.full_name.split())[:150]
    if not name:
        raise Refused("nomination.no_name")
    if not is_address(nominee.email.strip()):
        raise Refused("nomination.unusable_address")
    person = ensure_person(nominee.email, name, nominee.language, administration)
    if not usable(person):
        raise Refused("nomination.unusable_address")
    row = Registration.objects.select_for_update().filter(webinar=webinar, person=person).first()
    if row is not None and not _may_be_proposed_again(row):
        return
    row = row or Registration(webinar=webinar, person=person)
    row.state = RegistrationState.NOMINATED
    row.source = RegistrationSource.COORDINATOR
    row.administration = administration
    row.listed_name = name
    row.reason = nominee.reason.strip()[:500]
    row.registered_at, row.registered_by = now, by
    row.decided_at = row.decided_by = row.answered_at = None
    row.save()
    audit.record("place.nominated", actor_id=by.pk, subject=f"webinar:{webinar.pk}", registrations=[row.pk])


@action
def withdraw_nomination(registration: Registration, *, by: Person) -> Registration:
    """Take a nomination back, with the place if one was given. Twice is once; what becomes free goes to whoever waits."""
    webinar, now = locked_webinar(registration.webinar), timezone.now()
    row = Registration.objects.select_for_update().get(pk=registration.pk)
    if row.state in (RegistrationState.CANCELLED, RegistrationState.DECLINED):
        return row
    refuse_unless_to_come(webinar, now)
    before = row.state
    row.state, row.queue_number = RegistrationState.CANCELLED, None
    row.link_version += 1
    row.save(update_fields=["state", "queue_number", "link_version", "changed_at"])
    entry = audit.record(
        "place.nomination_withdrawn",
        actor_id=by.pk,
        subject=f"webinar:{webinar.pk}",
        registrations=[row.pk],
        before=before,
    )
    forget_mails([row])
    if before in (RegistrationState.CONFIRMED, RegistrationState.WAITING):
        tell(webinar, MailKind.WITHDRAWN, [row], entry)
    if before == RegistrationState.CONFIRMED:
        fill_places(webinar)
    return row


def _refuse_unless_nominating(webinar: Webinar, administration: Administration) -> None:
    if webinar.state == WebinarState.DRAFT:
        raise Refused("registration.not_announced")
    if webinar.registration_mode != RegistrationMode.NOMINATION:
        raise Refused("nomination.not_here")
    regions = set(webinar.regions.values_list("pk", flat=True))
    if regions and administration.region_id not in regions:
        raise Refused("nomination.region")


def _may_be_proposed_again(row: Registration) -> bool:
    """After withdrawing, or after declining by themselves; what a manager declined stays declined."""
    if row.state == RegistrationState.CANCELLED:
        return True
    return row.state == RegistrationState.DECLINED and row.decided_at is None
