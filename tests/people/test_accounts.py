"""Signing up and in: by code first, in one language per page and mail, telling strangers nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from people.choices import Role
from people.models import Person
from tests.factories import make_person

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", re.M)


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def _signup(client: Client, email: str) -> Any:
    return client.post(
        reverse("account_signup"),
        {"email": email, "full_name": "Émilie Ndiaye", "country": "SN", "language": "fr"},
    )


def test_sign_up_asks_for_little_and_the_code_finishes_it(client: Client) -> None:
    answer = _signup(client, "new@douanes.example")
    assert answer.status_code == 302
    code = CODE.search(mail.outbox[-1].body)
    assert code is not None
    done = client.post(answer["Location"], {"code": code[1]})
    assert done["Location"] == "/"
    person = Person.objects.get(email="new@douanes.example")
    assert (person.full_name, person.country, person.language, person.time_zone) == (
        "Émilie Ndiaye",
        "SN",
        "fr",
        "Africa/Dakar",
    )
    assert person.administration is not None
    assert person.administration.country == "SN"
    assert not person.has_usable_password()


def test_sign_up_answers_alike_whether_the_address_is_known(client: Client) -> None:
    make_person(email="known@example.org")
    known = _signup(client, "known@example.org")
    unknown = _signup(Client(), "unknown@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert Person.objects.filter(email="known@example.org").count() == 1


def test_a_person_signs_in_by_code_in_their_own_language(client: Client) -> None:
    make_person(email="kofi@example.org", language="pt")
    answer = client.post(reverse("account_request_login_code"), {"email": "kofi@example.org"})
    assert "código" in mail.outbox[-1].body
    code = CODE.search(mail.outbox[-1].body)
    assert code is not None
    assert client.post(answer["Location"], {"code": code[1]})["Location"] == "/"
    assert client.get("/").status_code == 200


def test_an_unknown_address_gets_the_same_answer_to_a_code_request(client: Client) -> None:
    make_person(email="kofi@example.org")
    known = client.post(reverse("account_request_login_code"), {"email": "kofi@example.org"})
    unknown = Client().post(reverse("account_request_login_code"), {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_an_office_behind_one_address_can_all_ask_for_codes_at_once() -> None:
    people = [make_person() for _number in range(40)]
    answers = [Client().post(reverse("account_request_login_code"), {"email": person.email}) for person in people]
    assert {answer.status_code for answer in answers} == {302}


def test_one_person_cannot_ask_for_codes_without_end(client: Client) -> None:
    person = make_person()
    for _number in range(8):
        Client().post(reverse("account_request_login_code"), {"email": person.email})
    assert len(mail.outbox) == 4


def test_a_password_still_works(client: Client) -> None:
    make_person(email="kofi@example.org", password="manifest-2026-harbour")
    answer = client.post(reverse("account_login"), {"login": "kofi@example.org", "password": "manifest-2026-harbour"})
    assert answer["Location"] == "/"


PAGES = ("account_login", "account_request_login_code", "account_signup", "account_reset_password")
OWN_PAGES = (
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "usersessions_list",
)
ENGLISH = re.compile(
    r"\b(Sign|Password|Email Address|Address|Please|Activate|Sessions|Your|Confirm|Change|the|with|and)\b"
)


def _words(page: str) -> str:
    """What a reader sees of the main part of the page."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>|&\w+;", " ", main))


@pytest.mark.parametrize("language", ["fr", "ru", "es", "pt", "ar"])
@pytest.mark.parametrize("name", [*PAGES, *OWN_PAGES])
def test_no_account_page_mixes_languages(client: Client, name: str, language: str) -> None:
    client.cookies["lectern_language"] = language
    if name in OWN_PAGES:
        client.force_login(make_person(full_name="Kofi", email="kofi@x.example", password="manifest-2026-harbour"))
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    assert ENGLISH.findall(_words(answer.content.decode())) == []


@pytest.mark.parametrize("language", ["fr", "ru", "es", "pt", "ar"])
def test_no_page_behind_a_sign_in_mixes_languages(client: Client, language: str) -> None:
    client.cookies["lectern_language"] = language
    person = make_person(full_name="Kofi", email="kofi@x.example", password="manifest-2026-harbour")
    confirm = Client()
    confirm.cookies["lectern_language"] = language
    waiting = confirm.post(reverse("account_request_login_code"), {"email": person.email})["Location"]
    assert ENGLISH.findall(_words(confirm.get(waiting).content.decode())) == []
    entered = client.post(reverse("account_login"), {"login": person.email, "password": "manifest-2026-harbour"})
    assert entered["Location"] == "/"
    client.post(reverse("account_reauthenticate"), {"password": "manifest-2026-harbour"})
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_index"):
        answer = client.get(reverse(name))
        assert (name, answer.status_code, answer.headers.get("Location")) == (name, 200, None)
        assert (name, ENGLISH.findall(_words(answer.content.decode()))) == (name, [])
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        answer = client.get(reverse(name))
        assert (name, answer.status_code) == (name, 200)
        assert (name, ENGLISH.findall(_words(answer.content.decode()))) == (name, [])
    second = Client()
    second.cookies["lectern_language"] = language
    step = second.post(reverse("account_login"), {"login": person.email, "password": "manifest-2026-harbour"})
    assert step["Location"].startswith(reverse("mfa_authenticate"))
    assert ENGLISH.findall(_words(second.get(reverse("mfa_authenticate")).content.decode())) == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PROGRAMME_MANAGER])
def test_staff_are_sent_to_set_up_a_second_step_where_it_is_required(client: Client, settings: Any, role: Role) -> None:
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(make_person(role))
    assert client.get("/")["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200


def test_trainees_are_not_asked_for_a_second_step(client: Client, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(make_person(Role.TRAINER))
    assert client.get("/").status_code == 200


def test_staff_with_a_second_step_go_on(client: Client, settings: Any) -> None:
    settings.REQUIRE_STAFF_MFA = True
    planner = make_person(Role.PROGRAMME_MANAGER)
    TOTP.activate(planner, generate_totp_secret())
    client.force_login(planner)
    assert client.get("/").status_code == 200


def test_mails_in_the_folder_are_shown_to_administrators(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    from django.core.mail import EmailMessage, get_connection

    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path))
    message = EmailMessage("رمز الدخول", "رمزك هو 4711", "l@example.org", ["a@example.org"], connection=connection)
    message.send()
    client.force_login(make_person(Role.ADMINISTRATOR))
    page = client.get(reverse("people:mail")).content.decode()
    assert "رمز الدخول" in page
    assert '<div class="letter-text" dir="auto"><p>رمزك هو 4711</p></div>' in page
