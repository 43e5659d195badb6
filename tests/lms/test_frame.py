"""The frame of every page: language, direction, theme, and error pages that never fail themselves."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from core.files import MOST_BYTES as MOST_FILE_BYTES
from core.importing.xml import MOST_BYTES as MOST_XML_BYTES
from courses.chapters import MOST_BYTES as MOST_DOCUMENT_BYTES
from courses.importers.films import MOST_BYTES as MOST_FILM_BYTES
from courses.importers.scorm import MOST_UNPACKED
from lms import views
from lms.middleware import largest_body

pytestmark = pytest.mark.django_db
SIX = ("en", "fr", "ru", "es", "pt", "ar")


def test_the_language_switch_keeps_the_page_and_is_remembered(client: Client) -> None:
    answer = client.post(reverse("set_language"), {"language": "ar", "next": "/accounts/login/?next=/x/"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/x/")
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="ar" dir="rtl"' in page


def test_the_theme_is_kept_in_a_cookie_and_rendered_by_the_server(client: Client) -> None:
    answer = client.post(reverse("set_theme"), {"theme": "dark", "next": "/accounts/login/"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert 'data-theme="dark"' in client.get("/accounts/login/").content.decode()
    client.post(reverse("set_theme"), {"theme": ""})
    assert "data-theme" not in client.get("/accounts/login/").content.decode()


def test_an_unknown_theme_in_the_cookie_is_ignored(client: Client) -> None:
    client.cookies["lectern_theme"] = 'dark" onload="x'
    assert "data-theme" not in client.get("/accounts/login/").content.decode()


def test_the_theme_switch_never_sends_to_another_site(client: Client) -> None:
    answer = client.post(reverse("set_theme"), {"theme": "dark", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("language", SIX)
def test_a_missing_page_is_told_in_the_viewers_language(client: Client, language: str) -> None:
    answer = client.get("/no/such/page/", headers={"accept-language": language})
    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("language", SIX)
def test_a_failure_is_a_page_without_traceback_and_without_the_database(
    rf: RequestFactory, language: str, django_assert_num_queries: object
) -> None:
    from django.utils import translation

    with translation.override(language), django_assert_num_queries(0):  # type: ignore[operator]
        answer = views.server_error(rf.get("/"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert f'<html lang="{language}"' in page
    assert "Traceback" not in page


def test_a_bad_request_is_a_page(rf: RequestFactory) -> None:
    answer = views.bad_request(rf.get("/"), ValueError("secret detail"))
    assert answer.status_code == 400
    assert "secret detail" not in answer.content.decode()


def test_a_form_out_of_date_says_that_nothing_was_saved() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()


def test_no_page_holds_inline_style_or_script(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert " style=" not in page
    assert "<script>" not in page
    assert client.get("/accounts/login/")["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/courses/a/?page=2", "/courses/a/?page=2"),
        ("https://elsewhere.example/courses/a/", "/"),
        ("http://testserver//elsewhere.example/x", "/elsewhere.example/x"),
        ("", "/"),
    ],
)
def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(
    client: Client, came_from: str, back: str
) -> None:
    headers = {"referer": came_from, "accept-language": "fr"}
    client.cookies["sessionid"] = "ended"
    signing_in = client.post("/courses/a/withdraw/", headers=headers)
    assert signing_in["Location"] == f"/accounts/login/?{urlencode({'next': back})}"
    assert "rien n’a été enregistré" in client.get(signing_in["Location"], headers=headers).content.decode()
    never_signed_in = Client().post("/courses/a/withdraw/", headers=headers)
    assert never_signed_in["Location"] == "/accounts/login/?next=/courses/a/withdraw/"
    by_script = client.post("/courses/a/withdraw/", headers={**headers, "sec-fetch-mode": "cors"})
    assert by_script["Location"] == "/accounts/login/?next=/courses/a/withdraw/"


def test_an_address_of_a_button_is_no_blank_page(client: Client) -> None:
    answer = client.get("/theme/", headers={"accept-language": "fr"})
    assert (answer.status_code, answer["Allow"], '<html lang="fr"' in answer.content.decode()) == (405, "POST", True)


def test_what_takes_files_takes_files_of_the_size_that_it_names() -> None:
    wanted = {
        reverse("courses:import_translation", args=[1]): MOST_XML_BYTES,
        reverse("courses:upload_edition", args=["a"]): MOST_DOCUMENT_BYTES,
        reverse("courses:upload_file", args=[1]): MOST_FILE_BYTES,
        reverse("courses:edit_lesson", args=[1]): MOST_FILE_BYTES,
        reverse("courses:captions", args=[1]): MOST_FILM_BYTES,
        reverse("courses:upload_scorm"): MOST_UNPACKED,
        reverse("quizzes:imports"): MOST_FILE_BYTES,
    }
    assert {path: size for path, size in wanted.items() if largest_body(path) <= size} == {}
    assert largest_body("/courses/a/enrol/") < min(wanted.values())
