"""The deck of the demonstration: our own slides in six languages, set with Typst and taken in as any other deck."""

from __future__ import annotations

import json
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection

from core.languages import LANGUAGES
from courses.actions.decks import create_deck
from courses.actions.rendering import describe_pages
from courses.actions.upload import check_pdf, upload_version
from courses.models import Deck
from courses.queries.decks import newest_versions
from courses.tasks import render_deck
from people.models import Person
from webinars.demonstration import reading

TEMPLATE = Path(__file__).parent / "deck.typ"
FONTS = settings.BASE_DIR / "node_modules" / "@expo-google-fonts"
WEIGHTS = ("400Regular", "600SemiBold", "700Bold")
SET_ON = datetime(2026, 1, 1, tzinfo=UTC)
"""The date in the files: with it the same words make the same file, whose pages are rendered once."""

PATIENCE = 9.0
"""Seconds that a start waits for slides before it leaves the languages not yet begun to the worker."""


@cache
def words(language: str) -> dict[str, Any]:
    """The deck's text: ``footer``, and ``page`` with the kind, title and content of each."""
    return tomllib.loads((reading.CONTENT / "slides" / f"{language}.toml").read_text(encoding="utf-8"))


def pdf(language: str) -> bytes:
    """The deck in one language. Its words go to Typst as data, never as markup."""
    said = words(language)
    deck = {"lang": language, "footer": said["footer"], "pages": said["page"]}
    families = ("noto-sans", "noto-sans-arabic")
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="pdf",
        font_paths=[str(FONTS / family / weight) for family in families for weight in WEIGHTS],
        ignore_system_fonts=True,
        sys_inputs={"deck": json.dumps(deck, ensure_ascii=False)},
        timestamp=int(SET_ON.timestamp()),
    )
    return made


def spoken(language: str) -> dict[int, str]:
    """Each page's text by its position, a line per line, as it is read aloud."""
    texts = {}
    for position, page in enumerate(words(language)["page"], start=1):
        several = [*page.get("cards", ()), *page.get("asks", ()), *page.get("steps", ()), *page.get("rows", ())]
        lines = [page["title"], page["subtitle"], page.get("text", ""), *page.get("points", ())]
        texts[position] = "\n".join([line for line in lines if line] + [" – ".join(parts) for parts in several])
    return texts


def make_deck(*, by: Person) -> Deck:
    """The deck with its six versions, rendered at once as far as time allows, so that the room has its slides."""
    deck = create_deck(titles=reading.plan("live").title, by=by)
    versions = {}
    for language in LANGUAGES:
        checked = check_pdf(ContentFile(pdf(language)), name=f"dual-use-{language}.pdf")
        versions[upload_version(deck, language=language, pdf=checked).pk] = language
    waiting = newest_versions(deck)
    render_now([waiting[language].pk for language in ("ar", "en", *LANGUAGES[1:-1]) if language in waiting])
    for version_id, language in versions.items():
        describe_pages(version_id, texts=spoken(language))
    return Deck.objects.get(pk=deck.pk)


def render_now(version_ids: list[int]) -> None:
    """Render versions until :data:`PATIENCE` is over; the others were enqueued as any upload, and the worker has them."""
    give_up_at = time.monotonic() + PATIENCE

    def render(version_id: int) -> None:
        """In a thread of its own: the work is that of a child process, so two of them use two cores."""
        try:
            if time.monotonic() < give_up_at:
                render_deck(version_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(render, version_ids))
