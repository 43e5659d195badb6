"""What other sites show of a public webinar: an image for each language, and its data by schema.org."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core import moments
from core.languages import active, direction
from webinars.queries.public import Published

TEMPLATE = Path(__file__).parent / "sharing.typ"
FONTS = settings.BASE_DIR / "node_modules" / "@expo-google-fonts"
FOLDER = "sharing"
"""Where the drawn images are kept. They are drawn again when they are not there, so that any may be removed at any time."""

IN_A_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Card:
    """The words of an image. ``dir`` of the title may differ from that of the lines: it may be in a fallback language."""

    language: str
    title: str
    title_dir: str
    label: str
    lines: Sequence[str]

    @property
    def digest(self) -> str:
        """Names the image by all that it shows, so that a changed webinar has another address."""
        words = json.dumps(asdict(self), sort_keys=True) + _drawing()
        return hashlib.sha256(words.encode()).hexdigest()[:20]


@cache
def _drawing() -> str:
    return TEMPLATE.read_text(encoding="utf-8")


def card(page: Published) -> Card:
    title, language = page.title
    lines = []
    if page.sittings:
        first = page.sittings[0]
        lines = [
            moments.span(first.starts_at, first.ends_at, first.time_zone),
            moments.zone_city(first.time_zone),
        ]
    label = _("Cancelled") if page.is_cancelled else _("Live webinar")
    return Card(language=active(), title=title, title_dir=direction(language), label=label, lines=lines)


def image(words: Card) -> bytes:
    """The image as PNG, 1200 × 630; kept by its content. The words reach Typst as data, never as markup."""
    name = f"{FOLDER}/{words.digest}.png"
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return bytes(kept.read())
    drawn = draw(words)
    default_storage.save(name, ContentFile(drawn))
    return drawn


def forget_images(*, before: datetime) -> int:
    """Remove images drawn before then; one that is asked for again is drawn again. Returns how many went."""
    if not default_storage.exists(FOLDER):
        return 0
    _folders, names = default_storage.listdir(FOLDER)
    old = [name for name in names if default_storage.get_modified_time(f"{FOLDER}/{name}") < before]
    for name in old:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(old)


def draw(words: Card) -> bytes:
    folders = [str(folder) for folder in sorted(FONTS.glob("noto-sans*/*")) if folder.is_dir()]
    made: bytes = typst.compile(
        str(TEMPLATE),
        format="png",
        ppi=72,
        font_paths=folders,
        sys_inputs={"card": json.dumps({**asdict(words), "dir": direction(words.language)}, ensure_ascii=False)},
    )
    return made


def event(page: Published, *, url: str, image_url: str) -> SafeString:
    """A schema.org Event as JSON that is safe inside a ``script`` element of type ``application/ld+json``."""
    title, language = page.title
    status = "EventCancelled" if page.is_cancelled else "EventScheduled"
    where = {"@type": "VirtualLocation", "url": url}
    common: dict[str, Any] = {
        "@type": "Event",
        "name": title,
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": where,
    }
    times = [
        {
            "startDate": moments.iso(sitting.starts_at, sitting.time_zone),
            "endDate": moments.iso(sitting.ends_at, sitting.time_zone),
        }
        for sitting in page.sittings
    ]
    found = {"@context": "https://schema.org", **common, "url": url, "image": [image_url]}
    if page.description[0]:
        found["description"] = page.description[0]
    found["inLanguage"] = page.webinar.languages or [language]
    if times:
        found |= {"startDate": times[0]["startDate"], "endDate": times[-1]["endDate"]}
    if len(times) > 1:
        found["subEvent"] = [{**common, **time} for time in times]
    return mark_safe(json.dumps(found, ensure_ascii=False).translate(IN_A_SCRIPT))
