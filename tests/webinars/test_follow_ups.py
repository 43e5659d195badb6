"""Follow-ups: questions that open by themselves, months after a webinar, and are told of by one mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Person
from tests.factories import make_person, make_quiz, make_webinar
from tests.webinars.test_reminders import held
from webinars.access.surveys import get_evaluation
from webinars.actions.follow_ups import open_follow_ups
from webinars.actions.surveys import add_survey, close_survey, move_due_surveys
from webinars.choices import DropReason, MailKind, SurveyKind, SurveyState
from webinars.models import Mail, Survey, Webinar
from webinars.queries.follow_ups import follow_up_at
from webinars.queries.mails import read_matters, why_untrue
from webinars.queries.open_surveys import open_surveys
from webinars.queries.surveys import state_of

pytestmark = pytest.mark.django_db
ENDED = datetime(2026, 3, 31, 10, tzinfo=UTC)
IN_JUNE = datetime(2026, 6, 30, 10, tzinfo=UTC)


def past_webinar(*came: Person, absent: Person | None = None) -> Webinar:
    webinar = make_webinar(host=make_person(), attendees=[*came, *([absent] if absent else [])])
    held(webinar, ended_at=ENDED, came=list(came))
    return webinar


def follow_up(webinar: Webinar, kind: SurveyKind = SurveyKind.FOLLOW_UP_3) -> Survey:
    return add_survey(webinar, kind=kind, quiz=make_quiz(2), days=14, by=make_person())


@pytest.mark.parametrize(
    ("kind", "ended", "opens"),
    [
        (SurveyKind.FOLLOW_UP_3, ENDED, IN_JUNE),
        (SurveyKind.FOLLOW_UP_6, ENDED, datetime(2026, 9, 30, 10, tzinfo=UTC)),
        (SurveyKind.FOLLOW_UP_3, datetime(2026, 11, 30, 9, tzinfo=UTC), datetime(2027, 2, 28, 9, tzinfo=UTC)),
        (SurveyKind.FOLLOW_UP_6, datetime(2027, 8, 31, 9, tzinfo=UTC), datetime(2028, 2, 29, 9, tzinfo=UTC)),
    ],
)
def test_months_are_those_of_the_calendar(kind: SurveyKind, ended: datetime, opens: datetime) -> None:
    assert follow_up_at(kind, ended) == opens


def test_it_opens_on_its_day_and_those_who_came_are_written_to_once() -> None:
    came, absent = make_person(), make_person()
    webinar = past_webinar(came, absent=absent)
    survey, later = follow_up(webinar), follow_up(webinar, SurveyKind.FOLLOW_UP_6)
    assert move_due_surveys(IN_JUNE - timedelta(minutes=1)) == []
    assert open_follow_ups(IN_JUNE - timedelta(minutes=1)) == []
    assert open_follow_ups(IN_JUNE) == [survey.pk]
    assert open_follow_ups(IN_JUNE + timedelta(minutes=1)) == []
    survey.refresh_from_db()
    later.refresh_from_db()
    assert (survey.opens_at, survey.closes_at) == (IN_JUNE, IN_JUNE + timedelta(days=14))
    assert (len(bytes(survey.answer_key or b"")), later.opens_at) == (32, None)
    assert list(Mail.objects.values_list("kind", "person_id")) == [(MailKind.FOLLOW_UP, came.pk)]
    assert [one.survey for one in open_surveys(came, IN_JUNE)] == [survey]


def test_one_added_too_late_opens_at_the_next_look_and_not_before() -> None:
    webinar = past_webinar(make_person())
    survey = follow_up(webinar)
    assert state_of(survey, timezone.now()) == SurveyState.PLANNED
    assert open_follow_ups(timezone.now()) == [survey.pk]


def test_nothing_opens_for_a_webinar_that_was_not_held() -> None:
    webinar = make_webinar(host=make_person())
    follow_up(webinar)
    assert open_follow_ups(timezone.now() + timedelta(days=400)) == []


def test_the_link_of_the_mail_opens_the_follow_up_without_signing_in(client: Client) -> None:
    came = make_person()
    webinar = past_webinar(came)
    evaluation = add_survey(webinar, kind=SurveyKind.EVALUATION, quiz=make_quiz(1), by=make_person())
    survey = follow_up(webinar)
    open_follow_ups(timezone.now())
    (matter,) = read_matters(Mail.objects.filter(kind=MailKind.FOLLOW_UP).values_list("pk", flat=True))
    path = "/" + matter.links.evaluation.split("/", 3)[3]
    token = path.strip("/").split("/")[-1]
    assert get_evaluation(token) == (survey, came)
    assert evaluation.pk != survey.pk
    assert client.get(path).status_code == 200


def test_a_mail_that_comes_too_late_is_dropped() -> None:
    webinar = past_webinar(make_person())
    survey = follow_up(webinar)
    open_follow_ups(timezone.now())
    mails = Mail.objects.filter(kind=MailKind.FOLLOW_UP).values_list("pk", flat=True)
    assert [why_untrue(matter, timezone.now()) for matter in read_matters(mails)] == [None]
    close_survey(survey, by=make_person())
    assert [why_untrue(matter, timezone.now()) for matter in read_matters(mails)] == [DropReason.CLOSED]
