from __future__ import annotations

from itertools import count
from typing import Any

from people.choices import Role
from people.models import Administration, Person, Region, RoleGrant

_numbers = count(1)


def make_administration(country: str = "KE", region: str = "ESA") -> Administration:
    row, _ = Region.objects.get_or_create(code=region, defaults={"name": region})
    administration, _ = Administration.objects.get_or_create(country=country, defaults={"region": row})
    return administration


def make_person(*roles: Role, country: str = "KE", region: str = "ESA", **fields: Any) -> Person:
    """A person with a verified address and the given roles; a coordinator's holds for their own administration."""
    number = next(_numbers)
    fields.setdefault("email", f"person{number}@example.org")
    fields.setdefault("full_name", f"Person {number}")
    fields.setdefault("administration", make_administration(country, region))
    fields.setdefault("country", country)
    person = Person.objects.create_user(**fields)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    for role in roles:
        scope = person.administration if role == Role.NATIONAL_COORDINATOR else None
        RoleGrant.objects.create(person=person, role=role, administration=scope)
    return person
