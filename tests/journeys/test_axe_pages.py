"""Ordinary pages in a real browser: no finding of axe, nothing beside the screen, nothing refused by the content policy.

To hold another page, add a row to ``PAGES``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.choices import Role
from tests.factories import make_person, make_room, make_survey, make_webinar
from webinars.models import Sitting

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: run make frontend"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]

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
LOOKS = [("en", "light", 360), ("en", "dark", 1280), ("ar", "dark", 360), ("ar", "light", 1280)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's own loop runs in this thread; the queries do not
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield running
        running.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


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
        "survey": survey,
    }


def _arguments(people: dict[str, Any], argument: str | None, language: str) -> list[Any]:
    given: list[Any] = []
    for word in (argument or "").split():
        given.append(
            language if word == "language" else people[word].slug if word == "slug" else people[word].pk,
        )
    return given


@pytest.mark.parametrize(("name", "argument", "who"), PAGES)
def test_a_page_is_fit_for_everyone(
    browser: Any, live_server: Any, people: dict[str, Any], name: str, argument: str | None, who: str
) -> None:
    cookies = []
    if who != "visitor":
        client = Client()
        client.force_login(people[who])
        cookies = [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    problems = []
    for language, scheme, width in LOOKS:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
        )
        context.add_cookies([*cookies, {"name": "lectern_language", "value": language, "url": live_server.url}])
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda message, kept=refused: kept.append(message.text) if message.type == "error" else None)
        answer = page.goto(live_server.url + reverse(name, args=_arguments(people, argument, language)))
        assert (answer.status, page.evaluate("document.documentElement.lang")) == (200, language)
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        beside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        look = f"{language} {scheme} {width}"
        problems += [
            f"{look}: {finding['id']} at {node['target']}"
            for finding in found["violations"]
            for node in finding["nodes"]
        ]
        problems += [f"{look}: {beside} px beside the screen"] if beside > 0 else []
        problems += [f"{look}: {text}" for text in refused]
        context.close()
    assert not problems, "\n".join(problems)
