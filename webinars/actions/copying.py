"""New webinars from old ones: the plan is taken over, never the people, their answers, or who was there.

``docs/rules/copying.md`` says what is taken over and what is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from core import audit
from core.actions import Refused, action
from core.languages import LANGUAGES
from core.wall_time import NotAnInstant, shifted, wall
from people.models import Person
from webinars.actions.webinars import new_slug, set_quotas, terms_of
from webinars.choices import WebinarState
from webinars.models import Activity, AgendaItem, Room, Sitting, TeamMember, Webinar


@action
def copy_webinar(
    source: Webinar,
    *,
    first_day: date | None,
    with_team: bool = False,
    state: str = WebinarState.DRAFT,
    by: Person,
) -> Webinar:
    """A draft (or template) with the plan of ``source``; ``first_day`` is that of its first sitting, there where it is held.

    All sittings move by as many days and keep their hours by the clocks of their zones. None keeps the days. Refuses
    ``copy.time_does_not_exist`` and ``copy.time_exists_twice`` when the clocks of a zone change in such an hour.
    """
    sittings = list(Sitting.objects.filter(webinar=source, is_rehearsal=False).order_by("starts_at", "pk"))
    days = 0
    if sittings and first_day is not None:
        days = (first_day - wall(sittings[0].starts_at, sittings[0].time_zone).date()).days
    times = [_moved(sitting, number, days) for number, sitting in enumerate(sittings, 1)]
    made = _copied(source, sittings, days, state, by)
    if with_team:
        TeamMember.objects.bulk_create(
            TeamMember(webinar=made, person_id=row.person_id, role=row.role, spoken_language=row.spoken_language)
            for row in TeamMember.objects.filter(webinar=source, person__is_rehearsal=False, person__is_active=True)
        )
    for number, (sitting, (starts_at, ends_at)) in enumerate(zip(sittings, times, strict=True), 1):
        copy = Sitting.objects.create(
            webinar=made, position=number, starts_at=starts_at, ends_at=ends_at, time_zone=sitting.time_zone
        )
        _copy_plan(sitting, copy, with_team)
    audit.record(
        "webinar.copied",
        actor_id=by.pk,
        subject=f"webinar:{made.pk}",
        source=f"webinar:{source.pk}",
        state=state,
        sittings=len(sittings),
        with_team=with_team,
    )
    return made


def _moved(sitting: Sitting, number: int, days: int) -> tuple[datetime, datetime]:
    found = []
    for moment in (sitting.starts_at, sitting.ends_at):
        try:
            found.append(shifted(moment, sitting.time_zone, days) if days else moment)
        except NotAnInstant as error:
            there = wall(moment, sitting.time_zone)
            day = date.fromordinal(there.toordinal() + days)
            code = error.code.replace("sitting.", "copy.")
            raise Refused(code, number=number, time=f"{there:%H:%M}", day=day.isoformat()) from error
    if found[1] <= found[0]:
        raise Refused("sitting.ends_before_it_starts")
    return found[0], found[1]


def _copied(source: Webinar, sittings: Sequence[Sitting], days: int, state: str, by: Person) -> Webinar:
    words = {
        f"{name}_{language}": getattr(source, f"{name}_{language}")
        for name in ("title", "description")
        for language in LANGUAGES
    }
    terms = terms_of(source)
    closes = terms.registration_closes_at
    if closes is not None:
        try:
            closes = shifted(closes, sittings[0].time_zone, days) if sittings else None
        except NotAnInstant:
            closes = None
    made = Webinar.objects.create(
        slug=new_slug({language: words[f"title_{language}"] or "" for language in LANGUAGES}),
        state=state,
        series=terms.series,
        languages=terms.languages,
        audiences=terms.audiences,
        capacity=terms.capacity,
        quota_per_administration=terms.quota_per_administration,
        registration_mode=terms.registration_mode,
        registration_closes_at=closes,
        is_public=terms.is_public,
        threshold_percent=source.threshold_percent,
        created_by=by,
        **words,
    )
    made.regions.set(source.regions.all())
    set_quotas(made, terms)
    return made


def _copy_plan(source: Sitting, copy: Sitting, with_team: bool) -> None:
    """The parts, and the activities prepared for them, as if they had never been opened. Questions are the same ones."""
    room = Room.objects.create(sitting=copy)
    items: dict[int, AgendaItem] = {}
    for item in AgendaItem.objects.filter(sitting=source).order_by("position"):
        items[item.pk] = AgendaItem.objects.create(
            sitting=copy,
            position=item.position,
            kind=item.kind,
            planned_minutes=item.planned_minutes,
            notes=item.notes,
            deck_id=item.deck_id,
            module_id=item.module_id,
            presenter_id=item.presenter_id if with_team else None,
            **{f"title_{language}": getattr(item, f"title_{language}") for language in LANGUAGES},
        )
    Activity.objects.bulk_create(
        Activity(
            room=room,
            agenda_item=items[activity.agenda_item_id],
            kind=activity.kind,
            question_id=activity.question_id,
            quiz_id=activity.quiz_id,
            position=activity.position,
            anonymous=activity.anonymous,
            live_results=activity.live_results,
            speed_points=activity.speed_points,
            seconds=activity.seconds,
        )
        for activity in Activity.objects.filter(room__sitting=source, agenda_item__in=list(items)).order_by("position")
        if activity.agenda_item_id is not None
    )
