"""Who works in a webinar, and as what."""

from __future__ import annotations

from core.actions import Refused, action
from core.languages import LANGUAGES
from people.models import Person
from webinars.choices import WebinarRole
from webinars.models import TeamMember, Webinar


@action
def add_member(webinar: Webinar, *, email: str, role: str, spoken_language: str = "") -> TeamMember:
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
    member, _ = TeamMember.objects.update_or_create(
        webinar=webinar, person=person, role=role, defaults={"spoken_language": spoken_language}
    )
    return member


@action
def remove_member(member: TeamMember) -> None:
    """Take the role away; the person's other roles and registration stay."""
    TeamMember.objects.filter(pk=member.pk).delete()
