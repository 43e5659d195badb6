"""Rights in the installation and the programme, granted by role. Webinars have rights of their own above this."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Q, QuerySet

from core.access import Insufficient, Unknown
from people.choices import Role
from people.models import Administration, Person, RoleGrant


class Right(StrEnum):
    """What a role allows outside of one webinar."""

    ADMINISTER = "administer"
    """Run the installation: grant roles, read mails that were not sent, read the audit trail."""

    PLAN = "plan"
    """Make and change webinars, put people into them, see every figure of the programme."""

    MANAGE_PEOPLE = "manage_people"
    """See and change profiles of other people."""

    COORDINATE = "coordinate"
    """See the people and figures of one's own administration."""

    TEACH = "teach"
    """Make slide decks, questions and quizzes; be put on a webinar's team."""


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.PROGRAMME_MANAGER: frozenset({Right.PLAN, Right.MANAGE_PEOPLE, Right.TEACH}),
    Role.NATIONAL_COORDINATOR: frozenset({Right.COORDINATE}),
    Role.TRAINER: frozenset({Right.TEACH}),
    Role.TRAINEE: frozenset(),
}


def roles_of(person: Person) -> frozenset[Role]:
    """The person's roles; everybody is a trainee. Read once per object until :meth:`Person.forget_roles`."""
    if person.known_roles is None:
        granted = frozenset(Role(role) for role in person.grants.values_list("role", flat=True)) | {Role.TRAINEE}
        person.known_roles = granted | {Role.ADMINISTRATOR} if person.is_superuser else granted
    return person.known_roles


def rights_of(person: Person) -> frozenset[Right]:
    return frozenset().union(*(RIGHTS[role] for role in roles_of(person)))


def has_right(person: Person, right: Right) -> bool:
    return right in rights_of(person)


def require(person: Person, right: Right) -> None:
    """Raise :class:`core.access.Insufficient` unless the person has ``right``."""
    if not has_right(person, right):
        raise Insufficient(right)


STAFF: frozenset[Right] = frozenset({Right.ADMINISTER, Right.PLAN, Right.MANAGE_PEOPLE})
"""Rights over other people's data: whoever has one must sign in with a second step, where the installation asks."""


def is_staff(person: Person) -> bool:
    return person.is_staff or bool(STAFF & rights_of(person))


def lacks_second_step(person: Person) -> bool:
    """Whether the person must set up a second step before anything else."""
    return bool(settings.REQUIRE_STAFF_MFA) and is_staff(person) and not is_mfa_enabled(person)


def people_with(right: Right, ids: Collection[int]) -> set[int]:
    """Those of ``ids`` who have the right: one query."""
    roles = [role for role, rights in RIGHTS.items() if right in rights]
    holders = Person.objects.filter(Q(grants__role__in=roles) | Q(is_superuser=True), pk__in=ids)
    return set(holders.values_list("pk", flat=True))


def visible_people(person: Person) -> QuerySet[Person]:
    """Everybody for those who manage people; one's own administration for its coordinator; else 403.

    Viewers made up for a rehearsal are nobody.
    """
    real = Person.objects.filter(is_rehearsal=False)
    if has_right(person, Right.MANAGE_PEOPLE):
        return real
    require(person, Right.COORDINATE)
    return real.filter(administration__in=person.grants.values("administration"))


def coordinated_by(person: Person) -> list[Administration]:
    """The administrations whose national coordinator the person is."""
    keys = person.grants.filter(role=Role.NATIONAL_COORDINATOR, administration__isnull=False)
    return list(Administration.objects.filter(pk__in=keys.values("administration")).order_by("country"))


def get_person(viewer: Person, person_id: int) -> Person:
    """A person whom ``viewer`` may see; 404 for any other, whether they exist or not."""
    if not has_right(viewer, Right.MANAGE_PEOPLE) and not has_right(viewer, Right.COORDINATE):
        raise Unknown
    found = visible_people(viewer).select_related("administration__region").filter(pk=person_id).first()
    if found is None:
        raise Unknown
    return found


def get_managed_person(viewer: Person, person_id: int) -> Person:
    """A person whose profile ``viewer`` may change."""
    found = get_person(viewer, person_id)
    require(viewer, Right.MANAGE_PEOPLE)
    return found


def get_grant(viewer: Person, person_id: int, grant_id: int) -> RoleGrant:
    """A role that ``viewer`` may take away."""
    person = get_person(viewer, person_id)
    require(viewer, Right.ADMINISTER)
    grant = person.grants.select_related("administration").filter(pk=grant_id).first()
    if grant is None:
        raise Unknown
    return grant


def get_person_to_grant(viewer: Person, person_id: int) -> Person:
    """A person to whom ``viewer`` may give a role."""
    found = get_person(viewer, person_id)
    require(viewer, Right.ADMINISTER)
    return found
