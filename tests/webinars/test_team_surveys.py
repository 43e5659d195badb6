"""The team's pages of evaluations and tests: added, changed, closed, and what was said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from people.choices import Role
from tests.factories import make_person, make_quiz, make_survey, make_webinar
from tests.webinars.survey_forms import Said, asked, fill, form_of
from tests.webinars.survey_pages import page_of, signed_in
from webinars.actions.surveys import close_survey
from webinars.choices import SurveyKind
from webinars.models import Registration, Survey

pytestmark = pytest.mark.django_db


def test_a_manager_adds_the_standard_evaluation_with_one_button_and_a_test():
    manager = make_person(Role.PROGRAMME_MANAGER)
    webinar = make_webinar()
    client, address = signed_in(manager), reverse("webinars:surveys", args=[webinar.slug])
    assert client.post(address, {"kind": "evaluation", "standard": "1"}).status_code == 302
    quiz = make_quiz(3)
    assert client.post(address, {"kind": "post_test", "post_test-quiz": "", "post_test-days": "9"}).status_code == 200
    client.post(address, {"kind": "post_test", "post_test-quiz": quiz.pk, "post_test-days": "9"})
    found = dict(Survey.objects.values_list("kind", "days"))
    assert found == {"evaluation": 3, "post_test": 9}
    page = page_of(client, address)
    assert "7 questions" in page
    assert "open for 9 days" in page
    twice = client.post(address, {"kind": "evaluation", "standard": "1"}, follow=True).content.decode()
    assert "The webinar has one already." in twice
    assert Survey.objects.count() == 2


def test_a_manager_changes_closes_and_removes():
    manager = make_person(Role.PROGRAMME_MANAGER)
    survey = make_survey(make_webinar(), SurveyKind.POST_TEST, open_now=True)
    client, other = signed_in(manager), make_quiz(1)
    change = reverse("webinars:change_survey", args=[survey.pk])
    client.post(change, {"post_test-quiz": other.pk, "post_test-days": "31"})
    assert Survey.objects.get().days == 3
    client.post(change, {"post_test-quiz": other.pk, "post_test-days": "5"})
    survey.refresh_from_db()
    assert (survey.quiz_id, survey.days, survey.closes_at - survey.opens_at) == (other.pk, 5, timedelta(days=5))
    client.post(reverse("webinars:close_survey", args=[survey.pk]))
    assert Survey.objects.get().closed_at is not None
    client.post(reverse("webinars:remove_survey", args=[survey.pk]))
    assert Survey.objects.count() == 0


def test_the_team_reads_results_when_it_is_closed_and_nothing_before():
    manager = make_person(Role.PROGRAMME_MANAGER)
    people = [make_person() for _ in range(6)]
    survey = make_survey(make_webinar(attendees=people), quiz=form_of("scale", "open_text"), open_now=True)
    scale, text = asked(survey)
    for number, person in enumerate(people):
        fill(survey, person, {scale.pk: Said(number=4), text.pk: Said(text=f"Opinion <{number}>")}, "en")
    client, address = signed_in(manager), reverse("webinars:survey_results", args=[survey.pk])
    before = page_of(client, address)
    assert "filled in by 6 people" in before
    assert "Opinion" not in before
    assert "mean" not in before
    close_survey(survey, by=manager)
    after = client.get(address).content.decode()
    assert "mean 4.00" in after
    assert all(f"Opinion &lt;{number}&gt;" in after for number in range(6))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_take_a_constant_number_of_queries(rows: int, django_assert_num_queries: object):
    manager, people = make_person(Role.PROGRAMME_MANAGER), [make_person() for _ in range(4 + rows)]
    webinar = make_webinar(attendees=people)
    survey = make_survey(webinar, quiz=form_of(*(["scale", "single"] * rows)), open_now=True)
    make_survey(webinar, SurveyKind.POST_TEST, make_quiz(rows), open_now=True)
    for person in people:
        fill(survey, person, {question.pk: Said(number=2) for question in asked(survey) if question.kind == "scale"})
    person = make_person()
    Registration.objects.create(webinar=webinar, person=person)
    address = reverse("webinars:survey", args=[survey.pk])
    for client, path, queries in (
        (signed_in(person), address, 10),
        (signed_in(manager), reverse("webinars:surveys", args=[webinar.slug]), 17),
    ):
        client.get(path)
        with django_assert_num_queries(queries):  # type: ignore[operator]
            client.get(path)
    close_survey(survey, by=manager)
    client = signed_in(manager)
    path = reverse("webinars:survey_results", args=[survey.pk])
    client.get(path)
    with django_assert_num_queries(9):  # type: ignore[operator]
        client.get(path)
