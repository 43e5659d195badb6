"""Reading decks: their versions, their pages in a language, and where images lie."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Case, Exists, F, OuterRef, Prefetch, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from core.languages import LANGUAGES
from core.refusals import sentence
from courses.choices import NEWEST, UNFINISHED, RenderState
from courses.models import Deck, DeckVersion, Page
from courses.rendering import WIDTHS

STUCK_AFTER = timedelta(minutes=2)
"""A version that nobody has worked on for so long was left by a worker that died, or its job was lost."""

REPLACED_FOR = timedelta(days=1)
"""Images of a replaced version stay this long, for those who still look at them."""


def page_key(fingerprint: str, position: int) -> str:
    """The name of a page's images: the same for the same file, and not to be guessed without the installation's secret."""
    text = f"courses.page:{fingerprint}:{position}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:40]


def image_name(key: str, width: int) -> str:
    """The image's name in the storage."""
    return f"slides/{key[:2]}/{key}/{width}.webp"


def image_url(key: str, width: int) -> str:
    return reverse("courses:slide", args=[key, width])


@lru_cache(maxsize=64)
def image_bytes(key: str, width: int) -> bytes:
    """An image's content. A page never changes, and a whole room asks for the same one: the last ones stay in memory."""
    with default_storage.open(image_name(key, width)) as file:
        content: bytes = file.read()
    return content


def ready_versions(deck: Deck) -> dict[str, DeckVersion]:
    """The versions that can be shown, by language, in the order of the languages."""
    found = {version.language: version for version in deck.versions.all() if version.state == RenderState.READY}
    return {language: found[language] for language in LANGUAGES if language in found}


def newest_versions(deck: Deck) -> dict[str, DeckVersion]:
    """Files uploaded after the ones being shown: waiting, being prepared, or failed."""
    return {version.language: version for version in deck.versions.all() if version.state in NEWEST}


def languages_for(language: str) -> list[str]:
    """``language``, then the fallbacks in their order."""
    return list(dict.fromkeys([language, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES, *LANGUAGES]))


@dataclass(frozen=True)
class DeckPage:
    """A page for a reader: in their language, or in the fallback that has this position."""

    position: int
    language: str
    small: str
    large: str
    width: int
    height: int
    text: str


def deck_pages(deck: Deck, language: str) -> list[DeckPage]:
    """One page per position 1…page_count. A position that no version has is left out."""
    return pages_of_decks([deck.pk], language).get(deck.pk, [])


def pages_of_decks(deck_ids: Collection[int], language: str) -> dict[int, list[DeckPage]]:
    """The pages of many decks by the decks' ids, each page in the first language that has it: one query, which reads no other."""
    order = languages_for(language)
    rank = Case(*[When(version__language=code, then=Value(place)) for place, code in enumerate(order)])
    ready = Page.objects.filter(version__state=RenderState.READY).annotate(rank=rank).order_by()
    nearer = ready.filter(
        version__deck=OuterRef("version__deck"), position=OuterRef("position"), rank__lt=OuterRef("rank")
    )
    rows = ready.filter(~Exists(nearer), version__deck__in=deck_ids).order_by("version__deck", "position")
    found: dict[int, list[DeckPage]] = {}
    for page in rows.annotate(deck=F("version__deck"), language=F("version__language")):
        found.setdefault(page.deck, []).append(_shown(page.position, page.language, page))
    return found


def _shown(position: int, language: str, page: Page) -> DeckPage:
    return DeckPage(
        position=position,
        language=language,
        small=image_url(page.key, WIDTHS[0]),
        large=image_url(page.key, WIDTHS[1]),
        width=page.width,
        height=page.height,
        text=page.text,
    )


def with_versions(decks: QuerySet[Deck]) -> QuerySet[Deck]:
    """Decks with the versions that count, newest deck first: two queries whatever their number."""
    versions = DeckVersion.objects.exclude(state=RenderState.REPLACED)
    return decks.prefetch_related(Prefetch("versions", queryset=versions)).order_by("-created_at", "-id")


def stuck_versions(now: datetime | None = None) -> list[int]:
    """Ids of versions whose job was lost."""
    before = (now or timezone.now()) - STUCK_AFTER
    rows = DeckVersion.objects.filter(state__in=UNFINISHED, touched_at__lt=before)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def forgotten_versions(now: datetime | None = None) -> list[int]:
    """Ids of versions that were replaced long enough ago to go."""
    before = (now or timezone.now()) - REPLACED_FOR
    rows = DeckVersion.objects.filter(state=RenderState.REPLACED, touched_at__lt=before)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class LanguageStatus:
    """A deck in one language: what is shown, and what was uploaded after it."""

    language: str
    shown: DeckVersion | None
    newest: DeckVersion | None
    percent: int
    reason: str


@dataclass(frozen=True)
class DeckStatus:
    """A deck in its languages. ``is_busy`` while pages are being drawn; ``uneven`` when versions differ in pages."""

    languages: list[LanguageStatus]
    ready: int
    is_busy: bool
    uneven: bool


def deck_status(deck: Deck) -> DeckStatus:
    """How far each language has come. No query when the deck's versions are prefetched."""
    versions = list(deck.versions.all())
    shown = {version.language: version for version in versions if version.state == RenderState.READY}
    newest = {version.language: version for version in versions if version.state in NEWEST}
    lines = []
    for language in LANGUAGES:
        latest = newest.get(language)
        percent = round(100 * latest.pages_done / latest.page_count) if latest and latest.page_count else 0
        reason = ""
        if latest is not None and latest.state == RenderState.FAILED:
            reason = sentence(latest.error_code, {"position": latest.error_position or 1})
        lines.append(LanguageStatus(language, shown.get(language), latest, percent, reason))
    return DeckStatus(
        languages=lines,
        ready=len(shown),
        is_busy=any(version.state in UNFINISHED for version in versions),
        uneven=len({version.page_count for version in shown.values()}) > 1,
    )
