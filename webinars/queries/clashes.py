"""Trainers who are needed in two sittings at the same time. A team member is needed in every sitting of the webinar."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from people.models import Person
from webinars.access import visible_webinars
from webinars.choices import WebinarState
from webinars.models import AgendaItem, Sitting, TeamMember, Webinar

PLANNED = (WebinarState.DRAFT, WebinarState.ANNOUNCED)
"""Webinars that take people's time. Cancelled ones and templates do not."""


@dataclass(frozen=True)
class Clash:
    """``person`` is needed in ``sitting`` and, at the same time, in ``other``; ``is_hidden``: the viewer may not see which."""

    person: Person
    sitting: Sitting
    other: Sitting
    is_hidden: bool = False


def clashes_in(webinar: Webinar, viewer: Person) -> list[Clash]:
    """Clashes of a webinar's sittings, for somebody who plans it. A webinar that they may not see is not named."""
    sittings = Sitting.objects.filter(webinar=webinar, is_rehearsal=False).select_related("webinar")
    found = clashes_of(sittings)
    if not found:
        return []
    others = {clash.other.webinar_id for clash in found}
    seen = set(visible_webinars(viewer).filter(pk__in=others).values_list("pk", flat=True))
    return [replace(clash, is_hidden=clash.other.webinar_id not in seen) for clash in found]


def clashes_of(sittings: Iterable[Sitting], *, only: Collection[int] = ()) -> list[Clash]:
    """Clashes of the sittings' teams and presenters with any sitting planned; ``only`` these people when given.

    Six queries at most, however many sittings and people there are. Two of the sittings that clash with each other are told once.
    """
    own = [one for one in sittings if one.webinar.state in PLANNED and not one.is_rehearsal and not one.live_until]
    if not own:
        return []
    needed = _people_of(own)
    people = set().union(*needed.values()) if needed else set()
    people = people & set(only) if only else people
    if not people:
        return []
    others = _others(own, people)
    there = _people_of(others)
    names = Person.objects.in_bulk(people)
    found: list[Clash] = []
    told: set[tuple[int, int, int]] = set()
    for sitting in own:
        for other in others:
            if sitting.pk == other.pk or sitting.starts_at >= other.ends_at or other.starts_at >= sitting.ends_at:
                continue
            for pk in sorted(needed.get(sitting.pk, set()) & there.get(other.pk, set()) & people):
                pair = (pk, min(sitting.pk, other.pk), max(sitting.pk, other.pk))
                if pair not in told:
                    told.add(pair)
                    found.append(Clash(names[pk], sitting, other))
    return found


def _others(own: Collection[Sitting], people: Collection[int]) -> list[Sitting]:
    """Planned sittings in the time of ``own`` in which any of the people are needed."""
    start, end = min(one.starts_at for one in own), max(one.ends_at for one in own)
    teams = TeamMember.objects.filter(person__in=people).values("webinar")
    presenting = AgendaItem.objects.filter(presenter__in=people).values("sitting")
    rows = Sitting.objects.filter(Q(webinar__in=teams) | Q(pk__in=presenting))
    rows = rows.filter(
        starts_at__lt=end,
        ends_at__gt=start,
        is_rehearsal=False,
        live_until__isnull=True,
        webinar__state__in=PLANNED,
    )
    return list(rows.select_related("webinar").order_by("starts_at", "pk"))


def _people_of(sittings: Collection[Sitting]) -> dict[int, set[int]]:
    """Who is needed in each sitting: its webinar's team and its presenters; two queries."""
    teams: dict[int, set[int]] = {}
    members = TeamMember.objects.filter(webinar__in={one.webinar_id for one in sittings}, person__is_rehearsal=False)
    for webinar, person in members.values_list("webinar", "person"):
        teams.setdefault(webinar, set()).add(person)
    found = {one.pk: set(teams.get(one.webinar_id, set())) for one in sittings}
    items = AgendaItem.objects.filter(sitting__in=list(found), presenter__isnull=False)
    for sitting, person in items.values_list("sitting", "presenter"):
        found[sitting].add(person)
    return found
