"""A person as others in the room see them, and their roles there."""

from __future__ import annotations

from typing import cast

from people.models import Person
from webinars import access
from webinars.choices import WebinarRole
from webinars.models import Room, TeamMember, Webinar
from webinars.protocol.values import Language, PersonView, RightCode, RoleCode
from webinars.protocol.views import TeamMemberView, YouView

RANK: tuple[WebinarRole, ...] = tuple(WebinarRole)
"""Roles from the one that matters most: it is the one shown beside a name."""


def person_view(person: Person) -> PersonView:
    return PersonView(id=person.pk, name=person.display_name, initials=person.initials, country=person.country_code)


def roles_by_person(webinar: Webinar) -> dict[int, list[RoleCode]]:
    """Roles in the webinar by person id, the first being the one shown."""
    roles: dict[int, list[RoleCode]] = {}
    rows = TeamMember.objects.filter(webinar=webinar).values_list("person_id", "role")
    for person_id, role in sorted(rows, key=lambda row: RANK.index(WebinarRole(row[1]))):
        roles.setdefault(person_id, []).append(cast(RoleCode, str(role)))
    return roles


def roles_of(person: Person, webinar: Webinar) -> list[RoleCode]:
    """The person's roles in the webinar, the first being the one shown."""
    roles = sorted(access.roles_in(person, webinar), key=RANK.index)
    return [cast(RoleCode, str(role)) for role in roles]


def team_views(webinar: Webinar) -> list[TeamMemberView]:
    """The team, a line per person, nobody made up for a rehearsal; in the order of their roles and then of being added."""
    rows = TeamMember.objects.filter(webinar=webinar, person__is_rehearsal=False)
    rows = rows.select_related("person__administration").order_by("pk")
    lines: dict[int, TeamMemberView] = {}
    for row in sorted(rows, key=lambda row: RANK.index(WebinarRole(row.role))):
        code = cast(RoleCode, str(row.role))
        line = lines.get(row.person_id)
        if line is None:
            lines[row.person_id] = TeamMemberView(
                person=person_view(row.person), roles=[code], spoken_language=row.spoken_language
            )
        else:
            lines[row.person_id] = line.model_copy(
                update={
                    "roles": [*line.roles, code],
                    "spoken_language": line.spoken_language or row.spoken_language,
                }
            )
    return list(lines.values())


def you(room: Room, person: Person, language: str, rights: frozenset[access.Right]) -> YouView:
    """Who is at this end of the line, with ``rights`` as they are now."""
    return YouView(
        person=person_view(person),
        language=cast(Language, language),
        roles=roles_of(person, room.sitting.webinar) if access.Right.BACKSTAGE in rights else [],
        rights=[cast(RightCode, str(right)) for right in access.Right if right in rights],
    )
