"""From an uploaded PDF to pages, step by step, so that a killed worker costs one page and not the deck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Max
from django.utils import timezone

from core.actions import action
from core.events import happened
from core.jobs import enqueue_after_commit
from courses.choices import UNFINISHED, RenderState
from courses.models import Deck, DeckVersion, Page
from courses.queries.decks import image_name, page_key
from courses.rendering import WIDTHS, RenderedPage

ALONE_FOR = timedelta(seconds=90)
"""A version that moved within this time has a worker; a second one leaves it alone."""


@dataclass(frozen=True)
class DeckReady:
    """A version of a deck can be shown."""

    deck_id: int
    version_id: int


@dataclass(frozen=True)
class Work:
    """What is left to render of a version."""

    version: DeckVersion
    positions: list[int]


@action
def begin_rendering(version_id: int) -> Work | None:
    """Take the version on. None when there is nothing to do: ready, failed, gone, or in the hands of another worker."""
    version = DeckVersion.objects.select_for_update().filter(pk=version_id, state__in=UNFINISHED).first()
    if version is None:
        return None
    if version.state == RenderState.RENDERING and version.touched_at > timezone.now() - ALONE_FOR:
        return None
    _borrow_pages(version)
    done = set(Page.objects.filter(version=version).values_list("position", flat=True))
    version.state = RenderState.RENDERING
    version.pages_done = len(done)
    version.save()
    return Work(version, [position for position in range(1, version.page_count + 1) if position not in done])


def _borrow_pages(version: DeckVersion) -> None:
    """Pages of the same file that were rendered before, here or in another deck: same images, nothing to do again."""
    have = set(Page.objects.filter(version=version).values_list("position", flat=True))
    others = Page.objects.filter(version__fingerprint=version.fingerprint).exclude(version=version)
    for page in others.order_by("position", "pk"):
        if page.position not in have:
            have.add(page.position)
            page.pk = None
            page.version = version
            page.save(force_insert=True)


def store_images(version: DeckVersion, page: RenderedPage, folder: Path) -> None:
    """Put a page's images into the storage, over what a killed worker may have left there half-written."""
    key = page_key(version.fingerprint, page.position)
    for width in WIDTHS:
        name = image_name(key, width)
        if default_storage.exists(name):
            default_storage.delete(name)
        default_storage.save(name, ContentFile((folder / f"{page.position}-{width}.webp").read_bytes()))


@action
def record_page(version_id: int, *, page: RenderedPage) -> bool:
    """Note a rendered page whose images are stored. False when the version has gone: stop."""
    version = DeckVersion.objects.select_for_update().filter(pk=version_id, state=RenderState.RENDERING).first()
    if version is None:
        return False
    Page.objects.update_or_create(
        version=version,
        position=page.position,
        defaults={
            "key": page_key(version.fingerprint, page.position),
            "width": page.width,
            "height": page.height,
            "bytes_small": page.bytes_small,
            "bytes_large": page.bytes_large,
            "text": page.text,
        },
    )
    version.pages_done = Page.objects.filter(version=version).count()
    version.save(update_fields=["pages_done", "touched_at"])
    return True


@action
def finish_rendering(version_id: int) -> bool:
    """Show the version from now on, in the place of the one before. False when a page is missing or it has gone."""
    version = DeckVersion.objects.filter(pk=version_id).first()
    if version is None:
        return False
    deck = Deck.objects.select_for_update().get(pk=version.deck_id)
    version = DeckVersion.objects.select_for_update().filter(pk=version_id, state=RenderState.RENDERING).first()
    if version is None or Page.objects.filter(version=version).count() < version.page_count:
        return False
    shown = DeckVersion.objects.filter(deck=deck, language=version.language, state=RenderState.READY)
    shown.update(state=RenderState.REPLACED, touched_at=timezone.now())
    version.state = RenderState.READY
    version.pages_done = version.page_count
    version.error_code = ""
    version.error_position = None
    version.save()
    _count_pages(deck)
    happened(DeckReady(deck.pk, version.pk))
    enqueue_after_commit("courses.index_deck", deck_id=deck.pk)
    return True


def _count_pages(deck: Deck) -> None:
    most = DeckVersion.objects.filter(deck=deck, state=RenderState.READY).aggregate(most=Max("page_count"))["most"]
    deck.page_count = most or 0
    deck.save(update_fields=["page_count"])


@action
def describe_pages(version_id: int, *, texts: Mapping[int, str]) -> None:
    """Put known words in the place of those that were found in the file, by position: Arabic comes out of a PDF in pieces."""
    for page in Page.objects.filter(version_id=version_id, position__in=texts).order_by("position"):
        page.text = texts[page.position]
        page.save(update_fields=["text"])
    deck = DeckVersion.objects.filter(pk=version_id).values_list("deck", flat=True).first()
    if deck is not None:
        enqueue_after_commit("courses.index_deck", deck_id=deck)


@action
def fail_rendering(version_id: int, *, code: str, position: int | None = None) -> None:
    """Say why the file cannot be shown. The version being shown, if any, stays as it is."""
    DeckVersion.objects.filter(pk=version_id, state__in=UNFINISHED).update(
        state=RenderState.FAILED, error_code=code, error_position=position, touched_at=timezone.now()
    )


@action
def forget_version(version_id: int) -> list[str]:
    """Remove a replaced version. Returns the names of stored files that nothing else uses: delete them after it."""
    version = DeckVersion.objects.filter(pk=version_id, state=RenderState.REPLACED).first()
    if version is None:
        return []
    keys = set(Page.objects.filter(version=version).values_list("key", flat=True))
    source = version.file.name
    version.delete()
    keys -= set(Page.objects.filter(key__in=keys).values_list("key", flat=True))
    unused = [image_name(key, width) for key in sorted(keys) for width in WIDTHS]
    if source and not DeckVersion.objects.filter(file=source).exists():
        unused.append(source)
    return unused
