"""Roles given and taken away, each written to the audit trail."""

from __future__ import annotations

from core import audit
from core.actions import Refused, action
from people.choices import Role
from people.models import Administration, Person, RoleGrant


@action
def grant_role(person: Person, *, role: Role, by: Person, administration: Administration | None = None) -> RoleGrant:
    """Give ``person`` a role; a national coordinator's holds for one administration. Given twice, it is given once."""
    if role == Role.TRAINEE:
        raise Refused("role.not_granted")
    if role == Role.NATIONAL_COORDINATOR and administration is None:
        raise Refused("role.administration_missing")
    scope = administration if role == Role.NATIONAL_COORDINATOR else None
    grant, is_new = RoleGrant.objects.get_or_create(
        person=person, role=role, administration=scope, defaults={"granted_by": by}
    )
    if is_new:
        audit.record(
            "role.granted",
            actor_id=by.pk,
            subject=f"person:{person.pk}",
            role=role.value,
            administration=scope.country if scope else None,
        )
    return grant


@action
def revoke_role(grant: RoleGrant, *, by: Person) -> None:
    """Take a role away. Refused for the last administrator, because nobody could give it back."""
    if grant.role == Role.ADMINISTRATOR:
        locked = RoleGrant.objects.select_for_update().filter(role=Role.ADMINISTRATOR, person__is_active=True)
        others = [row.pk for row in locked.order_by("pk") if row.pk != grant.pk]
        superusers = Person.objects.filter(is_superuser=True, is_active=True).exclude(pk=grant.person_id)
        if not others and not superusers.exists():
            raise Refused("role.last_administrator")
    deleted, _rows = RoleGrant.objects.filter(pk=grant.pk).delete()
    if deleted:
        audit.record(
            "role.revoked",
            actor_id=by.pk,
            subject=f"person:{grant.person_id}",
            role=grant.role,
            administration=grant.administration.country if grant.administration else None,
        )
