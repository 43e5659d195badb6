"""Freezing the figures of a finished webinar, so that they stay what they were: ``docs/rules/measures.md``."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from people.models import Administration, Person
from programme.actions.divisions import publish_learners
from programme.models import Fact, Freeze
from programme.queries.beside_facts import figures_beside_facts
from programme.queries.freezing import COUNTED, a_survey_closed_since, corrections_since, unfinished_sittings
from programme.queries.measures import (
    DEFINITION,
    Described,
    Measured,
    all_sittings,
    held,
    measured,
    over_threshold,
    registered_in,
    team_of,
)
from programme.queries.said import surveys_said
from webinars.models import Connection, Sitting, Webinar
from webinars.queries.evidence import evidence_of

BATCH = 500


@action
def freeze_webinar(webinar: Webinar, *, by: Person | None = None) -> Freeze:
    """Write the facts of a webinar whose sittings are all over. From then on its figures are read from them.

    Refuses ``freeze.already_frozen``, ``freeze.not_over``, and ``freeze.nothing_held`` when none was ever live.
    """
    webinar = _locked(webinar)
    now = timezone.now()
    if Freeze.objects.filter(webinar=webinar).exists():
        raise Refused("freeze.already_frozen")
    if webinar.state not in COUNTED or unfinished_sittings(webinar=webinar.pk, since=now).exists():
        raise Refused("freeze.not_over")
    people, figures = _measure(webinar)
    freeze = Freeze.objects.create(
        webinar=webinar, frozen_at=now, ended_on=_ended_on(webinar), definition=DEFINITION, figures=figures
    )
    facts = _facts(freeze, people)
    Fact.objects.bulk_create(facts, batch_size=BATCH)
    divisions = publish_learners(webinar, facts)
    _record("figures.frozen", freeze, by, people=len(people), facts=len(facts), divisions=len(divisions))
    return freeze


@action
def follow_up(webinar: Webinar, *, by: Person | None = None) -> int:
    """Take over what was final only later: corrections signed since the freeze, and an evaluation that has closed.

    Nothing else changes. Who was not counted then is not counted now: a correction of theirs is kept beside the evidence
    only. Returns how many people the corrections are of.
    """
    webinar = _locked(webinar)
    freeze = Freeze.objects.select_for_update().get(webinar=webinar)
    now = timezone.now()
    signed = {(person, sitting): minutes * 60.0 for person, sitting, minutes in corrections_since(freeze)}
    facts = list(Fact.objects.filter(webinar=webinar, person__in={person for person, _ in signed}).order_by("pk"))
    for fact in facts:
        fact.seconds = min(signed.get((fact.person_id or 0, fact.sitting_id), fact.seconds), fact.live_seconds)
        fact.attended = over_threshold(fact.seconds, fact.live_seconds, webinar.threshold_percent)
    by_person: dict[int | None, list[Fact]] = {}
    for fact in facts:
        by_person.setdefault(fact.person_id, []).append(fact)
    for own in by_person.values():
        seconds, live = sum(fact.seconds for fact in own), sum(fact.live_seconds for fact in own)
        for fact in own:
            fact.webinar_seconds = seconds
            fact.webinar_attended = over_threshold(seconds, live, webinar.threshold_percent)
    Fact.objects.bulk_update(facts, ["seconds", "attended", "webinar_seconds", "webinar_attended"], batch_size=BATCH)
    if a_survey_closed_since(freeze):
        freeze.figures = freeze.figures | surveys_said(webinar)
    freeze.frozen_at = now
    freeze.save(update_fields=["frozen_at", "figures"])
    _record("figures.followed", freeze, by, people=len(by_person))
    return len(by_person)


@action
def rebuild_facts(webinar: Webinar, *, by: Person | None = None) -> Freeze:
    """Make the facts of a frozen webinar anew from its evidence, after a fault was mended or the definition changed.

    People stay described as they were at the first freeze. The rows of those who erased their account, and those of
    guests who are no longer in the evidence, stay as they are; divisions by gender that were published are not touched.
    Refuses ``freeze.not_frozen``, and ``freeze.evidence_gone`` when what it was made from has been deleted.
    """
    webinar = _locked(webinar)
    freeze = Freeze.objects.select_for_update().filter(webinar=webinar).first()
    if freeze is None:
        raise Refused("freeze.not_frozen")
    before = list(Fact.objects.filter(webinar=webinar).order_by("pk"))
    counted = {fact.sitting_id for fact in before if fact.seconds}
    if counted - set(Connection.objects.filter(room__sitting__in=counted).values_list("room__sitting_id", flat=True)):
        raise Refused("freeze.evidence_gone")
    known = {fact.person_id: _description(fact) for fact in before if fact.person_id}
    people, figures = _measure(webinar, known)
    freeze.frozen_at, freeze.definition = timezone.now(), DEFINITION
    freeze.figures = freeze.figures | figures
    freeze.save(update_fields=["frozen_at", "definition", "figures"])
    facts = _facts(freeze, people)
    lost_guests = sum(fact.is_guest for fact in facts) < sum(fact.is_guest for fact in before)
    facts = [fact for fact in facts if not (fact.is_guest and lost_guests)]
    kept = {fact.pk for fact in before if fact.person_id is None and (lost_guests or not fact.is_guest)}
    Fact.objects.filter(webinar=webinar).exclude(pk__in=kept).delete()
    Fact.objects.bulk_create(facts, batch_size=BATCH)
    _record("figures.rebuilt", freeze, by, facts=len(facts), kept=len(kept))
    return freeze


def _locked(webinar: Webinar) -> Webinar:
    """The webinar, so that no place changes meanwhile, and its sittings, so that no correction is signed meanwhile."""
    locked = Webinar.objects.select_for_update().get(pk=webinar.pk)
    list(Sitting.objects.select_for_update().filter(webinar=locked).order_by("pk").values_list("pk"))
    return locked


def _measure(webinar: Webinar, known: dict[int, Described] | None = None) -> tuple[list[Measured], dict[str, Any]]:
    evidences, guests = evidence_of(held(all_sittings(webinar)))
    if not evidences:
        raise Refused("freeze.nothing_held")
    team, registered = team_of(webinar), registered_in(webinar)
    administrations = {row.pk: row for row in Administration.objects.all()}
    people = measured(registered, evidences, guests, team=team, administrations=administrations)
    if known:
        people = [
            Measured(person.person_id, known.get(person.person_id, person.described), person.parts)
            if person.person_id
            else person
            for person in people
        ]
    return people, figures_beside_facts(webinar, registered, evidences, people, team=team, with_surveys=True)


def _ended_on(webinar: Webinar) -> date:
    """The day on which its last sitting ended, where it was held."""
    last = Sitting.objects.filter(webinar=webinar, is_rehearsal=False, live_until__isnull=False).latest("live_until")
    assert last.live_until is not None
    return last.live_until.astimezone(ZoneInfo(last.time_zone)).date()


def _facts(freeze: Freeze, people: list[Measured]) -> list[Fact]:
    percent = freeze.webinar.threshold_percent
    facts = []
    for person in people:
        described, seconds = person.described, person.seconds
        attended = over_threshold(seconds, person.live_seconds, percent)
        for number, part in enumerate(person.parts):
            facts.append(
                Fact(
                    webinar_id=freeze.webinar_id,
                    sitting_id=part.sitting_id,
                    person_id=person.person_id,
                    ended_on=freeze.ended_on,
                    administration_id=described.administration_id,
                    country=described.country,
                    region=described.region,
                    language=described.language,
                    audience=described.audience,
                    gender=described.gender,
                    is_registered=not person.is_guest,
                    is_guest=person.is_guest,
                    activities=part.activities,
                    seconds=part.seconds,
                    live_seconds=part.live_seconds,
                    attended=over_threshold(part.seconds, part.live_seconds, percent),
                    stands_for_webinar=number == 0,
                    webinar_seconds=seconds,
                    webinar_attended=attended,
                    webinar_activities=person.activities,
                )
            )
    return facts


def _description(fact: Fact) -> Described:
    return Described(fact.administration_id, fact.country, fact.region, fact.language, fact.audience, fact.gender)


def _record(verb: str, freeze: Freeze, by: Person | None, **numbers: int) -> None:
    audit.record(
        verb,
        actor_id=by.pk if by else None,
        subject=f"webinar:{freeze.webinar_id}",
        definition=freeze.definition,
        **numbers,
    )
