"""Webinars: their words, region and threshold."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from django.utils.text import slugify

from core.actions import Refused, action
from core.languages import LANGUAGES
from people.models import Person, Region
from webinars.models import Webinar

Texts = Mapping[str, str]


def _words(title: Texts, description: Texts) -> dict[str, str]:
    titles = {f"title_{language}": " ".join(title.get(language, "").split()) for language in LANGUAGES}
    if not any(titles.values()):
        raise Refused("webinar.untitled")
    return {**titles, **{f"description_{language}": description.get(language, "").strip() for language in LANGUAGES}}


def _slug(title: Texts) -> str:
    base = next((slug for language in LANGUAGES if (slug := slugify(title.get(language, ""))[:60])), "webinar")
    if not Webinar.objects.filter(slug=base).exists() and base not in {"new", "webinar"}:
        return base
    return f"{base}-{secrets.token_hex(4)}"


@action
def create_webinar(
    *,
    title: Texts,
    description: Texts,
    regions: Iterable[Region] = (),
    threshold_percent: int = 80,
    by: Person | None,
) -> Webinar:
    """A webinar without sittings. One language of the title is needed, the others may come later."""
    webinar = Webinar.objects.create(
        slug=_slug(title), threshold_percent=_percent(threshold_percent), created_by=by, **_words(title, description)
    )
    webinar.regions.set(regions)
    return webinar


@action
def update_webinar(
    webinar: Webinar,
    *,
    version: int,
    title: Texts,
    description: Texts,
    regions: Iterable[Region],
    threshold_percent: int,
) -> Webinar:
    """Change a webinar as read in ``version``. Refused with ``webinar.changed_meanwhile`` when somebody was faster."""
    webinar = Webinar.objects.select_for_update().get(pk=webinar.pk)
    if webinar.version != version:
        raise Refused("webinar.changed_meanwhile")
    for name, value in _words(title, description).items():
        setattr(webinar, name, value)
    webinar.threshold_percent = _percent(threshold_percent)
    webinar.version += 1
    webinar.save()
    webinar.regions.set(regions)
    return webinar


def _percent(value: int) -> int:
    if not 1 <= value <= 100:
        raise Refused("webinar.threshold")
    return value
