"""SCORM packages: shared by everybody who teaches; and tickets, the only authority where packages play.

What somebody else wrote runs there as a program (ADR 18). It has no session: a signed ticket in the address says whose work it
is, on which lesson and package, from which origin, and until when.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import QuerySet

from core.access import Insufficient, Unknown
from courses.models import ScormPackage
from people import access as people_access
from people.models import Person


def visible_packages(person: Person) -> QuerySet[ScormPackage]:
    if not person.is_authenticated or not person.is_active:
        return ScormPackage.objects.none()
    if people_access.has_right(person, people_access.Right.TEACH):
        return ScormPackage.objects.all()
    return ScormPackage.objects.none()


def get_package(person: Person, package_id: int) -> ScormPackage:
    """A package, for those who teach; else 404."""
    found = visible_packages(person).filter(pk=package_id).first()
    if found is None:
        raise Unknown
    return found


def may_delete(person: Person, package: ScormPackage) -> bool:
    """Whoever brought it, and those who plan."""
    rights = people_access.rights_of(person)
    return people_access.Right.PLAN in rights or (
        people_access.Right.TEACH in rights and package.created_by_id == person.pk
    )


def get_package_to_delete(person: Person, package_id: int) -> ScormPackage:
    """A package that the person may delete; 403 to others who teach."""
    found = get_package(person, package_id)
    if not may_delete(person, found):
        raise Insufficient("delete")
    return found


HOURS = 12
"""A ticket is good for so long: a working day at one lesson."""

_SALT = "courses.scorm"


@dataclass(frozen=True)
class Ticket:
    """``person``, ``enrolment`` and ``lesson`` are ids; ``enrolment`` is 0 for the look of the team, of which nothing is kept.

    ``key``: the package's. ``origin``: where it plays; ``application``: the origin that may frame it. They are the same where
    there is no second origin: then the frame is opaque.
    """

    person: int
    enrolment: int
    lesson: int
    package: int
    key: str
    origin: str
    application: str
    language: str

    @property
    def is_opaque(self) -> bool:
        return self.origin == self.application


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=_SALT, sep=".")


def sign_ticket(ticket: Ticket) -> str:
    """The ticket as a part of an address."""
    return _signer().sign_object(asdict(ticket), compress=True)


def read_ticket(signed: str, *, origin: str) -> Ticket:
    """A ticket that was signed here for ``origin``, and is still good; else 404."""
    try:
        ticket = Ticket(**_signer().unsign_object(signed, max_age=HOURS * 3600))
    except (BadSignature, TypeError, ValueError):
        raise Unknown from None
    if ticket.origin != origin:
        raise Unknown
    return ticket
