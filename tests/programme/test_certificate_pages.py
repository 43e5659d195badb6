"""Certificates as they are seen: the paper in any language, the public verification, and the lists of those who manage them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from core.languages import LANGUAGES
from people.actions.erasure import erase_person
from people.choices import Role
from people.models import Person
from programme.actions import certificates as actions
from programme.exporters.certificates import paper
from programme.exporters.codes import code_of
from programme.models import Certificate, new_number
from tests.factories import make_certificate, make_person, make_published_course, make_webinar

pytestmark = pytest.mark.django_db

WORDS = (
    "Certificate of completion",
    "This certificate is awarded to",
    "for completing the course",
    "Duration",
    "Number of the certificate",
)
TITLES = {"en": "Valves", "fr": "Vannes", "ru": "Клапаны", "es": "Válvulas", "pt": "Torneiras", "ar": "صمامات"}


@pytest.mark.parametrize("interface", ["en", "ar"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_is_in_the_chosen_language_alone_whatever_that_of_the_interface(language: str, interface: str) -> None:
    row = make_certificate(make_person(full_name="Нурлан Абдрахманов"), titles=TITLES)
    with translation.override(interface):
        drawn = paper(row, language)
    said = {}
    for code in LANGUAGES:
        with translation.override(code):
            said[code] = {TITLES[code], *(gettext(word) for word in WORDS)}
    others = set().union(*(words for code, words in said.items() if code != language)) - said[language]
    shown = {text.strip() for text in re.findall(r">([^<>]+)<", drawn)}
    assert said[language] <= shown
    assert others & shown == set()
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<article class="paper" lang="{language}" dir="{direction}"' in drawn
    assert '<p class="holder" dir="auto">Нурлан Абдрахманов</p>' in drawn


def test_a_title_that_was_not_published_in_the_language_stands_as_it_was_written() -> None:
    row = make_certificate(titles={"fr": "Vannes", "en": "Valves"}, source_language="fr")
    assert '<p class="what" lang="fr" dir="ltr">Vannes</p>' in paper(row, "ar")


def test_the_holder_sees_it_in_their_own_language_first_and_may_choose_another(client: Client) -> None:
    row = make_certificate(make_person(language="ru"), titles=TITLES)
    client.force_login(row.person)
    address = reverse("programme:certificate", args=[row.number])
    pages = [client.get(address, {"in": chosen}).content.decode() for chosen in ("", "pt", "xx")]
    found = [re.findall(r'<article class="paper" lang="(\w\w)"', page) for page in pages]
    assert found == [["ru"], ["pt"], ["ru"]]
    assert f"/certificates/{row.number}/" in pages[0]


def test_the_code_leads_to_the_verification() -> None:
    row = make_certificate()
    code = code_of(f"{configured.PUBLIC_URL}/certificates/{row.number}/")
    assert f'd="{code.path}"' in paper(row, "en")


def test_numbers_are_long_and_never_the_same() -> None:
    numbers = {new_number() for _ in range(500)}
    assert len(numbers) == 500
    assert all(re.fullmatch(r"([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}", number) for number in numbers)


def verified(client: Client, number: str, **more: Any) -> tuple[int, str]:
    answer = client.get(reverse("programme:verify_certificate", args=[number]), follow=True, **more)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.status_code, answer.content.decode()


def test_anybody_verifies_what_the_paper_shows_and_nothing_else(client: Client) -> None:
    person = make_person(full_name="Maria Silva", email="maria@aduana.example", language="pt")
    row = make_certificate(person, titles=TITLES)
    status, page = verified(client, row.number.lower().replace("-", " "))
    assert (status, "Maria Silva" in page, "Valves" in page, "10 March 2026" in page) == (200, True, True, True)
    assert ("badge ok" in page, "maria@" in page, "Kenya" in page) == (True, False, False)


def test_a_revoked_a_replaced_and_an_erased_one_say_so(client: Client) -> None:
    manager = make_person()
    revoked, replaced, erased = (make_certificate(make_person(full_name="Maria Silva")) for _ in range(3))
    actions.revoke(revoked, reason="not_own_work", by=manager)
    Person.objects.filter(pk=replaced.person_id).update(full_name="Maria Souza")
    fresh = actions.reissue(replaced, by=manager)
    erase_person(erased.person, by=erased.person)
    status, page = verified(client, revoked.number)
    assert (status, ">Revoked<" in page.replace("</svg>Revoked", ">Revoked"), "own work" in page) == (200, True, False)
    status, page = verified(client, replaced.number)
    assert (status, "Maria Silva" in page, "Souza" in page, fresh.number in page) == (200, True, False, False)
    status, page = verified(client, erased.number)
    assert (status, "no longer exists" in page, "Maria" in page, "Valves" in page) == (410, True, False, False)


def test_an_unknown_number_is_told_helpfully_and_kept_in_the_field(client: Client) -> None:
    make_certificate(make_person(full_name="Maria Silva"))
    status, page = verified(client, "2222-2222-2222-2222")
    assert (status, "Compare it with the paper" in page, "Maria" in page) == (404, True, False)
    assert 'value="2222-2222-2222-2222"' in page
    assert verified(client, "nonsense")[0] == 404
    answer = client.get(reverse("programme:find_certificate"), {"number": "<b>12</b>"})
    assert (answer.status_code, "&lt;b&gt;12&lt;/b&gt;" in answer.content.decode()) == (400, True)


def test_verifying_has_a_limit_for_each_network_address(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**configured.ACCOUNT_RATE_LIMITS, "verify_certificate": "2/m/ip"}
    address = reverse("programme:verify_certificate", args=[make_certificate().number])
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get(address, REMOTE_ADDR="198.51.100.7").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_a_constant_number_of_queries(client: Client, django_assert_num_queries: Any, rows: int) -> None:
    manager = make_person(Role.PROGRAMME_MANAGER)
    course, webinar = make_published_course(), make_webinar()
    for _ in range(rows):
        make_certificate(course=course)
        make_certificate(webinar=webinar)
        make_certificate(manager)
    client.force_login(manager)
    pages = [
        (reverse("programme:course_certificates", args=[course.pk]), 7),
        (reverse("programme:webinar_certificates", args=[webinar.slug]), 7),
        (reverse("programme:certificates"), 5),
    ]
    for address, queries in pages:
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_the_list_and_its_files_hold_what_was_asked_for(client: Client) -> None:
    manager, course = make_person(Role.PROGRAMME_MANAGER), make_published_course()
    held = make_certificate(make_person(full_name="=HYPERLINK(1)"), course=course)
    revoked = make_certificate(make_person(full_name="Maria Silva"), course=course)
    make_certificate(make_person(full_name="Elsewhere"))
    actions.revoke(revoked, reason="mistake", by=manager)
    renamed = make_certificate(make_person(full_name="New Name"), course=course, name="Old Name")
    client.force_login(manager)
    page = reverse("programme:course_certificates", args=[course.pk])
    file = reverse("programme:course_certificates_file", args=[course.pk, "csv"])

    def shown(**asked: str) -> list[str]:
        text = client.get(page, asked).content.decode()
        lines = client.get(file, asked).content.decode()
        found = [row.number for row in (held, revoked, renamed) if row.number in text]
        assert [row.number for row in (held, revoked, renamed) if row.number in lines] == found
        assert ("Elsewhere" in text, "Elsewhere" in lines) == (False, False)
        return found

    assert shown() == [held.number, revoked.number, renamed.number]
    assert shown(state="revoked") == [revoked.number]
    assert shown(state="renamed") == [renamed.number]
    assert shown(words="silva") == [revoked.number]
    assert shown(state="replaced") == []
    assert "'=HYPERLINK(1)" in client.get(file).content.decode()


def test_a_manager_revokes_restores_and_issues_anew_on_one_page(client: Client) -> None:
    manager = make_person(Role.PROGRAMME_MANAGER)
    row = make_certificate(make_person(full_name="New Name"), name="Old Name", course=make_published_course())
    client.force_login(manager)

    def post(what: str, number: str, **data: str) -> str:
        address = reverse(f"programme:{what}_certificate", args=[number])
        return client.post(address, data, follow=True).content.decode()

    assert "Choose a reason" in post("revoke", row.number, reason="")
    assert "The certificate is revoked." in post("revoke", row.number, reason="mistake")
    assert "This certificate is revoked. Nothing was changed." in post("reissue", row.number)
    assert "The certificate is valid again." in post("restore", row.number)
    page = post("reissue", row.number)
    fresh = Certificate.objects.get(name="New Name")
    assert ("issued under the present name" in page, row.number in page, fresh.replaces) == (True, True, row)
    assert row.issued_at <= timezone.now()
