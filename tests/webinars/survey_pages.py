"""Browsers of those who fill in, for tests of the pages of evaluations and tests."""

from __future__ import annotations

import html

from django.test import Client
from django.urls import reverse

from core.links import make_token
from people.models import Person
from quizzes.models import Question
from tests.factories import make_person, make_survey, make_webinar
from tests.webinars.survey_forms import asked, form_of
from webinars.choices import SurveyKind
from webinars.models import Registration, Survey

KINDS = ("single", "multiple", "scale", "ranking", "numeric", "open_text", "word_cloud")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def open_form(*kinds: str, kind: str = SurveyKind.EVALUATION) -> tuple[Survey, Person, Client]:
    person = make_person(full_name="Vola Bezara")
    webinar = make_webinar(attendees=[person], host=make_person())
    survey = make_survey(webinar, kind, form_of(*(kinds or KINDS)), open_now=True)
    return survey, person, signed_in(person)


def typed(question: Question) -> dict[str, object]:
    """What a browser sends for a good answer."""
    name, choices = f"q{question.pk}", list(question.choices.order_by("position"))
    match question.kind:
        case "multiple":
            return {name: [str(choices[0].pk), str(choices[2].pk)]}
        case "single":
            return {name: str(choices[1].pk)}
        case "scale":
            return {name: "4"}
        case "ranking":
            return {f"{name}-{choice.pk}": str(place) for place, choice in enumerate(reversed(choices), 1)}
        case "numeric":
            return {name: "2,5"}
        case "word_cloud":
            return {f"{name}-1": "plate", f"{name}-3": "risk"}
        case _:
            return {name: "The plates, and what they say."}


def everything(survey: Survey) -> dict[str, object]:
    return {name: value for question in asked(survey) for name, value in typed(question).items()}


def link(person: Person) -> str:
    registration = Registration.objects.get(person=person)
    return reverse("webinars:evaluation", args=[make_token("evaluation", registration.pk, registration.link_version)])


def page_of(client: Client, address: str, **fields: str) -> str:
    return html.unescape(client.get(address, **fields).content.decode())
