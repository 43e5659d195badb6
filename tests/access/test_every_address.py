"""No address without a row: whatever the resolver knows is in a matrix, or among the few that are open to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from people.choices import Role
from tests.access.test_course_matrix import COURSE_DOORS
from tests.access.test_matrix import LIBRARY_DOORS, PEOPLE_DOORS, WEBINAR_DOORS
from tests.access.test_quiz_matrix import QUIZ_DOORS
from tests.factories import make_person

pytestmark = pytest.mark.django_db

OWN = {
    # pages of one's own account: those of whoever is signed in, and of nobody else
    "account_email": [],
    "account_change_password": [],
    "account_set_password": [],
    "account_reauthenticate": [],
    "mfa_index": [],
    "mfa_reauthenticate": [],
    "mfa_activate_totp": [],
    "mfa_deactivate_totp": [],
    "mfa_view_recovery_codes": [],
    "mfa_generate_recovery_codes": [],
    "mfa_download_recovery_codes": [],
    "mfa_list_webauthn": [],
    "mfa_add_webauthn": [],
    "mfa_reauthenticate_webauthn": [],
    "mfa_remove_webauthn": [1],
    "mfa_edit_webauthn": [1],
    "usersessions_list": [],
}
OPEN: dict[str, tuple[list[Any], int]] = {
    # arguments, and what a visitor who comes by GET is answered
    "health": ([], 200),
    "account_login": ([], 200),
    "account_logout": ([], 302),
    "account_signup": ([], 200),
    "account_inactive": ([], 200),
    "account_email_verification_sent": ([], 302),
    "account_request_login_code": ([], 200),
    "account_confirm_login_code": ([], 302),
    "account_reset_password": ([], 200),
    "account_reset_password_done": ([], 200),
    "account_reset_password_from_key": (["abc", "no-such-key"], 200),
    "account_reset_password_from_key_done": ([], 200),
    "mfa_authenticate": ([], 302),
    "set_language": ([], 302),
    "set_theme": ([], 405),
    "webinars:calendar_feed": (["no-such-token"], 404),
    "webinars:join": (["no-such-token"], 404),
    "webinars:public_list": (["en"], 200),
    "webinars:public_webinar": (["en", "no-such-webinar"], 404),
    "webinars:public_image": (["en", "no-such-webinar", "0" * 20], 404),
    "webinars:sitemap": ([], 200),
    "webinars:robots": ([], 200),
    "courses:no_line": ([], 200),
    "programme:find_certificate": ([], 200),
    "programme:verify_certificate": (["2222-2222-2222-2222"], 404),
    "courses:service_worker": ([], 200),
    "courses:slide": (["0" * 40, 960], 404),
    "courses:film": (["0" * 40 + "-" + "0" * 20 + ".mp4"], 404),
    "courses:scorm_player": (["no-such-ticket-anywhere"], 404),
    "courses:scorm_state": (["no-such-ticket-anywhere", 0], 404),
    "courses:scorm_sequence": (["no-such-ticket-anywhere"], 404),
    "courses:scorm_commit": (["no-such-ticket-anywhere", 0], 404),
    "courses:scorm_file": (["no-such-ticket-anywhere", 0, "index.html"], 404),
    "quizzes:question_file": (["0" * 40 + "-" + "0" * 20 + ".webp"], 404),
    "courses:course_file": (["0" * 40 + "-" + "0" * 20 + ".webp"], 404),
}


def addresses(patterns: Any, namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield namespace + (pattern.name or str(pattern.pattern))


def test_every_address_has_a_row() -> None:
    rows = {name for _, name, _, _ in [*PEOPLE_DOORS, *WEBINAR_DOORS, *LIBRARY_DOORS, *QUIZ_DOORS, *COURSE_DOORS]}
    known = {name for name in addresses(get_resolver().url_patterns) if not name.startswith("admin:")}
    assert known == rows | set(OWN) | set(OPEN)


@pytest.mark.parametrize("name", OWN)
def test_pages_of_ones_own_account_ask_a_visitor_to_sign_in(client: Client, name: str) -> None:
    answer = client.get(reverse(name, args=OWN[name]))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_says_nothing_of_anybody(client: Client, name: str) -> None:
    make_person(email="kofi@example.org", full_name="Kofi Mensah")
    arguments, status = OPEN[name]
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == status
    assert b"kofi" not in answer.content.lower()


@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.NATIONAL_COORDINATOR, Role.PROGRAMME_MANAGER])
def test_the_administration_site_is_closed_to_roles(client: Client, role: Role | None) -> None:
    client.force_login(make_person(*([role] if role else [])))
    for path in ("", "login/", "people/person/", "people/rolegrant/add/", "people/person/1/change/", "nothing/"):
        answer = client.get(f"/admin/{path}")
        assert (path, answer.status_code in (302, 403, 404)) == (path, True)
        assert not answer.headers.get("Location", "").startswith("/admin/people")


def test_the_administration_site_changes_nothing_and_shows_no_secrets(client: Client) -> None:
    client.force_login(make_person(is_staff=True, is_superuser=True))
    person = make_person(password="manifest-2026-harbour")
    assert client.get("/admin/").status_code == 200
    page = client.get(f"/admin/people/person/{person.pk}/change/")
    assert page.status_code == 200
    assert person.password not in page.content.decode()
    assert client.post(f"/admin/people/person/{person.pk}/change/", {"is_superuser": "on"}).status_code == 403
    for table in ("account/emailaddress", "mfa/authenticator", "usersessions/usersession", "auth/group"):
        assert (table, client.get(f"/admin/{table}/").status_code) == (table, 404)
