"""Accounts made for people, rather than by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from core.actions import action
from people.models import Administration, Person
from people.zones import usual_zone


@dataclass(frozen=True)
class Newcomer:
    """A person to be. Their administration and time zone follow from the country."""

    email: str
    full_name: str
    country: str
    language: str
    audience: str
    gender: str


@action
def add_people(newcomers: Sequence[Newcomer], *, password: str) -> dict[str, Person]:
    """Make an account with a verified address for each whose address is not known; returns all of them by address.

    Accounts that exist stay as they are. The password is hashed once for all of them, because that takes a third of a
    second: meant for demonstrations, where everybody knows it anyhow.
    """
    wanted = {newcomer.email.lower(): newcomer for newcomer in newcomers}
    found = {person.email: person for person in Person.objects.filter(email__in=wanted)}
    missing = [newcomer for email, newcomer in wanted.items() if email not in found]
    if not missing:
        return found
    encoded = make_password(password)
    administrations = {row.country: row for row in Administration.objects.all()}
    made = Person.objects.bulk_create(
        Person(
            email=newcomer.email.lower(),
            full_name=newcomer.full_name,
            country=newcomer.country,
            administration=administrations.get(newcomer.country),
            language=newcomer.language,
            audience=newcomer.audience,
            gender=newcomer.gender,
            time_zone=usual_zone(newcomer.country),
            password=encoded,
        )
        for newcomer in missing
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in made
    )
    return {**found, **{person.email: person for person in made}}
