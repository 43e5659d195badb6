"""Evaluations and tests around a webinar: when they are open, and what their team may do with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from core.actions import Refused
from core.models import AuditEntry
from quizzes.actions.quizzes import update_quiz
from quizzes.choices import QuestionKind
from quizzes.models import Question
from tests.factories import make_person, make_quiz, make_room, make_survey, make_webinar
from tests.webinars.survey_forms import asked, fill, form_of, later_sitting, now_state, right, wrong
from webinars.actions.stage import end_sitting, start_sitting
from webinars.actions.survey_answers import fill_in_survey
from webinars.actions.surveys import (
    add_standard_evaluation,
    add_survey,
    change_survey,
    close_survey,
    move_due_surveys,
    remove_survey,
)
from webinars.choices import RoomState, SurveyKind, SurveyState, WebinarState
from webinars.models import (
    Sitting,
    Survey,
    SurveyAnswer,
    Webinar,
)

pytestmark = pytest.mark.django_db


# Opening and closing


def test_the_end_of_the_last_sitting_opens_the_evaluation_for_three_days_and_the_test_after_for_its_own():
    host = make_person()
    room = make_room(make_webinar(host=host))
    evaluation = make_survey(room.sitting.webinar)
    test_after = make_survey(room.sitting.webinar, SurveyKind.POST_TEST, days=10)
    assert (now_state(evaluation), now_state(test_after)) == (SurveyState.PLANNED, SurveyState.PLANNED)
    end_sitting(room, by=host)
    evaluation.refresh_from_db()
    test_after.refresh_from_db()
    assert evaluation.closes_at - evaluation.opens_at == timedelta(days=3)
    assert test_after.closes_at - test_after.opens_at == timedelta(days=10)
    assert (len(bytes(evaluation.answer_key)), test_after.answer_key) == (32, None)
    assert (now_state(evaluation), now_state(test_after)) == (SurveyState.OPEN, SurveyState.OPEN)


def test_the_end_of_a_sitting_that_is_not_the_last_opens_nothing():
    host = make_person()
    webinar = make_webinar(host=host)
    room = make_room(webinar)
    later_sitting(webinar, ends_in=timedelta(days=2))
    survey = make_survey(webinar)
    end_sitting(room, by=host)
    assert now_state(survey) == SurveyState.PLANNED
    assert move_due_surveys(timezone.now()) == []
    assert move_due_surveys(timezone.now() + timedelta(days=2, minutes=1)) == [survey.pk]


def test_a_rehearsal_opens_and_closes_nothing():
    host = make_person()
    webinar = make_webinar(host=host)
    make_room(webinar, state=RoomState.ENDED)
    rehearsal = make_room(webinar, state=RoomState.LOBBY)
    Sitting.objects.filter(pk=rehearsal.sitting_id).update(is_rehearsal=True, live_from=None)
    before, evaluation = make_survey(webinar, SurveyKind.PRE_TEST), make_survey(webinar)
    end_sitting(start_sitting(rehearsal, by=host), by=host)
    assert (now_state(before), now_state(evaluation)) == (SurveyState.OPEN, SurveyState.PLANNED)


def test_where_the_host_forgot_to_end_it_opens_twelve_hours_after_the_plan():
    room = make_room(make_webinar(host=make_person()))
    survey = make_survey(room.sitting.webinar)
    end = room.sitting.ends_at
    assert move_due_surveys(end + timedelta(hours=11)) == []
    assert move_due_surveys(end + timedelta(hours=12)) == [survey.pk]
    assert move_due_surveys(end + timedelta(hours=12)) == []


def test_a_webinar_that_was_never_held_opens_nothing():
    webinar = make_webinar()
    survey = make_survey(webinar)
    later_sitting(webinar, ends_in=-timedelta(days=1))
    assert move_due_surveys(timezone.now()) == []
    assert now_state(survey) == SurveyState.PLANNED


def test_a_test_before_is_open_from_the_announcement_until_the_first_sitting_begins():
    host, attendee = make_person(), make_person()
    webinar = make_webinar(host=host, attendees=[attendee], state=WebinarState.DRAFT)
    room = make_room(webinar, state=RoomState.LOBBY)
    survey = add_survey(webinar, kind=SurveyKind.PRE_TEST, quiz=make_quiz(1), by=host)
    question = asked(survey)[0]
    assert fill(survey, attendee, {question.pk: right(question)}) == "survey.not_open"
    Webinar.objects.filter(pk=webinar.pk).update(state=WebinarState.ANNOUNCED)
    assert fill(survey, attendee, {question.pk: right(question)}) is None
    start_sitting(room, by=host)
    assert now_state(survey) == SurveyState.CLOSED
    assert fill(survey, attendee, {question.pk: wrong(question)}) == "survey.closed"
    assert SurveyAnswer.objects.get().share == 1.0


def test_a_job_closes_what_is_over_and_answers_are_refused_before_it_comes():
    attendee = make_person()
    room = make_room(make_webinar(attendees=[attendee]), state=RoomState.ENDED)
    survey = make_survey(room.sitting.webinar, open_now=True)
    after = survey.closes_at + timedelta(seconds=1)
    with pytest.raises(Refused, match=r"survey\.closed"):
        fill_in_survey(survey, person=attendee, responses={}, language="en", now=after)
    assert move_due_surveys(survey.closes_at - timedelta(seconds=1)) == []
    assert move_due_surveys(after) == [survey.pk]
    survey.refresh_from_db()
    assert (survey.closed_at, survey.answer_key) == (after, None)


def test_added_to_a_webinar_that_is_over_it_opens_at_once():
    manager = make_person()
    webinar = make_room(make_webinar(), state=RoomState.ENDED).sitting.webinar
    assert now_state(add_standard_evaluation(webinar, by=manager)) == SurveyState.OPEN
    with pytest.raises(Refused, match=r"survey\.begun"):
        add_survey(webinar, kind=SurveyKind.PRE_TEST, quiz=make_quiz(), by=manager)


# The team's side


def test_the_standard_evaluation_is_there_in_six_languages_and_uses_its_questions_again():
    manager = make_person()
    first, second = make_webinar(), make_webinar()
    one, two = (add_standard_evaluation(webinar, by=manager) for webinar in (first, second))
    assert one.quiz_id != two.quiz_id
    assert asked(one) == asked(two)
    assert [question.kind for question in asked(one)] == ["scale"] * 4 + ["single"] + ["open_text"] * 2
    for question in asked(one):
        texts = [
            question.text_en,
            question.text_fr,
            question.text_ru,
            question.text_es,
            question.text_pt,
            question.text_ar,
        ]
        assert all(texts)
        assert len(set(texts)) == 6
    Question.objects.filter(pk=asked(one)[0].pk).update(text_en="Changed")
    third = add_standard_evaluation(make_webinar(), by=manager)
    assert [a == b for a, b in zip(asked(one), asked(third), strict=True)] == [False] + [True] * 6


def test_a_webinar_has_one_form_of_each_kind():
    manager, webinar = make_person(), make_webinar()
    add_standard_evaluation(webinar, by=manager)
    with pytest.raises(Refused, match=r"survey\.already_there"):
        add_survey(webinar, kind=SurveyKind.EVALUATION, quiz=make_quiz(), by=manager)


@pytest.mark.parametrize(
    ("kind", "days", "code"),
    [("exam", 3, "survey.kind_unknown"), ("post_test", 0, "survey.days"), ("post_test", 31, "survey.days")],
)
def test_what_makes_no_form_is_refused(kind: str, days: int, code: str):
    with pytest.raises(Refused) as refused:
        add_survey(make_webinar(), kind=kind, quiz=make_quiz(), days=days, by=make_person())
    assert refused.value.code == code


def test_a_test_needs_something_to_mark_and_an_evaluation_does_not():
    opinions = form_of(QuestionKind.SCALE, QuestionKind.OPEN_TEXT)
    with pytest.raises(Refused, match=r"survey\.nothing_to_mark"):
        add_survey(make_webinar(), kind=SurveyKind.PRE_TEST, quiz=opinions, by=make_person())
    assert add_survey(make_webinar(), kind=SurveyKind.EVALUATION, quiz=opinions, by=make_person()).quiz == opinions


def test_a_form_that_somebody_filled_in_keeps_its_questions():
    manager, attendee = make_person(), make_person()
    webinar = make_webinar(attendees=[attendee])
    survey = make_survey(webinar, open_now=True)
    first, second = asked(survey)
    assert fill(survey, attendee, {first.pk: right(first)}) is None
    for change in (
        lambda: remove_survey(survey, by=manager),
        lambda: change_survey(survey, quiz=make_quiz(), days=3, by=manager),
    ):
        with pytest.raises(Refused, match=r"survey\.filled_in"):
            change()
    with pytest.raises(Refused, match=r"quiz\.filled_in"):
        update_quiz(survey.quiz, title={"en": "x"}, questions=[(second, 30)], speed_points=False)
    update_quiz(survey.quiz, title={"en": "Better"}, questions=[(first, 30), (second, 30)], speed_points=False)
    change_survey(survey, quiz=survey.quiz, days=5, by=manager)
    survey.refresh_from_db()
    assert survey.closes_at - survey.opens_at == timedelta(days=5)


def test_a_form_nobody_filled_in_can_go_and_closing_is_for_good():
    manager, webinar = make_person(), make_webinar()
    survey = make_survey(webinar)
    with pytest.raises(Refused, match=r"survey\.not_open"):
        close_survey(survey, by=manager)
    remove_survey(survey, by=manager)
    assert Survey.objects.count() == 0
    other = make_survey(webinar, open_now=True)
    closed = close_survey(other, by=manager).closed_at
    assert close_survey(other, by=manager).closed_at == closed
    verbs = AuditEntry.objects.filter(verb__startswith="survey.").order_by("pk").values_list("verb", "actor_id")
    assert list(verbs) == [("survey.removed", manager.pk), ("survey.closed", manager.pk)]
