"""The decks of the demonstration: our own slides in six languages, set with Typst and taken in as any others."""

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


LIVE, PAST = "slides", "slides_past"
"""The folders of the decks of the webinar that is live, and of the one of last week."""

NEXT_TO_BE_SEEN = ("ar", "en", *LANGUAGES[1:-1])
"""The languages in the order in which they are rendered."""


@cache
def words(language: str, folder: str = LIVE) -> dict[str, Any]:
    """A deck's text: ``footer``, and ``page`` with the kind, title and content of each."""
    return tomllib.loads((reading.CONTENT / folder / f"{language}.toml").read_text(encoding="utf-8"))


def pdf(language: str, folder: str = LIVE) -> bytes:
    """A deck in one language. Its words go to Typst as data, never as markup."""
    said = words(language, folder)
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


def spoken(language: str, folder: str = LIVE) -> dict[int, str]:
    """Each page's text by its position, a line per line, as it is read aloud."""
    texts = {}
    for position, page in enumerate(words(language, folder)["page"], start=1):
        several = [*page.get("cards", ()), *page.get("asks", ()), *page.get("steps", ()), *page.get("rows", ())]
        lines = [page["title"], page["subtitle"], page.get("text", ""), *page.get("points", ())]
        texts[position] = "\n".join([line for line in lines if line] + [" – ".join(parts) for parts in several])
    return texts


def make_decks(*, by: Person) -> tuple[Deck, Deck]:
    """The decks of the live webinar and of the past one, each with its six versions, rendered at once as far as time allows:
    two languages of each first."""
    live, waiting = _make_deck(LIVE, "live", by=by)
    past, later = _make_deck(PAST, "past", by=by)
    render_now([*waiting[:2], *later[:2], *waiting[2:], *later[2:]])
    for deck, folder in ((live, LIVE), (past, PAST)):
        for version in deck.versions.all():
            describe_pages(version.pk, texts=spoken(version.language, folder))
    return Deck.objects.get(pk=live.pk), Deck.objects.get(pk=past.pk)


def _make_deck(folder: str, plan: str, *, by: Person) -> tuple[Deck, list[int]]:
    """A deck, and its versions in the order in which they are to be rendered."""
    deck = create_deck(titles=reading.plan(plan).title, by=by)
    for language in LANGUAGES:
        checked = check_pdf(ContentFile(pdf(language, folder)), name=f"{folder}-{language}.pdf")
        upload_version(deck, language=language, pdf=checked)
    waiting = newest_versions(deck)
    return deck, [waiting[language].pk for language in NEXT_TO_BE_SEEN if language in waiting]


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
