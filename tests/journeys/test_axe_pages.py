"""Ordinary pages in a real browser, fit for everyone. To hold another page, add a row to ``PAGES``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from people.choices import Role
from tests.factories import make_person, make_room, make_survey, make_webinar
from tests.journeys.fitness import Look, each_look, needs_axe, problems_of_all
from webinars.models import Sitting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), needs_axe]

PAGES = [
    # address, its argument, who looks at it
    ("account_login", None, "visitor"),
    ("account_request_login_code", None, "visitor"),
    ("account_signup", None, "visitor"),
    ("account_reset_password", None, "visitor"),
    ("webinars:public_list", "language", "visitor"),
    ("webinars:public_webinar", "language slug", "visitor"),
    ("home", None, "trainee"),
    ("people:profile", None, "trainee"),
    ("people:export", None, "trainee"),
    ("people:erase", None, "trainee"),
    ("account_email", None, "trainee"),
    ("account_change_password", None, "trainee"),
    ("account_reauthenticate", None, "trainee"),
    ("mfa_index", None, "trainee"),
    ("usersessions_list", None, "trainee"),
    ("account_logout", None, "trainee"),
    ("people:list", None, "administrator"),
    ("people:person", "trainee", "administrator"),
    ("people:edit", "trainee", "administrator"),
    ("people:mail", None, "administrator"),
    ("people:audit", None, "administrator"),
    ("webinars:attendance", "sitting", "administrator"),
    ("webinars:list", None, "trainee"),
    ("webinars:list", None, "administrator"),
    ("webinars:create", None, "administrator"),
    ("webinars:detail", "slug", "trainee"),
    ("webinars:edit", "slug", "administrator"),
    ("webinars:surveys", "slug", "administrator"),
    ("webinars:survey", "survey", "trainee"),
    ("webinars:survey_results", "survey", "administrator"),
    ("webinars:team", "slug", "administrator"),
    ("webinars:people", "slug", "administrator"),
    ("webinars:create_sitting", "slug", "administrator"),
    ("webinars:agenda", "sitting", "administrator"),
    ("webinars:calendar", None, "administrator"),
    ("webinars:copy", "slug", "administrator"),
    ("webinars:cancel", "slug", "administrator"),
    ("webinars:series_list", None, "administrator"),
    ("webinars:templates", None, "administrator"),
]


@pytest.fixture
def people() -> dict[str, Any]:
    trainee = make_person(full_name="Paulo Nhantumbo", password="manifest-2026-harbour", time_zone="Africa/Maputo")
    administrator = make_person(Role.ADMINISTRATOR, full_name="Amina Diallo")
    webinar = make_webinar(host=make_person(), attendees=[trainee], title_ar="التعرّف على السلعة", is_public=True)
    room = make_room(webinar)
    survey = make_survey(webinar, open_now=True)
    later = timezone.now() + timedelta(days=2)
    Sitting.objects.create(
        webinar=webinar,
        position=7,
        starts_at=later,
        ends_at=later + timedelta(hours=2),
        time_zone="America/Santo_Domingo",
    )
    return {
        "trainee": trainee,
        "administrator": administrator,
        "sitting": room.sitting,
        "slug": webinar,
        "visitor": None,
        "survey": survey,
    }


@each_look
def test_pages_are_fit_for_everyone(browser: Any, live_server: Any, people: dict[str, Any], look: Look) -> None:
    def argument(word: str) -> Any:
        return people[word].slug if word == "slug" else people[word].pk

    problems = problems_of_all(browser, live_server.url, look, PAGES, people, argument)
    assert problems == [], "\n".join(problems)
