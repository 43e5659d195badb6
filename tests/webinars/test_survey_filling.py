"""Filling in an evaluation or a test: the whole form at once, by whom, and that a repeat changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_person, make_room, make_survey, make_webinar
from tests.webinars.survey_forms import Said, asked, fill, form_of, right, was_there, wrong
from webinars.actions.stage import end_sitting
from webinars.choices import SurveyKind, WebinarRole
from webinars.models import (
    Companion,
    Connection,
    Correction,
    Registration,
    SurveyAnswer,
    SurveyParticipation,
    TeamMember,
)

pytestmark = pytest.mark.django_db


def test_the_whole_form_is_kept_at_once_and_a_repeat_changes_nothing():
    attendee = make_person()
    survey = make_survey(
        make_webinar(attendees=[attendee]),
        SurveyKind.POST_TEST,
        form_of("single", "multiple", "scale", "ranking", "numeric", "open_text", "word_cloud"),
        open_now=True,
    )
    single, multiple, scale, ranking, numeric, text, words = asked(survey)
    responses = {
        single.pk: right(single),
        multiple.pk: right(multiple),
        scale.pk: Said(number=4),
        ranking.pk: Said(choices=[choice.pk for choice in ranking.choices.order_by("position")]),
        numeric.pk: Said(number=2.5),
        text.pk: Said(text="Les plaques signalétiques"),
        words.pk: Said(words=["risk", "Risk", "plate"]),
    }
    for _ in range(3):
        assert fill(survey, attendee, responses, "fr") is None
    kept = dict(SurveyAnswer.objects.values_list("question", "response"))
    assert kept[scale.pk] == '{"number":4}'
    assert kept[text.pk] == '{"text":"Les plaques signalétiques"}'
    assert len(kept) == SurveyAnswer.objects.count() == 7
    assert SurveyParticipation.objects.count() == 1
    assert set(SurveyAnswer.objects.values_list("person", "voter", "language")) == {
        (attendee.pk, f"p{attendee.pk}", "fr")
    }
    shares = dict(SurveyAnswer.objects.values_list("question", "share"))
    assert (shares[single.pk], shares[multiple.pk], shares[scale.pk], shares[text.pk]) == (1.0, 1.0, None, None)


def test_sending_again_replaces_what_was_said_and_takes_back_what_is_left_out():
    attendee = make_person()
    survey = make_survey(make_webinar(attendees=[attendee]), open_now=True)
    first, second = asked(survey)
    fill(survey, attendee, {first.pk: right(first), second.pk: right(second)})
    assert fill(survey, attendee, {second.pk: wrong(second)}) is None
    assert list(SurveyAnswer.objects.values_list("question", flat=True)) == [second.pk]


def test_an_empty_form_and_a_malformed_answer_leave_everything_as_it_was():
    attendee = make_person()
    survey = make_survey(make_webinar(attendees=[attendee]), open_now=True)
    first, second = asked(survey)
    fill(survey, attendee, {first.pk: right(first)})
    assert fill(survey, attendee, {}) == "survey.empty"
    assert fill(survey, attendee, {10**9: right(first)}) == "survey.empty"
    assert fill(survey, attendee, {first.pk: wrong(first), second.pk: Said(choices=[10**9])}) == "answer.unknown_choice"
    assert SurveyAnswer.objects.get().share == 1.0


def test_who_may_fill_in():
    manager = make_person()
    placed, waiting, visitor, connected, in_the_lobby, beside, corrected, host, stranger = (
        make_person() for _ in range(9)
    )
    webinar = make_webinar(host=host, attendees=[placed])
    Registration.objects.create(webinar=webinar, person=waiting, state="waiting", queue_number=1)
    room = make_room(webinar)
    was_there(room, connected)
    was_there(room, host)
    now = timezone.now()
    Connection.objects.create(
        room=room,
        person=in_the_lobby,
        language="en",
        opened_at=now - timedelta(hours=2),
        last_seen_at=now - timedelta(hours=1),
        process="t",
    )
    Companion.objects.create(room=room, host=connected, person=beside, since=now - timedelta(minutes=3))
    Correction.objects.create(sitting=room.sitting, person=corrected, minutes=20, reason="Power cut", signed_by=manager)
    Correction.objects.create(
        sitting=room.sitting, person=visitor, minutes=0, reason="Was not there", signed_by=manager
    )
    room.refresh_from_db()
    end_sitting(room, by=host)
    evaluation = make_survey(webinar, open_now=True)
    question = asked(evaluation)[0]
    outcome = {
        name: fill(evaluation, person, {question.pk: right(question)})
        for name, person in [
            ("placed", placed),
            ("connected", connected),
            ("beside", beside),
            ("corrected", corrected),
            ("waiting", waiting),
            ("visitor", visitor),
            ("lobby", in_the_lobby),
            ("host", host),
            ("stranger", stranger),
        ]
    }
    no = "survey.not_for_you"
    assert outcome == {
        "placed": None,
        "connected": None,
        "beside": None,
        "corrected": None,
        "waiting": no,
        "visitor": no,
        "lobby": no,
        "host": no,
        "stranger": no,
    }
    TeamMember.objects.create(webinar=webinar, person=placed, role=WebinarRole.INTERPRETER)
    assert fill(evaluation, placed, {question.pk: right(question)}) == no


def test_only_those_with_a_place_take_the_test_before():
    connected, placed = make_person(), make_person()
    webinar = make_webinar(attendees=[placed])
    was_there(make_room(webinar), connected)
    survey = make_survey(webinar, SurveyKind.PRE_TEST)
    question = asked(survey)[0]
    assert fill(survey, connected, {question.pk: right(question)}) == "survey.not_for_you"
    assert fill(survey, placed, {question.pk: right(question)}) is None
