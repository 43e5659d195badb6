"""Who may see which figures of the programme."""

from __future__ import annotations

from core.access import Insufficient, Unknown
from people.access import Right, require
from people.choices import Role
from people.models import Administration, Person


def own_administrations(person: Person, country: str = "") -> tuple[list[Administration], list[Administration]]:
    """The administrations that a national coordinator stands for, and those chosen of them: one by its country, or all.

    Nobody else has any (403), and a country that is not one's own is unknown (404).
    """
    require(person, Right.COORDINATE)
    grants = person.grants.filter(role=Role.NATIONAL_COORDINATOR).values("administration")
    own = list(Administration.objects.filter(pk__in=grants).order_by("country"))
    if not own:
        raise Insufficient(Right.COORDINATE)
    chosen = [administration for administration in own if not country or administration.country == country]
    if country and not chosen:
        raise Unknown
    return own, chosen
