"""An evaluation or a test of a webinar that is over, recorded whole and closed, as if it had been filled in here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.actions import Refused, action
from people.models import Person
from quizzes import marking
from quizzes.marking import Given
from quizzes.models import Quiz
from quizzes.queries.specs import spec_of
from webinars.actions.surveys import close_locked
from webinars.intervals import Interval
from webinars.models import Survey, SurveyAnswer, SurveyParticipation, Webinar
from webinars.queries.surveys import own_voter, questions_of


@dataclass(frozen=True)
class FilledIn:
    """What one person said, by place of the question from 0; in their language."""

    person: Person
    responses: Mapping[int, Given]


@action
def record_past_survey(
    webinar: Webinar, *, kind: str, quiz: Quiz, time: Interval, forms: Sequence[FilledIn], by: Person
) -> Survey:
    """Write a form that was open over ``time``, by the rules of live ones, and close it.

    Refuses ``survey.already_there``.
    """
    webinar = Webinar.objects.select_for_update().get(pk=webinar.pk)
    if Survey.objects.filter(webinar=webinar, kind=kind).exists():
        raise Refused("survey.already_there")
    survey = Survey(webinar=webinar, kind=kind, quiz=quiz)
    survey.opens_at, survey.closes_at = time
    survey.answer_key = secrets.token_bytes(32) if survey.is_anonymous else None
    survey.save()
    _write(survey, forms)
    close_locked([survey], time.end, by)
    return survey


def _write(survey: Survey, forms: Sequence[FilledIn]) -> None:
    questions = [(question, spec_of(question)) for question in questions_of(survey)]
    rows = []
    for form in forms:
        for place, given in form.responses.items():
            question, spec = questions[place]
            response = marking.canonical(given, spec)
            rows.append(
                SurveyAnswer(
                    survey=survey,
                    question=question,
                    voter=own_voter(survey, form.person.pk),
                    person=None if survey.is_anonymous else form.person,
                    response=marking.written(response),
                    language=form.person.language,
                    share=marking.share(response, spec),
                )
            )
    SurveyAnswer.objects.bulk_create(rows, batch_size=500)
    people = sorted((form.person for form in forms), key=lambda person: person.pk)
    SurveyParticipation.objects.bulk_create(SurveyParticipation(survey=survey, person=person) for person in people)
