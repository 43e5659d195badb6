"""Who works in a webinar, and as what."""

from __future__ import annotations

from core import audit
from core.actions import Refused, action
from core.languages import LANGUAGES
from people.models import Person
from webinars.choices import WebinarRole
from webinars.models import AgendaItem, TeamMember, Webinar


@action
def add_member(
    webinar: Webinar, *, email: str, role: str, spoken_language: str = "", by: Person | None = None
) -> TeamMember:
    """Give the person of an address a role. The same role again changes their spoken language only."""
    if role not in WebinarRole.values:
        raise Refused("team.role_unknown")
    if spoken_language and spoken_language not in LANGUAGES:
        raise Refused("team.language_unknown")
    if role == WebinarRole.INTERPRETER and not spoken_language:
        raise Refused("team.interpreter_without_language")
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True, is_rehearsal=False).first()
    if person is None:
        raise Refused("team.unknown_address")
    member, is_new = TeamMember.objects.update_or_create(
        webinar=webinar, person=person, role=role, defaults={"spoken_language": spoken_language}
    )
    if is_new:
        audit.record(
            "team.added",
            actor_id=by.pk if by else None,
            subject=f"webinar:{webinar.pk}",
            person=person.pk,
            role=role,
        )
    return member


@action
def remove_member(member: TeamMember, *, by: Person | None = None) -> None:
    """Take the role away; the person's other roles and registration stay. Who leaves the team presents nothing any more."""
    TeamMember.objects.filter(pk=member.pk).delete()
    if not TeamMember.objects.filter(webinar=member.webinar_id, person=member.person_id).exists():
        items = AgendaItem.objects.filter(sitting__webinar=member.webinar_id, presenter=member.person_id)
        items.filter(ended_at__isnull=True).update(presenter=None)
    audit.record(
        "team.removed",
        actor_id=by.pk if by else None,
        subject=f"webinar:{member.webinar_id}",
        person=member.person_id,
        role=member.role,
    )
