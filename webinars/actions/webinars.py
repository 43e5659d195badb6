"""Webinars: their words, whom they are for, and how many places they have."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.text import slugify

from core import audit
from core.actions import Refused, action
from core.languages import LANGUAGES
from people.choices import Audience
from people.models import Person, Region
from webinars.actions.registration.seating import fill_places
from webinars.choices import RegistrationMode, WebinarState
from webinars.models import Quota, Series, Webinar

Texts = Mapping[str, str]

MOST_PLACES = 100_000

RESERVED = frozenset({"new", "webinar", "calendar", "templates", "series"})
"""Words that an address of a webinar would take away from another page."""


@dataclass(frozen=True)
class Terms:
    """Whom a webinar is for, and how people come to its places. None bounds nothing.

    ``administrations`` and ``regions`` are quotas, by the administration's id and the region's code.
    """

    series: Series | None = None
    languages: Sequence[str] = ()
    audiences: Sequence[str] = ()
    capacity: int | None = None
    quota_per_administration: int | None = None
    administrations: Mapping[int, int] = field(default_factory=dict)
    regions: Mapping[str, int] = field(default_factory=dict)
    registration_mode: str = RegistrationMode.INVITATION
    registration_closes_at: datetime | None = None
    is_public: bool = False

    @property
    def bounds(self) -> tuple[object, ...]:
        """All that a place depends on."""
        return self.capacity, self.quota_per_administration, dict(self.administrations), dict(self.regions)


def _words(title: Texts, description: Texts) -> dict[str, str]:
    titles = {f"title_{language}": " ".join(title.get(language, "").split()) for language in LANGUAGES}
    if not any(titles.values()):
        raise Refused("webinar.untitled")
    return {**titles, **{f"description_{language}": description.get(language, "").strip() for language in LANGUAGES}}


def new_slug(title: Texts) -> str:
    """An address that no webinar has, from the first title that has letters for one."""
    base = next((slug for language in LANGUAGES if (slug := slugify(title.get(language, ""))[:60])), "webinar")
    if not Webinar.objects.filter(slug=base).exists() and base not in RESERVED:
        return base
    return f"{base}-{secrets.token_hex(4)}"


@action
def create_webinar(
    *,
    title: Texts,
    description: Texts,
    regions: Iterable[Region] = (),
    threshold_percent: int = 80,
    terms: Terms | None = None,
    state: str = WebinarState.ANNOUNCED,
    by: Person | None,
) -> Webinar:
    """A webinar without sittings. One language of the title is needed, the others may come later."""
    webinar = Webinar(
        slug=new_slug(title),
        state=state,
        announced_at=timezone.now() if state == WebinarState.ANNOUNCED else None,
        threshold_percent=_percent(threshold_percent),
        created_by=by,
        **_words(title, description),
    )
    terms = terms or Terms()
    _set_terms(webinar, terms)
    webinar.save()
    webinar.regions.set(regions)
    set_quotas(webinar, terms)
    _record("webinar.created", webinar, terms, by)
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
    terms: Terms | None = None,
    by: Person | None = None,
) -> Webinar:
    """Change a webinar as read in ``version``. Refused with ``webinar.changed_meanwhile`` when somebody was faster.

    Without ``terms`` these stay. Fewer places than are taken take nobody's place away; more go to those who wait.
    """
    webinar = Webinar.objects.select_for_update().get(pk=webinar.pk)
    if webinar.version != version:
        raise Refused("webinar.changed_meanwhile")
    for name, value in _words(title, description).items():
        setattr(webinar, name, value)
    webinar.threshold_percent = _percent(threshold_percent)
    webinar.version += 1
    before = terms_of(webinar)
    terms = before if terms is None else terms
    _set_terms(webinar, terms)
    webinar.save()
    webinar.regions.set(regions)
    if terms.bounds != before.bounds:
        set_quotas(webinar, terms)
    _record("webinar.changed", webinar, terms, by)
    if terms.bounds != before.bounds:
        fill_places(webinar)
    return webinar


def terms_of(webinar: Webinar) -> Terms:
    """The terms as they are stored; two queries at most."""
    quotas = list(webinar.quotas.all())
    return Terms(
        series=webinar.series,
        languages=webinar.languages,
        audiences=webinar.audiences,
        capacity=webinar.capacity,
        quota_per_administration=webinar.quota_per_administration,
        administrations={row.administration_id: row.places for row in quotas if row.administration_id is not None},
        regions={row.region_id: row.places for row in quotas if row.region_id is not None},
        registration_mode=webinar.registration_mode,
        registration_closes_at=webinar.registration_closes_at,
        is_public=webinar.is_public,
    )


def _set_terms(webinar: Webinar, terms: Terms) -> None:
    if set(terms.languages) - set(LANGUAGES):
        raise Refused("webinar.language_unknown")
    if set(terms.audiences) - set(Audience.values):
        raise Refused("webinar.audience_unknown")
    if terms.registration_mode not in RegistrationMode.values:
        raise Refused("webinar.mode_unknown")
    quotas = (terms.quota_per_administration, *terms.administrations.values(), *terms.regions.values())
    if terms.capacity is not None and not 1 <= terms.capacity <= MOST_PLACES:
        raise Refused("webinar.places", limit=MOST_PLACES)
    if any(places is not None and not 0 <= places <= MOST_PLACES for places in quotas):
        raise Refused("webinar.quota", limit=MOST_PLACES)
    webinar.series = terms.series
    webinar.languages = [language for language in LANGUAGES if language in terms.languages]
    webinar.audiences = [audience for audience in Audience.values if audience in terms.audiences]
    webinar.capacity = terms.capacity
    webinar.quota_per_administration = terms.quota_per_administration
    webinar.registration_mode = terms.registration_mode
    webinar.registration_closes_at = terms.registration_closes_at
    webinar.is_public = terms.is_public


def set_quotas(webinar: Webinar, terms: Terms) -> None:
    """Write the quotas of ``terms`` in place of those that are there."""
    Quota.objects.filter(webinar=webinar).delete()
    Quota.objects.bulk_create(
        [Quota(webinar=webinar, administration_id=pk, places=places) for pk, places in terms.administrations.items()]
        + [Quota(webinar=webinar, region_id=code, places=places) for code, places in terms.regions.items()]
    )


def _record(verb: str, webinar: Webinar, terms: Terms, by: Person | None) -> None:
    audit.record(
        verb,
        actor_id=by.pk if by else None,
        subject=f"webinar:{webinar.pk}",
        state=webinar.state,
        mode=terms.registration_mode,
        is_public=terms.is_public,
        capacity=terms.capacity,
        quota_per_administration=terms.quota_per_administration,
        quotas={
            **{f"administration:{pk}": places for pk, places in terms.administrations.items()},
            **{f"region:{code}": places for code, places in terms.regions.items()},
        },
        threshold_percent=webinar.threshold_percent,
    )


def _percent(value: int) -> int:
    if not 1 <= value <= 100:
        raise Refused("webinar.threshold")
    return value
