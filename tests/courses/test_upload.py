"""What is taken as slides, and what is refused, by content."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from django.core.files.base import ContentFile

from core.actions import Refused
from core.refusals import sentence
from courses.actions.decks import create_deck
from courses.actions.upload import check_pdf
from courses.choices import RenderState
from tests.decks import make_pdf
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def refusal(content: bytes, name: str = "slides.pdf") -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as refused:
        check_pdf(ContentFile(content), name=name)
    assert sentence(refused.value.code, refused.value.data) != sentence("unknown")
    return refused.value.code, refused.value.data


def test_pdf_is_accepted_whatever_its_name() -> None:
    pdf = check_pdf(ContentFile(make_pdf(["One", "Two"])), name="C:\\decks\\holiday.exe")
    assert (pdf.pages, pdf.name) == (2, "holiday.exe")


def test_empty_file_is_refused() -> None:
    assert refusal(b"") == ("deck.empty_file", {})


def test_picture_named_pdf_is_refused() -> None:
    assert refusal(b"\x89PNG\r\n\x1a\n" + b"\0" * 4000) == ("deck.not_a_pdf", {})


def test_half_a_pdf_is_refused() -> None:
    whole = make_pdf(["One", "Two"])
    assert refusal(whole[: len(whole) // 2]) == ("deck.incomplete", {})


def test_damaged_pdf_is_refused() -> None:
    assert refusal(b"%PDF-1.7\n" + b"nonsense " * 500 + b"\n%%EOF") == ("deck.broken", {})


def test_password_is_refused() -> None:
    assert refusal(encrypted_pdf()) == ("deck.encrypted", {})


def test_pdf_without_pages_is_refused(tmp_path: Any) -> None:
    empty = pypdfium2.PdfDocument.new()
    empty.save(tmp_path / "empty.pdf")
    content = (tmp_path / "empty.pdf").read_bytes()
    assert refusal(content)[0] in {"deck.no_pages", "deck.broken"}


def test_too_many_bytes_are_refused(settings: Any) -> None:
    settings.DECK_MAX_BYTES = 1024**2
    assert refusal(b"%PDF-1.7" + b"\0" * 1024**2) == ("deck.too_large", {"limit": 1})


def test_too_many_pages_are_refused(settings: Any) -> None:
    settings.DECK_MAX_PAGES = 2
    assert refusal(make_pdf(["1", "2", "3"])) == ("deck.too_many_pages", {"pages": 3, "limit": 2})


def test_same_file_again_changes_nothing(upload: Any) -> None:
    deck = create_deck(titles={"en": "Scanners"}, by=make_person())
    content = make_pdf(["One"])
    first = upload(deck, content, render=True)
    again = upload(deck, content)
    assert (again.pk, again.state, deck.versions.count()) == (first.pk, RenderState.READY, 1)


def test_newer_file_replaces_one_still_waiting(upload: Any) -> None:
    deck = create_deck(titles={"en": "Scanners"}, by=make_person())
    first = upload(deck, make_pdf(["One"]))
    second = upload(deck, make_pdf(["Uno"]))
    first.refresh_from_db()
    assert (first.state, second.state) == (RenderState.REPLACED, RenderState.WAITING)


def test_deck_without_title_is_refused() -> None:
    with pytest.raises(Refused, match=r"deck\.untitled"):
        create_deck(titles={"en": "  "}, by=make_person())


def encrypted_pdf() -> bytes:
    """A minimal PDF under the standard handler with a user password that is not empty."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 96 54]>>",
        b"<</Filter/Standard/V 1/R 2/P -44/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(body)
    body += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n" % start
    return body
