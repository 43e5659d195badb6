"""What a person can fill in now, and how far a webinar's forms are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from people.models import Person
from webinars.access.surveys import presence_of, took_part
from webinars.choices import SURVEYS_IN_ORDER, SurveyKind, SurveyState, WebinarState
from webinars.models import Registration, Survey, SurveyAnswer, SurveyParticipation, TeamMember, Webinar
from webinars.queries.surveys import marks_of, own_voter, state_of, survey_of

ORDER = {kind: place for place, kind in enumerate(SURVEYS_IN_ORDER)}


@dataclass(frozen=True)
class OpenSurvey:
    """A form that a person can fill in now. ``filled_in``: they did, and may change what they said."""

    survey: Survey
    filled_in: bool


def open_surveys(person: Person, now: datetime, *, webinar: Webinar | None = None) -> list[OpenSurvey]:
    """The forms that are open for a person, the soonest to close first: one query however many there are."""
    is_open = Q(kind=SurveyKind.PRE_TEST, webinar__state=WebinarState.ANNOUNCED) | Q(
        opens_at__lte=now, closes_at__gt=now
    )
    of_webinar = {"webinar": OuterRef("webinar"), "person": person}
    there = Q()
    for evidence in presence_of(OuterRef("webinar")):
        there |= Q(Exists(evidence.filter(person=person)))
    rows = (
        Survey.objects.filter(is_open, closed_at__isnull=True)
        .filter(Q(Exists(Registration.objects.placed().filter(**of_webinar))) | (there & ~Q(kind=SurveyKind.PRE_TEST)))
        .exclude(Exists(TeamMember.objects.filter(**of_webinar)))
        .annotate(done=Exists(SurveyParticipation.objects.filter(survey=OuterRef("pk"), person=person)))
        .select_related("webinar", "quiz")
    )
    if webinar is not None:
        rows = rows.filter(webinar=webinar)
    found = sorted(
        rows.order_by(F("closes_at").asc(nulls_last=True), "pk"), key=lambda row: ORDER[SurveyKind(row.kind)]
    )
    return [OpenSurvey(row, row.done) for row in found]


def has_filled_in(survey: Survey, person: Person) -> bool:
    return SurveyParticipation.objects.filter(survey=survey, person=person).exists()


def own_responses(survey: Survey, person: Person) -> dict[int, dict[str, Any]]:
    """What a person said, by question; of an anonymous form only while its key lives."""
    if survey.is_anonymous and survey.answer_key is None:
        return {}
    rows = SurveyAnswer.objects.filter(survey=survey, voter=own_voter(survey, person.pk))
    return {question: json.loads(response) for question, response in rows.values_list("question_id", "response")}


@dataclass(frozen=True)
class OwnMark:
    """A person's mark in a test that is closed, in percent. ``before``: in the test before, when they took both."""

    mark: int
    before: int | None


def own_mark(survey: Survey, person: Person, now: datetime) -> OwnMark | None:
    if survey.is_anonymous or state_of(survey, now) != SurveyState.CLOSED:
        return None
    mark = marks_of(survey, person_id=person.pk).get(person.pk)
    if mark is None:
        return None
    first = survey_of(survey.webinar, SurveyKind.PRE_TEST) if survey.kind == SurveyKind.POST_TEST else None
    before = None if first is None else marks_of(first, person_id=person.pk).get(person.pk)
    return OwnMark(round(mark), None if before is None else round(before))


@dataclass(frozen=True)
class TeamSurvey:
    """A form as its team sees it. ``people``: how many filled it in, ``of``: how many may."""

    survey: Survey
    state: SurveyState
    questions: int
    people: int
    of: int


def team_surveys(webinar: Webinar, now: datetime) -> dict[str, TeamSurvey]:
    """The forms of a webinar by kind: six queries."""
    people = Count("participations", distinct=True)
    questions = Count("quiz__entries", distinct=True)
    rows = Survey.objects.filter(webinar=webinar).select_related("webinar", "quiz")
    placed = set(
        Registration.objects.placed()
        .filter(webinar=webinar, person__is_rehearsal=False)
        .values_list("person", flat=True)
    )
    team = set(TeamMember.objects.filter(webinar=webinar).values_list("person", flat=True))
    there = took_part(webinar.pk)
    found = {}
    for row in rows.annotate(people=people, asked=questions):
        entitled: Iterable[int] = placed if row.kind == SurveyKind.PRE_TEST else placed | there
        found[row.kind] = TeamSurvey(row, state_of(row, now), row.asked, row.people, len(set(entitled) - team))
    return found
