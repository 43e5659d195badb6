"""The life of evaluations and tests: added, opened, closed. ``docs/rules/evaluation.md`` has the rule in words.

The webinar's row is locked first where a form is added, then the forms'. What a sitting's beginning and end do with them
runs in that action, after the room's lock.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core import audit
from core.actions import Refused, action
from people.models import Person
from quizzes import marking
from quizzes.models import Question, Quiz
from quizzes.queries.library import suits_rooms
from quizzes.queries.specs import specs_of
from webinars.actions.standard_evaluation import standard_quiz
from webinars.anonymity import large_groups
from webinars.choices import ANONYMOUS_SURVEYS, MONTHS_AFTER, SurveyKind, SurveyState, WebinarState
from webinars.models import (
    Sitting,
    Survey,
    SurveyAnswer,
    SurveyParticipation,
    Webinar,
)
from webinars.queries.results import READ_KINDS
from webinars.queries.surveys import state_of

EVALUATION_DAYS = 3
FOLLOW_UP_DAYS = 14
MOST_DAYS = 30
NEVER_HELD = (WebinarState.CANCELLED, WebinarState.TEMPLATE)
FORGOTTEN = timedelta(hours=12)
"""So long after its planned end a sitting that nobody ended is taken to be over."""


@action
def add_survey(webinar: Webinar, *, kind: str, quiz: Quiz, days: int = EVALUATION_DAYS, by: Person) -> Survey:
    """Give a webinar a form of ``kind`` with the questions of ``quiz``. One for a webinar that is over opens at once.

    Refusals: ``survey.kind_unknown``, ``survey.days``, ``survey.already_there``, ``survey.webinar_cancelled``,
    ``survey.no_questions``, ``survey.nothing_to_mark`` (a test without a right answer) and ``survey.begun`` (a test before, when
    a sitting has begun).
    """
    return _add(webinar, kind, quiz, days, by)


@action
def add_standard_evaluation(webinar: Webinar, *, by: Person) -> Survey:
    """Give a webinar the evaluation of :mod:`webinars.actions.standard_evaluation`. Refusals as :func:`add_survey`."""
    return _add(webinar, SurveyKind.EVALUATION, None, EVALUATION_DAYS, by)


def _add(webinar: Webinar, kind: str, quiz: Quiz | None, days: int, by: Person) -> Survey:
    webinar = Webinar.objects.select_for_update().get(pk=webinar.pk)
    _check(kind, days)
    if webinar.state == WebinarState.CANCELLED:
        raise Refused("survey.webinar_cancelled")
    if Survey.objects.filter(webinar=webinar, kind=kind).exists():
        raise Refused("survey.already_there")
    if kind == SurveyKind.PRE_TEST and sittings_of(webinar.pk).filter(live_from__isnull=False).exists():
        raise Refused("survey.begun")
    quiz = quiz or standard_quiz(webinar, by)
    _check_questions(kind, quiz)
    survey = Survey.objects.create(webinar=webinar, kind=kind, quiz=quiz, days=days)
    audit.record(
        "survey.added",
        actor_id=by.pk,
        subject=f"webinar:{webinar.pk}",
        survey=survey.pk,
        kind=kind,
        quiz=quiz.pk,
        days=days,
    )
    now = timezone.now()
    if kind not in MONTHS_AFTER and is_over(list(sittings_of(webinar.pk)), now):
        open_locked([survey], now)
    return survey


@action
def change_survey(survey: Survey, *, quiz: Quiz, days: int, by: Person) -> Survey:
    """Take the questions of another quiz, or let it be open for other ``days`` from its opening.

    Refuses ``survey.filled_in`` when another quiz comes too late, ``survey.closed``, and as :func:`add_survey` does.
    """
    survey = _locked(survey)
    _check(survey.kind, days)
    if state_of(survey, timezone.now()) == SurveyState.CLOSED:
        raise Refused("survey.closed")
    if quiz.pk != survey.quiz_id:
        if SurveyParticipation.objects.filter(survey=survey).exists():
            raise Refused("survey.filled_in")
        _check_questions(survey.kind, quiz)
    survey.quiz, survey.days = quiz, days
    if survey.opens_at is not None:
        survey.closes_at = survey.opens_at + timedelta(days=days)
    survey.save(update_fields=["quiz", "days", "closes_at"])
    audit.record(
        "survey.changed",
        actor_id=by.pk,
        subject=f"webinar:{survey.webinar_id}",
        survey=survey.pk,
        quiz=quiz.pk,
        days=days,
    )
    return survey


@action
def remove_survey(survey: Survey, *, by: Person) -> None:
    """Take a form away that nobody has filled in. Refuses ``survey.filled_in``."""
    survey = _locked(survey)
    if SurveyParticipation.objects.filter(survey=survey).exists():
        raise Refused("survey.filled_in")
    audit.record(
        "survey.removed", actor_id=by.pk, subject=f"webinar:{survey.webinar_id}", survey=survey.pk, kind=survey.kind
    )
    survey.delete()


@action
def close_survey(survey: Survey, *, by: Person) -> Survey:
    """Close a form before its time. Refuses ``survey.not_open``; what is closed stays as it is."""
    survey = _locked(survey)
    if survey.closed_at is not None:
        return survey
    if state_of(survey, timezone.now()) == SurveyState.PLANNED:
        raise Refused("survey.not_open")
    close_locked([survey], timezone.now(), by)
    return survey


def close_tests_before(webinar_id: int, now: datetime) -> None:
    """A sitting begins: within that action, the test before closes."""
    tests = Survey.objects.select_for_update(of=("self",)).filter(
        webinar=webinar_id, kind=SurveyKind.PRE_TEST, closed_at__isnull=True
    )
    close_locked(list(tests.select_related("webinar", "quiz")), now, None)


def open_after(webinar: Webinar, now: datetime) -> list[Survey]:
    """A sitting ended: within that action, when it was the last, what waits for the end opens."""
    if not is_over(list(sittings_of(webinar.pk)), now):
        return []
    waiting = Survey.objects.select_for_update(of=("self",)).filter(_waiting(), webinar=webinar)
    surveys = list(waiting.select_related("webinar", "quiz").order_by("pk"))
    open_locked(surveys, now)
    return surveys


def is_over(sittings: Iterable[Sitting], now: datetime) -> bool:
    """Whether each of a webinar's sittings is: ended, never held and past, or forgotten for :data:`FORGOTTEN`. None: not."""
    rows = list(sittings)
    return bool(rows) and any(row.live_from for row in rows) and all(_sitting_is_over(row, now) for row in rows)


def _sitting_is_over(sitting: Sitting, now: datetime) -> bool:
    if sitting.live_until is not None:
        return True
    return sitting.ends_at + (FORGOTTEN if sitting.live_from is not None else timedelta()) <= now


def move_due_surveys(now: datetime) -> list[int]:
    """Open and close what is due, each webinar and form in an action of its own; ids of the forms. Called once a minute."""
    begun = Sitting.objects.filter(webinar=OuterRef("webinar"), is_rehearsal=False, live_from__isnull=False)
    to_come = Sitting.objects.filter(
        Q(live_from__isnull=True, ends_at__gt=now) | Q(live_from__isnull=False, ends_at__gt=now - FORGOTTEN),
        webinar=OuterRef("webinar"),
        is_rehearsal=False,
        live_until__isnull=True,
    )
    waiting = Survey.objects.filter(_waiting()).filter(Exists(begun), ~Exists(to_come)).select_related("webinar")
    webinars = {survey.webinar_id: survey.webinar for survey in waiting.order_by("pk")}
    moved = [survey.pk for webinar in webinars.values() for survey in _open_waiting(webinar, now)]
    due = Survey.objects.filter(closed_at__isnull=True, closes_at__lte=now).order_by("pk")
    return moved + [survey.pk for survey in due if _close_overdue(survey, now)]


@action
def _open_waiting(webinar: Webinar, now: datetime) -> list[Survey]:
    return open_after(webinar, now)


@action
def _close_overdue(survey: Survey, now: datetime) -> bool:
    """Close it, unless somebody closed it or gave it more days since it was found to be due."""
    fresh = _locked(survey)
    if fresh.closed_at is not None or fresh.closes_at is None or fresh.closes_at > now:
        return False
    close_locked([fresh], now, None)
    return True


def _waiting() -> Q:
    return Q(
        kind__in=(SurveyKind.EVALUATION, SurveyKind.POST_TEST), opens_at__isnull=True, closed_at__isnull=True
    ) & ~Q(webinar__state__in=NEVER_HELD)


def sittings_of(webinar_id: int) -> QuerySet[Sitting]:
    return Sitting.objects.filter(webinar=webinar_id, is_rehearsal=False)


def _locked(survey: Survey) -> Survey:
    return Survey.objects.select_for_update(of=("self",)).select_related("webinar", "quiz").get(pk=survey.pk)


def _check(kind: str, days: int) -> None:
    if kind not in SurveyKind.values:
        raise Refused("survey.kind_unknown")
    if not 1 <= days <= MOST_DAYS:
        raise Refused("survey.days", limit=MOST_DAYS)


def _check_questions(kind: str, quiz: Quiz) -> None:
    if not suits_rooms(quiz):
        raise Refused("quiz.not_for_rooms")
    specs = specs_of(quiz.entries.values_list("question_id", flat=True))
    if not specs:
        raise Refused("survey.no_questions")
    if kind not in ANONYMOUS_SURVEYS and not any(marking.has_key(spec) and spec.points for spec in specs.values()):
        raise Refused("survey.nothing_to_mark")


def open_locked(surveys: list[Survey], now: datetime) -> None:
    """On locked rows. What opens when the webinar is over; a test before has no opening of its own."""
    for survey in surveys:
        if survey.kind == SurveyKind.PRE_TEST:
            continue
        survey.opens_at, survey.closes_at = now, now + timedelta(days=survey.days)
        survey.answer_key = secrets.token_bytes(32) if survey.is_anonymous else None
        survey.save(update_fields=["opens_at", "closes_at", "answer_key"])
        _note("survey.opened", survey, None)


def close_locked(surveys: list[Survey], now: datetime, by: Person | None) -> None:
    """On locked rows: the key of an anonymous one is destroyed, and its answers are shuffled."""
    for survey in surveys:
        if survey.is_anonymous:
            _cut_the_thread(survey)
        survey.closed_at = now
        survey.answer_key = None
        survey.save(update_fields=["closed_at", "answer_key"])
        _note("survey.closed", survey, by)


def _note(verb: str, survey: Survey, by: Person | None) -> None:
    people = SurveyParticipation.objects.filter(survey=survey).count()
    subject = f"webinar:{survey.webinar_id}"
    audit.record(
        verb, actor_id=by.pk if by else None, subject=subject, survey=survey.pk, kind=survey.kind, people=people
    )


def _cut_the_thread(survey: Survey) -> None:
    """Write all answers anew, in one random order, each under a random word: no row leads to a person or to another row.

    A tick keeps its language where enough people read it (``docs/rules/evaluation.md``); a text shows its language anyhow.
    """
    answers = list(survey.answers.order_by().values_list("question_id", "response", "language"))
    readers: dict[str, int] = {}
    for _voter, language in set(survey.answers.order_by().values_list("voter", "language")):
        readers[language] = readers.get(language, 0) + 1
    apart = large_groups(readers)
    asked = {question_id for question_id, _, _ in answers}
    read = set(Question.objects.filter(pk__in=asked, kind__in=READ_KINDS).values_list("pk", flat=True))
    survey.answers.all().delete()
    secrets.SystemRandom().shuffle(answers)
    SurveyAnswer.objects.bulk_create(
        [
            SurveyAnswer(
                survey=survey,
                question_id=question_id,
                voter=secrets.token_hex(32),
                response=response,
                language=language if question_id in read or language in apart else "",
            )
            for question_id, response, language in answers
        ],
        batch_size=500,
    )
