"""Who may fill in the evaluations and tests of a webinar, and the only ways to fetch one."""

from __future__ import annotations

from django.db.models import F, OuterRef, Q, QuerySet

from core.access import Unknown
from core.links import read_token
from people.models import Person
from webinars.access import Right, check
from webinars.choices import ANONYMOUS_SURVEYS, SurveyKind
from webinars.models import Companion, Connection, Correction, Registration, Survey, TeamMember

EVALUATION_LINK = "evaluation"
"""The purpose of the links by which the evaluation is filled in without signing in."""


def presence_of(webinar: int | OuterRef) -> tuple[QuerySet[Connection], QuerySet[Companion], QuerySet[Correction]]:
    """All evidence of live time in a webinar: screens, people beside them, and minutes signed by hand."""
    real = Q(room__sitting__webinar=webinar, room__sitting__is_rehearsal=False, room__sitting__live_from__isnull=False)
    still = Q(room__sitting__live_until__isnull=True)
    screens = Connection.objects.filter(
        real & (still | Q(opened_at__lt=F("room__sitting__live_until"))),
        last_seen_at__gt=F("room__sitting__live_from"),
        person__is_rehearsal=False,
    )
    beside = Companion.objects.filter(
        real & (still | Q(since__lt=F("room__sitting__live_until"))),
        Q(until__isnull=True) | Q(until__gt=F("room__sitting__live_from")),
        person__isnull=False,
    )
    corrected = Correction.objects.filter(sitting__webinar=webinar, sitting__is_rehearsal=False, minutes__gt=0)
    return screens, beside, corrected


def took_part(webinar_id: int) -> set[int]:
    """Ids of those with any evidence of live time in a webinar, the team included: three queries."""
    found: set[int | None] = set()
    for rows in presence_of(webinar_id):
        found.update(rows.order_by().values_list("person_id", flat=True).distinct())
    return {person for person in found if person is not None}


def may_fill_in(person: Person, survey: Survey) -> bool:
    """Those with a place, and after the webinar whoever took part; never the team."""
    if not person.is_active or TeamMember.objects.filter(webinar=survey.webinar_id, person=person).exists():
        return False
    if Registration.objects.placed().filter(webinar=survey.webinar_id, person=person).exists():
        return True
    if survey.kind == SurveyKind.PRE_TEST:
        return False
    return any(rows.filter(person=person).exists() for rows in presence_of(survey.webinar_id))


def get_survey(person: Person, survey_id: int) -> tuple[Survey, bool]:
    """A survey that the person may fill in (True), or may look at as one of the team (False)."""
    survey = Survey.objects.select_related("webinar", "quiz").filter(pk=survey_id).first()
    if survey is None:
        raise Unknown
    if may_fill_in(person, survey):
        return survey, True
    check(person, survey.webinar, Right.BACKSTAGE)
    return survey, False


def get_evaluation(token: str) -> tuple[Survey, Person]:
    """The evaluation or follow-up of a link that opened last, and whose link it is.

    Unknown when the link was ended, or is of nobody who may fill it in.
    """
    numbers = read_token(EVALUATION_LINK, token, count=2)
    if numbers is None:
        raise Unknown
    registration = Registration.objects.select_related("person").filter(pk=numbers[0], link_version=numbers[1]).first()
    if registration is None:
        raise Unknown
    of_webinar = Survey.objects.select_related("webinar", "quiz").filter(webinar=registration.webinar_id)
    anonymous = of_webinar.filter(kind__in=ANONYMOUS_SURVEYS)
    survey = anonymous.order_by(F("opens_at").desc(nulls_last=True), "pk").first()
    if survey is None or not may_fill_in(registration.person, survey):
        raise Unknown
    return survey, registration.person


def get_team_survey(person: Person, survey_id: int, right: Right) -> Survey:
    """A survey for those who look after it."""
    survey = Survey.objects.select_related("webinar", "quiz").filter(pk=survey_id).first()
    if survey is None:
        raise Unknown
    check(person, survey.webinar, right)
    return survey
