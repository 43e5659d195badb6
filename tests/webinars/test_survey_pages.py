"""The pages of evaluations and tests: filled in without scripts, and offered where a person is."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_person, make_quiz, make_room, make_survey, make_webinar
from tests.webinars.survey_forms import Said, asked, fill, form_of
from tests.webinars.survey_pages import KINDS, everything, link, open_form, page_of, signed_in
from webinars.actions.surveys import close_survey
from webinars.choices import RoomState, SurveyKind, WebinarRole
from webinars.models import Survey, SurveyAnswer, SurveyParticipation, TeamMember

pytestmark = pytest.mark.django_db


def test_every_kind_of_question_is_filled_in_without_scripts():
    survey, _person, client = open_form()
    address = reverse("webinars:survey", args=[survey.pk])
    answer = client.post(address, everything(survey))
    assert (answer.status_code, answer["Location"]) == (302, address)
    kept = dict(SurveyAnswer.objects.values_list("question__kind", "response"))
    assert set(kept) == set(KINDS)
    assert (kept["numeric"], kept["scale"]) == ('{"number":2.5}', '{"number":4}')
    assert kept["word_cloud"] == '{"words":["plate","risk"]}'
    assert "Thank you. Your answers are kept." in page_of(client, address)


def test_what_was_said_is_there_to_be_changed_while_it_is_open():
    survey, _person, client = open_form()
    address = reverse("webinars:survey", args=[survey.pk])
    client.post(address, everything(survey))
    before = dict(SurveyAnswer.objects.values_list("question", "response"))
    page = page_of(client, f"{address}?again=1")
    assert "The plates, and what they say." in page
    sent = dict(re.findall(r'<input[^>]*type="radio"[^>]*name="(q\d+)"[^>]*value="(\d+)" checked', page))
    assert len(sent) == 2
    client.post(address, everything(survey))
    assert dict(SurveyAnswer.objects.values_list("question", "response")) == before
    assert SurveyParticipation.objects.count() == 1


def test_a_fault_is_told_beside_its_question_and_everything_typed_stays():
    survey, _person, client = open_form("numeric", "ranking", "open_text", "scale")
    number, ranking, text, scale = asked(survey)
    first, second = ranking.choices.order_by("position")[:2]
    data = {
        f"q{number.pk}": "about ten",
        f"q{ranking.pk}-{first.pk}": "2",
        f"q{ranking.pk}-{second.pk}": "2",
        f"q{text.pk}": 'A "plate" <b>',
        f"q{scale.pk}": "5",
    }
    answer = client.post(reverse("webinars:survey", args=[survey.pk]), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="about ten"' in page
    assert "A &quot;plate&quot; &lt;b&gt;</textarea>" in page
    assert page.count('<option value="2" selected>') == 2
    assert 'value="5" checked' in page
    assert f'id="q{number.pk}-error"' in page
    assert f'id="q{ranking.pk}-error"' in page
    assert f'href="#q{number.pk}"' in page
    assert f'id="q{text.pk}-error"' not in page
    assert SurveyAnswer.objects.count() == 0


def test_sent_too_late_everything_typed_stays_too():
    survey, person, client = open_form("open_text")
    Survey.objects.update(opens_at=timezone.now() - timedelta(days=4), closes_at=timezone.now() - timedelta(seconds=1))
    data = {f"q{asked(survey)[0].pk}": "Written on the train"}
    for address, who in ((reverse("webinars:survey", args=[survey.pk]), client), (link(person), Client())):
        answer = who.post(address, data)
        page = html.unescape(answer.content.decode())
        assert answer.status_code == 409
        assert "Written on the train" in page
        assert "Your answers were not taken" in page
    assert SurveyAnswer.objects.count() == 0


def test_an_empty_form_is_not_taken():
    survey, _person, client = open_form("scale")
    answer = client.post(reverse("webinars:survey", args=[survey.pk]), {})
    assert (answer.status_code, "Answer one question at least." in answer.content.decode()) == (422, True)


def test_looking_changes_nothing():
    survey, person, client = open_form()
    for address in (reverse("webinars:survey", args=[survey.pk]), link(person)):
        assert client.get(address).status_code == 200
    assert (SurveyAnswer.objects.count(), SurveyParticipation.objects.count()) == (0, 0)


def test_what_has_no_text_in_the_readers_language_says_in_which_it_is():
    survey, _person, client = open_form("scale")
    client.cookies["lectern_language"] = "ar"
    page = page_of(client, reverse("webinars:survey", args=[survey.pk]))
    assert '<span lang="en" dir="ltr">What do you check first?</span>' in page
    assert '<span class="badge">' in page


def test_a_script_is_given_the_part_alone():
    survey, _person, client = open_form("scale")
    address = reverse("webinars:survey", args=[survey.pk])
    fetched = {"HTTP_X_REQUESTED_WITH": "fetch"}
    part = client.get(address, **fetched).content.decode()
    assert part.lstrip().startswith("<section")
    answer = client.post(address, {f"q{asked(survey)[0].pk}": "3"}, **fetched)
    assert (answer.status_code, "Thank you" in answer.content.decode()) == (200, True)
    assert SurveyAnswer.objects.count() == 1


def test_one_of_the_team_sees_a_preview_and_cannot_send():
    survey, _person, _client = open_form("scale")
    interpreter = make_person()
    TeamMember.objects.create(webinar=survey.webinar, person=interpreter, role=WebinarRole.INTERPRETER)
    client = signed_in(interpreter)
    address = reverse("webinars:survey", args=[survey.pk])
    page = page_of(client, address)
    assert "Preview: nothing is kept" in page
    assert "Send your answers" not in page
    assert client.post(address, everything(survey)).status_code == 403
    assert SurveyAnswer.objects.count() == 0


def test_ones_own_marks_are_shown_when_both_tests_are_closed():
    person = make_person()
    webinar = make_webinar(attendees=[person])
    client = signed_in(person)
    for kind, number in ((SurveyKind.PRE_TEST, 1), (SurveyKind.POST_TEST, 2)):
        survey = make_survey(webinar, kind, make_quiz(2), open_now=kind == SurveyKind.POST_TEST)
        right = {q.pk: Said(choices=[q.choices.get(is_right=True).pk]) for q in asked(survey)[:number]}
        fill(survey, person, right)
        address = reverse("webinars:survey", args=[survey.pk])
        assert "%" not in re.sub(r"<head>.*</head>", "", page_of(client, address), flags=re.S)
        close_survey(survey, by=make_person())
    assert "Your mark: 50% before the webinar, 100% after it" in page_of(client, address)


# Where it is offered


def test_the_room_offers_what_is_open_one_after_the_other():
    person, host = make_person(), make_person()
    webinar = make_webinar(attendees=[person], host=host)
    room = make_room(webinar, state=RoomState.ENDED)
    address = reverse("webinars:room_survey", args=[room.pk])
    client = signed_in(person)
    assert client.get(address).status_code == 204
    evaluation = make_survey(webinar, quiz=form_of("scale"), open_now=True)
    after = make_survey(webinar, SurveyKind.POST_TEST, open_now=True)
    assert "Evaluation of the webinar" in page_of(client, address)
    assert signed_in(host).get(address).status_code == 204
    sent = client.post(
        reverse("webinars:survey", args=[evaluation.pk]), everything(evaluation), HTTP_X_REQUESTED_WITH="fetch"
    )
    assert reverse("webinars:survey", args=[after.pk]) in sent.content.decode()
    assert "Test after the webinar" in page_of(client, address)


def test_the_lobby_offers_the_test_before():
    person = make_person()
    webinar = make_webinar(attendees=[person])
    room = make_room(webinar, state=RoomState.LOBBY)
    survey = make_survey(webinar, SurveyKind.PRE_TEST)
    page = page_of(signed_in(person), reverse("webinars:room_survey", args=[room.pk]))
    assert f'data-part href="{reverse("webinars:survey", args=[survey.pk])}"' in page


def test_home_and_the_webinars_page_offer_what_is_open():
    person, other = make_person(), make_person()
    webinar = make_webinar(attendees=[person, other])
    survey = make_survey(webinar, quiz=form_of("scale"), open_now=True)
    client = signed_in(person)
    address = reverse("webinars:survey", args=[survey.pk])
    detail = reverse("webinars:detail", args=[webinar.slug])
    assert address in page_of(client, "/")
    assert address in page_of(client, detail)
    client.post(address, everything(survey))
    assert address not in page_of(client, "/")
    assert "Thank you. Your answers are kept." in page_of(client, detail)
    assert address in page_of(signed_in(other), "/")
    assert address not in page_of(signed_in(make_person()), "/")
