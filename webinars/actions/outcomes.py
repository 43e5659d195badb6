"""Telling the curriculum what completes courses: attendance once it is final, and forms that were filled in.

By jobs after the commit, idempotent, made up for by sweeps. ``docs/rules/progress.md`` says what the curriculum makes of it.
"""

from __future__ import annotations

from django.utils import timezone

from core.jobs import enqueue_after_commit
from courses.actions.progress import record_outcome, withdraw_outcome
from courses.choices import OutcomeKind
from people.models import Person
from webinars.models import Sitting, Survey, SurveyParticipation, Webinar
from webinars.queries.outcomes import attendance_key, attended, survey_key, told_to_attend

TELL_ATTENDANCE = "webinars.tell_attendance"
TELL_SURVEY = "webinars.tell_survey"


def order_attendance(sitting: Sitting, *, person_id: int = 0) -> None:
    """Let a job tell of attendance when the running action commits; of one person alone where one is named."""
    if not sitting.is_rehearsal:
        enqueue_after_commit(TELL_ATTENDANCE, webinar_id=sitting.webinar_id, person_id=person_id)


def order_survey(survey: Survey, person: Person) -> None:
    if not person.is_rehearsal:
        enqueue_after_commit(TELL_SURVEY, survey_id=survey.pk, person_id=person.pk)


def tell_attendance(webinar_id: int, *, only: int | None = None) -> None:
    """Record who attended and withdraw whose attendance a correction took away, each in an action of its own.

    Nothing before the last sitting is over. ``only``: of this person; evidence of the others may have been let go of since.
    """
    webinar = Webinar.objects.filter(pk=webinar_id).first()
    now = attended(webinar) if webinar is not None else None
    if now is None:
        return
    told = told_to_attend(webinar_id)
    changed = (now.keys() ^ told) & ({only} if only is not None else now.keys() | told)
    key = attendance_key(webinar_id)
    for person in Person.objects.filter(pk__in=changed).order_by("pk"):
        if person.pk in now:
            record_outcome(person, kind=OutcomeKind.ATTENDANCE, key=key, at=now[person.pk])
        else:
            withdraw_outcome(person, kind=OutcomeKind.ATTENDANCE, key=key)


def tell_survey(survey_id: int, person_id: int) -> None:
    """Record that a person filled in a form, never what they said. Of an anonymous one, with the form's time, not theirs."""
    found = SurveyParticipation.objects.filter(survey=survey_id, person=person_id).select_related("survey", "person")
    row = found.first()
    if row is None:
        return
    at = row.survey.opens_at if row.survey.is_anonymous else None
    record_outcome(row.person, kind=OutcomeKind.SURVEY, key=survey_key(survey_id), at=at or timezone.now())
