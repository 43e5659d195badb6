"""A person's own data, changed by themselves or by somebody who manages people."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TypedDict, Unpack

from core import audit
from core.actions import Refused, action
from core.events import happened
from people.models import Administration, Person
from people.zones import usual_zone


@dataclass(frozen=True)
class ProfileChanged:
    """Who people are for the programme is other than before: name, audience or administration, or the account is in use."""

    person_id: int


FIELDS = (
    "full_name",
    "administration_id",
    "country",
    "audience",
    "language",
    "time_zone",
    "gender",
    "agrees_to_panel_balance",
)


class Profile(TypedDict, total=False):
    """What is saved; ``gender`` and ``agrees_to_panel_balance`` only by the person themselves."""

    full_name: str
    administration: Administration | None
    country: str
    audience: str
    language: str
    time_zone: str
    gender: str
    agrees_to_panel_balance: bool


def fingerprint(person: Person) -> str:
    """Stands for the profile as somebody saw it, so that a later save can tell whether it changed meanwhile."""
    values = [getattr(person, name) for name in FIELDS]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:24]


@action
def update_profile(person: Person, *, by: Person, seen: str, **profile: Unpack[Profile]) -> Person:
    """Save the profile that ``by`` edited from the state ``seen``.

    Refused with ``profile.changed_meanwhile`` when it has changed since; nothing is saved then. A change of another
    person's profile is audited by the names of the changed fields, never their values.
    """
    if by.pk != person.pk:
        profile.pop("gender", None)
        profile.pop("agrees_to_panel_balance", None)
    row = Person.objects.select_for_update().get(pk=person.pk)
    if fingerprint(row) != seen:
        raise Refused("profile.changed_meanwhile")
    before = [getattr(row, name) for name in FIELDS]
    for name, value in profile.items():
        setattr(row, name, value)
    row.save(update_fields=list(profile))
    changed = [name for name, old in zip(FIELDS, before, strict=True) if getattr(row, name) != old]
    if changed and by.pk != row.pk:
        audit.record("profile.changed", actor_id=by.pk, subject=f"person:{row.pk}", fields=changed)
    if {"full_name", "audience", "administration_id"} & set(changed):
        happened(ProfileChanged(row.pk))
    return row


@action
def begin_profile(person: Person, *, full_name: str, country: str, language: str) -> Person:
    """What a person says of themselves at sign-up. Their administration and time zone follow from the country."""
    person.full_name = full_name
    person.country = country
    person.language = language
    person.administration = Administration.objects.filter(country=country).first()
    person.time_zone = usual_zone(country)
    person.save(update_fields=["full_name", "country", "language", "administration", "time_zone"])
    happened(ProfileChanged(person.pk))
    return person


@action
def renew_calendar_address(person: Person) -> Person:
    """Give the person's calendar another address; the one before is an unknown address from then on."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    row.link_version += 1
    row.save(update_fields=["link_version"])
    audit.record("calendar.renewed", actor_id=row.pk, subject=f"person:{row.pk}")
    return row
