"""Who may see which figures and certificates of the programme."""

from __future__ import annotations

from core.access import Insufficient, Unknown
from courses.access.writing import may_edit
from people.access import Right, has_right, require
from people.choices import Role
from people.models import Administration, Person
from programme.models import Certificate
from webinars.access import Right as WebinarRight
from webinars.access import rights_in


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


def manages(person: Person, certificate: Certificate) -> bool:
    """Whether the person may revoke it: who may change its course or its webinar, and those who plan."""
    if certificate.course is not None:
        return may_edit(person, certificate.course)
    if certificate.webinar is not None:
        return WebinarRight.EDIT in rights_in(person, certificate.webinar)
    return has_right(person, Right.PLAN)


def get_certificate(person: Person, number: str) -> Certificate:
    """A certificate of one's own, or one that one manages; 404 for anybody else, whether there is one or not."""
    found = Certificate.objects.filter(number=number).select_related("person", "course", "webinar").first()
    if found is None or (found.person_id != person.pk and not manages(person, found)):
        raise Unknown
    return found


def get_managed_certificate(person: Person, number: str) -> Certificate:
    """A certificate that the person may revoke. Its holder alone may not (403); to others it does not exist (404)."""
    found = get_certificate(person, number)
    if not manages(person, found):
        raise Insufficient("manage")
    return found
