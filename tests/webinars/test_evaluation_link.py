"""The link of the thanks mail: one evaluation, filled in without signing in, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.links import make_token
from people.models import Person
from tests.factories import make_person, make_survey, make_webinar
from tests.webinars.survey_forms import form_of
from tests.webinars.survey_pages import everything, link, open_form, page_of
from webinars.choices import WebinarRole
from webinars.models import Registration, Survey, SurveyAnswer, SurveyParticipation, TeamMember

pytestmark = pytest.mark.django_db


def test_by_the_link_one_fills_in_without_signing_in_and_no_name_is_told():
    survey, person, client = open_form("open_text")
    TeamMember.objects.filter(webinar=survey.webinar).update(role="host")
    visitor = Client()
    page = page_of(visitor, link(person))
    answer = visitor.post(link(person), everything(survey))
    assert (answer.status_code, answer["Location"]) == (302, link(person))
    again = page_of(visitor, f"{link(person)}?again=1")
    for shown in (page, page_of(visitor, link(person)), again):
        assert person.full_name not in shown
        assert person.email not in shown
        assert "The plates, and what they say." not in shown, "whoever holds the link learns what was said"
        assert reverse("webinars:detail", args=[survey.webinar.slug]) not in shown
    assert SurveyAnswer.objects.get().person is None
    assert list(SurveyParticipation.objects.values_list("person", flat=True)) == [person.pk]
    assert visitor.get("/").status_code == 302, "nobody is signed in by it"
    client.post(reverse("webinars:survey", args=[survey.pk]), everything(survey))
    assert SurveyAnswer.objects.count() == 1, "by link and signed in it is the same person"


def test_the_page_of_a_link_speaks_the_persons_language_unless_another_was_chosen():
    _survey, person, _client = open_form("scale")
    Person.objects.filter(pk=person.pk).update(language="fr")
    visitor = Client()
    assert "Évaluation du webinaire" in page_of(visitor, link(person))
    visitor.cookies["lectern_language"] = "en"
    assert "Evaluation of the webinar" in page_of(visitor, link(person))


def test_a_link_that_was_ended_or_made_up_is_unknown():
    survey, person, _client = open_form("scale")
    registration = Registration.objects.get(person=person)
    good = link(person)
    others = [
        reverse("webinars:evaluation", args=[make_token("join", registration.pk, 1)]),
        reverse("webinars:evaluation", args=[make_token("evaluation", registration.pk)]),
        reverse("webinars:evaluation", args=[make_token("evaluation", registration.pk + 10**6, 1)]),
        good[:-3] + "xy/",
    ]
    assert [Client().get(address).status_code for address in others] == [404] * 4
    Registration.objects.filter(pk=registration.pk).update(link_version=2)
    assert Client().get(good).status_code == 404
    assert Client().post(good, everything(survey)).status_code == 404
    assert SurveyAnswer.objects.count() == 0


def test_a_link_of_somebody_without_a_place_or_of_the_team_is_unknown():
    survey, person, _client = open_form("scale")
    Registration.objects.filter(person=person).update(state="cancelled")
    assert Client().get(link(person)).status_code == 404
    Registration.objects.filter(person=person).update(state="confirmed")
    assert Client().get(link(person)).status_code == 200
    TeamMember.objects.create(webinar=survey.webinar, person=person, role=WebinarRole.PRESENTER)
    assert Client().get(link(person)).status_code == 404


def test_a_link_is_of_no_use_before_the_opening_and_after_the_close():
    person = make_person(full_name="Vola Bezara")
    survey = make_survey(make_webinar(attendees=[person], title_en="Secret title"), quiz=form_of("scale"))
    assert Client().get(link(person)).status_code == 404
    now = timezone.now()
    Survey.objects.update(opens_at=now - timedelta(days=4), closes_at=now - timedelta(days=1))
    answer = Client().get(link(person))
    assert answer.status_code == 410
    assert person.full_name not in answer.content.decode()
    assert "Secret title" not in answer.content.decode()
    assert SurveyAnswer.objects.filter(survey=survey).count() == 0
