"""Filling in an evaluation or a test: the whole form at once. ``docs/rules/evaluation.md`` has the rule in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from core.actions import Refused, action
from people.models import Person
from quizzes import marking
from quizzes.marking import Given
from quizzes.queries.specs import spec_of
from webinars.access.surveys import may_fill_in
from webinars.actions.outcomes import order_survey
from webinars.choices import SurveyState
from webinars.models import Survey, SurveyAnswer, SurveyParticipation
from webinars.queries.surveys import own_voter, questions_of, state_of


@action
def fill_in_survey(
    survey: Survey, *, person: Person, responses: Mapping[int, Given], language: str, now: datetime | None = None
) -> None:
    """Keep what a person says in a form, by id of the question; what they said before is replaced, so a repeat changes nothing.

    A question without a response is left out. Refusals: ``survey.not_open``, ``survey.closed``, ``survey.empty``,
    ``survey.not_for_you``, and those of :mod:`quizzes.marking`.
    """
    survey = Survey.objects.select_for_update(of=("self",)).select_related("webinar").get(pk=survey.pk)
    state = state_of(survey, now or timezone.now())
    if state != SurveyState.OPEN:
        raise Refused("survey.closed" if state == SurveyState.CLOSED else "survey.not_open")
    if not may_fill_in(person, survey):
        raise Refused("survey.not_for_you")
    voter = own_voter(survey, person.pk)
    rows = []
    for question in questions_of(survey):
        given = responses.get(question.pk)
        if given is None:
            continue
        spec = spec_of(question)
        try:
            response = marking.canonical(given, spec)
        except marking.Malformed as malformed:
            raise Refused(malformed.code, **malformed.data) from malformed
        rows.append(
            SurveyAnswer(
                survey=survey,
                question=question,
                voter=voter,
                person=None if survey.is_anonymous else person,
                response=marking.written(response),
                language=language,
                share=marking.share(response, spec),
            )
        )
    if not rows:
        raise Refused("survey.empty")
    SurveyAnswer.objects.filter(survey=survey, voter=voter).delete()
    SurveyAnswer.objects.bulk_create(rows)
    SurveyParticipation.objects.bulk_create([SurveyParticipation(survey=survey, person=person)], ignore_conflicts=True)
    order_survey(survey, person)
