"""Personal join links: used once to make an account one's own, and ended. In words: ``docs/rules/personal-links.md``."""

from __future__ import annotations

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from people.actions.provisional import take_over
from people.models import Person
from webinars.actions.registration.by_person import ask_for_place
from webinars.actions.registration.seating import locked_webinar, tell
from webinars.choices import MailKind, RegistrationState
from webinars.models import Registration

_NOT_A_PLACE = (RegistrationState.INVITED, RegistrationState.DECLINED, RegistrationState.CANCELLED)
_TOLD_BY = {
    RegistrationState.INVITED: MailKind.INVITATION,
    RegistrationState.CONFIRMED: MailKind.CONFIRMATION,
    RegistrationState.WAITING: MailKind.WAITING,
}


@action
def come_by_link(registration: Registration, *, full_name: str, country: str, language: str) -> Registration:
    """Somebody whom others named comes by the link in their mail: the account is theirs, the invitation accepted.

    Refused with ``link.used`` when the account is somebody's own already, or the link was ended meanwhile; as
    :func:`webinars.actions.registration.by_person.register` refuses, and then nothing is changed. Accepting ends the link.
    """
    webinar = locked_webinar(registration.webinar)
    row = Registration.objects.select_for_update(of=("self",)).select_related("person").get(pk=registration.pk)
    person = row.person
    if row.link_version != registration.link_version:
        raise Refused("link.used")
    if not take_over(person, full_name=full_name, country=country, language=language):
        raise Refused("link.used")
    row.answered_at = timezone.now()
    if row.administration_id is None:
        row.administration_id = person.administration_id
    if row.state in _NOT_A_PLACE:
        row.link_version += 1
    row.save(update_fields=["answered_at", "administration", "link_version", "changed_at"])
    if row.state not in _NOT_A_PLACE:
        return row
    return ask_for_place(webinar, person)


@action
def renew_link(registration: Registration, *, by: Person) -> Registration:
    """End the links given out before, and send a new one to whoever is invited, has a place, or waits."""
    webinar = locked_webinar(registration.webinar)
    row = Registration.objects.select_for_update().get(pk=registration.pk)
    row.link_version += 1
    row.save(update_fields=["link_version", "changed_at"])
    entry = audit.record(
        "link.renewed",
        actor_id=by.pk,
        subject=f"webinar:{webinar.pk}",
        registrations=[row.pk],
        version=row.link_version,
    )
    kind = _TOLD_BY.get(RegistrationState(row.state))
    if kind is not None:
        tell(webinar, kind, [row], entry)
    return row
