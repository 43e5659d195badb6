"""Rights in the installation and the programme, granted by role. Webinars have rights of their own above this."""

from __future__ import annotations

from enum import StrEnum

from core.access import Insufficient
from people.choices import Role
from people.models import Person


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
