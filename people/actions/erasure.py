"""An account is erased by its person, or by the job that lets go of accounts. In words: ``docs/rules/personal-data.md``."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from core import audit, personal
from core.actions import Refused, action
from people.choices import Gender, Role
from people.models import Person, RoleGrant

ERASED_HOST = "erased.invalid"
"""Where the addresses of erased accounts lead: nowhere, by RFC 2606."""


@personal.guard
def refuse_the_last_administrator(person_id: int) -> None:
    holders = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)
    if not holders.filter(person=person_id).exists():
        return
    superusers = Person.objects.filter(is_superuser=True, is_active=True).exclude(pk=person_id)
    if not holders.exclude(person=person_id).exists() and not superusers.exists():
        raise Refused("role.last_administrator")


@action
def erase_person(person: Person, *, by: Person | None) -> bool:
    """Let go of everything that is about the person. Returns whether the account itself is gone, too.

    It stays, closed and without a name, while a webinar of theirs is not counted yet; :func:`remove_erased` takes it then.
    Refusals: ``role.last_administrator``, ``erasure.sole_host``.
    """
    personal.refuse_if_bound(person.pk)
    row = Person.objects.select_for_update().get(pk=person.pk)
    sessions = UserSession.objects.filter(user=row)
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    for table in (sessions, EmailAddress.objects.filter(user=row), Authenticator.objects.filter(user=row)):
        table.delete()
    row.grants.all().delete()
    personal.erase(row.pk)
    is_gone = not personal.is_needed(row.pk)
    audit.record("person.erased", actor_id=by.pk if by else None, subject=f"person:{row.pk}", account=is_gone)
    if is_gone:
        row.delete()
    else:
        _close(row)
    return is_gone


def _close(row: Person) -> None:
    """What is left is what is counted of a person, under an address that leads nowhere."""
    row.email, row.full_name = f"erased-{row.pk}@{ERASED_HOST}", ""
    row.gender, row.agrees_to_panel_balance = Gender.NOT_STATED, False
    row.is_active = row.is_staff = row.is_superuser = False
    row.erased_at, row.last_login = timezone.now(), None
    row.link_version += 1
    row.set_unusable_password()
    row.save()


@action
def remove_erased(*, most: int = 200) -> int:
    """Remove erased accounts whose webinars are all counted by now. Returns how many went."""
    rows = Person.objects.filter(erased_at__isnull=False).select_for_update().order_by("pk")
    ready = [row for row in rows if not personal.is_needed(row.pk)][:most]
    for row in ready:
        row.delete()
    if ready:
        audit.record("persons.removed", actor_id=None, subject="retention:erased_accounts", rows=len(ready))
    return len(ready)
