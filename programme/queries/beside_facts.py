"""What a freeze keeps of a webinar that is not a fact of one person: plain numbers, ready for JSON. No names, no texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from webinars.choices import RegistrationState
from webinars.models import AskedQuestion, Registration, TeamMember, Webinar
from webinars.queries.evidence import Evidence


def figures_beside_facts(webinar: Webinar, evidences: Sequence[Evidence]) -> dict[str, Any]:
    """``registrations`` by source and state, the team left out; ``asked``: questions to the trainers by state."""
    return {"registrations": _registrations(webinar), "asked": _asked(evidences)}


def _registrations(webinar: Webinar) -> dict[str, dict[str, int]]:
    team = TeamMember.objects.filter(webinar=webinar).values("person")
    rows = Registration.objects.filter(webinar=webinar, person__is_rehearsal=False).exclude(person__in=team)
    found: dict[str, dict[str, int]] = {}
    for source, state, people in rows.order_by().values_list("source", "state").annotate(Count("pk")):
        found.setdefault(source, {})[RegistrationState(state).value] = people
    return found


def _asked(evidences: Sequence[Evidence]) -> dict[str, int]:
    sittings = [evidence.sitting.pk for evidence in evidences]
    rows = AskedQuestion.objects.filter(room__sitting__in=sittings, author__is_rehearsal=False)
    return dict(rows.order_by().values_list("state").annotate(Count("pk")))
