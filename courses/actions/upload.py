"""Taking in a PDF: checked by its content, before anything changes."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone

from core.actions import Refused, action
from core.jobs import enqueue_after_commit
from courses.choices import NEWEST, RenderState
from courses.models import Deck, DeckVersion
from courses.rendering import BadPdf, inspect

_HEAD = 1024
_TAIL = 4096


@dataclass(frozen=True)
class CheckedPdf:
    """A file that can become slides. ``fingerprint`` is its SHA-256."""

    file: File
    name: str
    fingerprint: str
    pages: int


def check_pdf(file: File, *, name: str = "", most_bytes: int = 0, most_pages: int = 0) -> CheckedPdf:
    """Look into the file, outside of any transaction. Refuses what cannot become slides; its name is not believed.

    Other limits than those of slides may be given.
    """
    most_bytes, most_pages = most_bytes or settings.DECK_MAX_BYTES, most_pages or settings.DECK_MAX_PAGES
    digest = hashlib.sha256()
    size = 0
    head = tail = b""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        file.seek(0)
        for chunk in file.chunks():
            size += len(chunk)
            if size > most_bytes:
                raise Refused("deck.too_large", limit=most_bytes // 1024**2)
            digest.update(chunk)
            head = (head + chunk)[:_HEAD] if len(head) < _HEAD else head
            tail = (tail + chunk)[-_TAIL:]
            copy.write(chunk)
        copy.flush()
        if size == 0:
            raise Refused("deck.empty_file")
        if b"%PDF-" not in head:
            raise Refused("deck.not_a_pdf")
        if b"%%EOF" not in tail:
            raise Refused("deck.incomplete")
        try:
            pages = inspect(Path(copy.name))
        except BadPdf as bad:
            raise Refused(bad.code, **bad.data) from bad
    if pages > most_pages:
        raise Refused("deck.too_many_pages", pages=pages, limit=most_pages)
    file.seek(0)
    shown = PurePosixPath((name or file.name or "").replace("\\", "/")).name
    return CheckedPdf(file=file, name=shown[:200], fingerprint=digest.hexdigest(), pages=pages)


@action
def upload_version(deck: Deck, *, language: str, pdf: CheckedPdf) -> DeckVersion:
    """Take the file as the deck's newest in ``language`` and have it rendered.

    The version being shown stays until this one is ready. The same file again changes nothing, unless it had failed.
    """
    Deck.objects.select_for_update().get(pk=deck.pk)
    for held in DeckVersion.objects.filter(deck=deck, language=language).exclude(state=RenderState.REPLACED):
        newest = held.state in NEWEST
        if held.fingerprint == pdf.fingerprint and held.state != RenderState.FAILED:
            if not newest:
                _forget_newest(deck, language)
            return held
    _forget_newest(deck, language)
    version = DeckVersion(
        deck=deck,
        language=language,
        fingerprint=pdf.fingerprint,
        original_name=pdf.name,
        page_count=pdf.pages,
    )
    version.file.save("source.pdf", pdf.file, save=False)
    version.save()
    enqueue_after_commit("courses.render_deck", version_id=version.pk)
    return version


def _forget_newest(deck: Deck, language: str) -> None:
    """A file that was not ready gives way to the next one; a worker that is still at it finds its version gone."""
    rows = DeckVersion.objects.filter(deck=deck, language=language, state__in=NEWEST)
    rows.update(state=RenderState.REPLACED, touched_at=timezone.now())
