"""The library: files become editions, editions are published, and everybody goes on where they left."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from core.actions import Refused
from courses.actions.library import (
    add_edition,
    bring_back_edition,
    check_document,
    create_document,
    publish_edition,
    withdraw_edition,
)
from courses.chapters import Chapter, chapters_of
from courses.models import Document, DocumentEdition, ReadingPlace
from courses.queries.search import search
from courses.tasks import read_document, sweep_decks
from people.choices import Role
from people.models import Person
from tests.decks import make_pdf
from tests.factories import make_person

pytestmark = pytest.mark.django_db

HTML = (
    "<h1>Guide</h1><p>Introduction.</p><h2>Licences</h2><p>An export licence.</p><h2>Checks</h2><p>Of <b>cargo</b>.</p>"
)


def make_document(by: Person, **fields: Any) -> Document:
    values: dict[str, Any] = {"title": {"en": "Guide"}, "summary": {}, "audiences": []}
    return create_document(**{**values, **fields}, by=by)


def add(document: Document, content: bytes | str, by: Person, language: str = "en", **fields: Any) -> DocumentEdition:
    data = content.encode() if isinstance(content, str) else content
    checked = check_document(ContentFile(data, name="guide.html"))
    return add_edition(document, language=language, label=fields.get("label", ""), content=checked, by=by)


def test_html_becomes_chapters_without_what_is_no_text() -> None:
    found = chapters_of(
        "<title>No</title><style>p{}</style><p>Before</p><h1 onclick=x>One <em>two</em></h1><script>alert(1)</script>"
        "<p style='color:red'>A<img src=x onerror=alert(1)></p><h4>Small</h4><h3></h3><p>B</p>"
    )
    assert found == (
        Chapter("", 1, "<p>Before</p>"),
        Chapter("One two", 1, "<p>A</p>Small"),
        Chapter("", 3, "<p>B</p>"),
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "deck.empty_file"),
        (b"PK\x03\x04word", "document.not_taken"),
        (b"just words", "document.not_taken"),
        (b"<svg onload=alert(1)>", "document.not_taken"),
        (b"<p>caf\xe9</p>", "document.not_utf8"),
        (b"<html><script>words</script></html>", "document.no_words"),
        (b"%PDF-1.7 broken %%EOF", "deck.broken"),
        (b"%PDF-1.7 cut", "deck.incomplete"),
    ],
)
def test_a_wrong_file_ends_in_one_message_and_changes_nothing(client: Any, data: bytes, code: str) -> None:
    trainer = make_person(Role.TRAINER)
    document = make_document(trainer)
    with pytest.raises(Refused) as refused:
        check_document(ContentFile(data, name="x.pdf"))
    assert refused.value.code == code
    client.force_login(trainer)
    file = BytesIO(data)
    file.name = "x.pdf"
    page = client.post(
        reverse("courses:upload_edition", args=[document.slug]), {"language": "fr", "label": "Second <b>", "file": file}
    )
    assert page.status_code == 200
    assert 'value="Second &lt;b&gt;"' in page.content.decode()
    assert not DocumentEdition.objects.exists()


def test_a_pdf_is_read_page_by_page_and_again_where_it_was_left(django_capture_on_commit_callbacks: Any) -> None:
    trainer = make_person(Role.TRAINER)
    edition = add(make_document(trainer), make_pdf(["one", "two", "three"]), trainer)
    assert (edition.state, edition.page_count) == ("waiting", 3)
    with pytest.raises(Refused) as refused:
        publish_edition(edition, by=trainer)
    assert refused.value.code == "document.not_ready"
    read_document(edition.pk)
    edition.refresh_from_db()
    assert (edition.state, edition.pages_done) == ("ready", 3)
    DocumentEdition.objects.filter(pk=edition.pk).update(state="rendering", touched_at="2020-01-01T00:00Z")
    edition.sections.filter(position=2).delete()
    with django_capture_on_commit_callbacks(execute=True):
        sweep_decks()
    edition.refresh_from_db()
    assert (edition.state, edition.pages_done) == ("ready", 3)
    assert [(each.page, bool(each.text)) for each in edition.sections.order_by("position")] == [
        (1, True), (2, True), (3, True),
    ]  # fmt: skip


def test_the_newest_published_edition_is_in_force_and_found() -> None:
    trainer = make_person(Role.TRAINER)
    document = make_document(trainer, audiences=["senior_manager"])
    first, second = add(document, HTML, trainer), add(document, HTML.replace("cargo", "vessels"), trainer)
    senior, officer = make_person(audience="senior_manager"), make_person(audience="operational_officer")

    def found(person: Person, typed: str) -> list[int | None]:
        return [each.edition for each in search(person, typed, "en").results]

    assert found(senior, "cargo") == []
    publish_edition(first, by=trainer)
    assert (found(senior, "cargo"), found(officer, "cargo")) == ([first.pk], [])
    publish_edition(second, by=trainer)
    assert (found(senior, "cargo"), found(senior, "vessels")) == ([], [second.pk])


def test_readers_go_on_where_they_left_in_whatever_edition(client: Any) -> None:
    trainer = make_person(Role.TRAINER)
    document = make_document(trainer)
    english, russian = add(document, HTML, trainer), add(document, HTML, trainer, "ru")
    draft = add(document, HTML, trainer, "fr")
    for edition in (english, russian):
        publish_edition(edition, by=trainer)
    person = make_person(language="es")
    client.force_login(person)
    overview = client.get(reverse("courses:document", args=[document.slug]), headers={"accept-language": "es"})
    assert 'lang="en" dir="ltr"' in overview.content.decode()
    for edition, position in ((english, 3), (english, 2), (russian, 1)):
        page = client.get(reverse("courses:read_document", args=[document.slug, edition.pk, position]))
        assert f'<article class="card lesson" lang="{edition.language}" dir="ltr">' in page.content.decode()
    place = ReadingPlace.objects.get()
    assert (place.person, place.edition, place.position, place.furthest) == (person, russian, 1, 3)
    for wrong in ((draft.pk, 1), (english.pk, 4), (english.pk, 0), (10**9, 1)):
        assert client.get(reverse("courses:read_document", args=[document.slug, *wrong])).status_code == 404


def test_an_earlier_edition_says_what_is_in_force_and_a_withdrawn_one_is_gone(client: Any) -> None:
    trainer = make_person(Role.TRAINER)
    document = make_document(trainer)
    first, second = add(document, HTML, trainer), add(document, HTML, trainer, label="Of 2026")
    for edition in (first, second):
        publish_edition(edition, by=trainer)
    reader = make_person()

    def told(person: Person) -> list[str]:
        client.force_login(person)
        answers = []
        for each in (first, second):
            page = client.get(reverse("courses:read_document", args=[document.slug, each.pk, 1]))
            file = client.get(reverse("courses:edition_file", args=[document.slug, each.pk]))
            assert (file.status_code == 200) == (page.status_code == 200)
            words = page.content.decode()
            link = (
                f'href="{reverse("courses:read_document", args=[document.slug, second.pk, 1])}">Go to the one in force'
            )
            state = "withdrawn" if "This edition is withdrawn" in words else "superseded" if link in words else "shown"
            answers.append(state if page.status_code == 200 else "unknown")
        return answers

    assert told(reader) == ["superseded", "shown"]
    withdraw_edition(second, by=trainer)
    assert (told(reader), told(trainer)) == (["shown", "unknown"], ["shown", "withdrawn"])
    assert {each.edition for each in search(reader, "licence", "en").results} == {first.pk}
    withdraw_edition(first, by=trainer)
    client.force_login(reader)
    assert client.get(reverse("courses:document", args=[document.slug])).status_code == 404
    assert search(trainer, "licence", "en").count == 0
    bring_back_edition(first, by=trainer)
    bring_back_edition(second, by=trainer)
    assert (told(reader), told(trainer)) == (["superseded", "shown"], ["superseded", "shown"])


def test_the_place_is_kept_in_what_is_in_force_and_begins_anew_where_that_was_replaced(client: Any) -> None:
    trainer = make_person(Role.TRAINER)
    document = make_document(trainer)
    first = add(document, HTML, trainer)
    publish_edition(first, by=trainer)
    client.force_login(make_person())

    def read(edition: DocumentEdition, position: int) -> tuple[int, int, int]:
        assert (
            client.get(reverse("courses:read_document", args=[document.slug, edition.pk, position])).status_code == 200
        )
        place = ReadingPlace.objects.get()
        return place.edition_id, place.position, place.furthest

    read(first, 3)
    second = add(document, HTML + "<h2>Annex</h2><p>A.</p>", trainer)
    publish_edition(second, by=trainer)
    overview = client.get(reverse("courses:document", args=[document.slug])).content.decode()
    assert "A newer edition has come since you read this one." in overview
    assert read(second, 2) == (second.pk, 2, 2)
    assert read(first, 3) == (second.pk, 2, 2)  # looking something up moves nothing
    assert "A newer edition" not in client.get(reverse("courses:document", args=[document.slug])).content.decode()


def test_a_file_opens_where_that_is_safe_and_is_saved_elsewhere(client: Any) -> None:
    trainer = make_person(Role.TRAINER)
    document = make_document(trainer)
    html, pdf = (
        add(document, HTML + "<script>alert(1)</script>", trainer),
        add(document, make_pdf(["one"]), trainer, "fr"),
    )
    client.force_login(trainer)
    answers = [client.get(reverse("courses:edition_file", args=[document.slug, each.pk])) for each in (html, pdf)]
    assert [each.headers["Content-Disposition"].partition(";")[0] for each in answers] == ["attachment", "inline"]
    assert [each.headers["Content-Type"] for each in answers] == ["text/html; charset=utf-8", "application/pdf"]
    assert all("default-src 'none'" in each.headers["Content-Security-Policy"] for each in answers)


@pytest.mark.parametrize("documents", [1, 3])
def test_the_list_shows_what_is_ones_own_in_as_many_queries_for_one_as_for_three(
    client: Any, documents: int, django_assert_num_queries: Any
) -> None:
    trainer = make_person(Role.TRAINER)
    person = make_person(audience="private_sector")
    client.force_login(person)
    for number in range(documents):
        mine = make_document(trainer, title={"en": f"Mine {number}"}, audiences=["private_sector", "senior_manager"])
        publish_edition(add(mine, HTML, trainer), by=trainer)
        client.get(reverse("courses:read_document", args=[mine.slug, mine.editions.get().pk, 2]))
        others = make_document(trainer, title={"en": f"Others {number}"}, audiences=["senior_manager"])
        publish_edition(add(others, HTML, trainer), by=trainer)
        make_document(trainer, title={"en": f"Draft {number}"})
    with django_assert_num_queries(7):
        page = client.get(reverse("courses:library")).content.decode()
    assert (page.count("Mine "), page.count("Others "), page.count("Draft ")) == (documents, 0, 0)
    assert page.count("Read up to 2 of 3") == documents
