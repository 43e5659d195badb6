"""Pages of invitation lists: an upload, its dry run, the yes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.languages import LANGUAGES
from core.refusals import described
from people.choices import Role
from people.models import Person
from tests.factories import make_person, make_webinar
from tests.webinars.test_invitation_lists import FAULTY, addresses, kept, states
from webinars.actions.lists import Way, apply_list
from webinars.actions.registration.by_person import register
from webinars.models import ImportedList, Mail, Registration, Webinar

pytestmark = pytest.mark.django_db


def upload(client: Client, webinar: Webinar, data: bytes, name: str = "list.csv", **fields: str) -> Any:
    url = reverse("webinars:lists", args=[webinar.slug])
    return client.post(url, {"file": SimpleUploadedFile(name, data), **fields})


def test_an_upload_leads_to_a_dry_run_that_changes_nothing(client: Client) -> None:
    host = make_person()
    webinar = make_webinar(host=host, capacity=2)
    client.force_login(host)
    answer = upload(client, webinar, FAULTY.encode("utf-16"))
    people = Person.objects.count()
    page = client.get(answer["Location"]).content.decode()
    assert (Registration.objects.count(), Person.objects.count(), Mail.objects.count()) == (0, people, 0)
    for piece in ("Atlantide", "Deutsch", "Benoît Kaboré", "Not an e-mail".replace("Not", "This is not"), "Remarques"):
        assert piece in page
    client.post(answer["Location"], {"do": "places"})
    client.post(answer["Location"], {"do": "places"})
    assert sorted(states(webinar).values()) == ["confirmed", "confirmed", "waiting"]
    assert Mail.objects.count() == 3
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("webinars:lists", args=[webinar.slug])).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_no_list_is_explained_in_the_readers_language(client: Client, language: str) -> None:
    host = make_person(language=language)
    webinar = make_webinar(host=host)
    client.force_login(host)
    answer = upload(client, webinar, b"%PDF-1.7 ...", name="list.csv")
    assert answer.status_code == 200
    with translation.override(language):
        assert str(described()["file.is_pdf"]) in answer.content.decode()
    assert ImportedList.objects.count() == 0


def test_a_file_over_the_limit_is_refused_and_an_empty_one_too(client: Client) -> None:
    host = make_person()
    webinar = make_webinar(host=host)
    client.force_login(host)
    large = upload(client, webinar, b"a@example.org\n" * 400_000)
    assert "The file is too large. At most 5 MB are taken." in large.content.decode()
    assert "The file is empty." in upload(client, webinar, b"").content.decode()


def test_letters_can_be_chosen(client: Client) -> None:
    host = make_person()
    webinar = make_webinar(host=host)
    client.force_login(host)
    data = "email;name\na@example.org;Łódź\n".encode("cp1250")
    answer = upload(client, webinar, data, letters="cp1250")
    assert "Łódź" in client.get(answer["Location"]).content.decode()


def test_names_in_a_list_are_text_and_nothing_else(client: Client) -> None:
    host = make_person()
    webinar = make_webinar(host=host)
    client.force_login(host)
    text = "email,name,<b>x</b>\na@example.org,<script>alert(1)</script>,\n<img src=x>,,\n"
    answer = upload(client, webinar, text.encode(), name="<i>l</i>.csv")
    page = client.get(answer["Location"]).content.decode()
    assert not any(raw in page for raw in ("<script>alert", "<img src=x", "<b>x", "<i>l"))


def test_a_list_can_be_thrown_away_until_it_is_applied(client: Client) -> None:
    host = make_person()
    webinar = make_webinar(host=host)
    client.force_login(host)
    mine, used = kept(webinar, addresses("a"), host), kept(webinar, addresses("b"), host)
    apply_list(used, way=Way.INVITE, by=host)
    for each in (mine, used):
        client.post(reverse("webinars:imported_list", args=[each.pk]), {"do": "drop"})
    assert list(ImportedList.objects.all()) == [used]


def test_a_list_of_another_webinar_is_not_there(client: Client) -> None:
    host, other = make_person(), make_person()
    theirs = kept(make_webinar(host=other), addresses("a"), other)
    make_webinar(host=host)
    client.force_login(host)
    assert client.get(reverse("webinars:imported_list", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("webinars:imported_list", args=[theirs.pk]), {"do": "places"}).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_dry_run_takes_as_many_queries_for_any_list(
    client: Client, people: int, django_assert_num_queries: Any
) -> None:
    host = make_person()
    webinar = make_webinar(host=host, capacity=2)
    mine = kept(webinar, addresses(*"abc"[:people], country="KE"), host)
    for _number in range(people):
        register(make_webinar(registration_mode="open"), person=make_person())
        Registration.objects.create(webinar=webinar, person=make_person())
    client.force_login(host)
    client.get("/")
    with django_assert_num_queries(QUERIES_OF_A_DRY_RUN):
        client.get(reverse("webinars:imported_list", args=[mine.pk]))


QUERIES_OF_A_DRY_RUN = 11


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_lists_takes_as_many_queries_for_any_number(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    host = make_person()
    webinar = make_webinar(host=host)
    for _number in range(count):
        kept(webinar, addresses("a"), make_person(Role.PROGRAMME_MANAGER))
    client.force_login(host)
    client.get("/")
    with django_assert_num_queries(QUERIES_OF_LISTS):
        client.get(reverse("webinars:lists", args=[webinar.slug]))


QUERIES_OF_LISTS = 7
