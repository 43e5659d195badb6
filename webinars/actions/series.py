"""Series: webinars that belong together."""

from __future__ import annotations

from collections.abc import Mapping

from core.actions import Refused, action
from core.fingerprint import fingerprint, refuse_if_changed
from core.languages import LANGUAGES
from people.models import Person
from webinars.models import Series

Texts = Mapping[str, str]


def _titles(title: Texts) -> dict[str, str]:
    titles = {f"title_{language}": " ".join(title.get(language, "").split()) for language in LANGUAGES}
    if not any(titles.values()):
        raise Refused("series.untitled")
    return titles


@action
def create_series(*, title: Texts, by: Person | None) -> Series:
    """A series without webinars. One language of the title is needed."""
    return Series.objects.create(created_by=by, **_titles(title))


def seen_series(series: Series) -> str:
    return fingerprint([getattr(series, f"title_{language}") or "" for language in LANGUAGES])


@action
def rename_series(series: Series, *, title: Texts, seen: str = "") -> Series:
    """Change the title as it was ``seen``: refused when somebody else changed it since."""
    series = Series.objects.select_for_update().get(pk=series.pk)
    before = seen_series(series)
    for name, value in _titles(title).items():
        setattr(series, name, value)
    series.save()
    refuse_if_changed(seen=seen, before=before, after=seen_series(series))
    return series
