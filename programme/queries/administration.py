"""What a national coordinator sees: their own administration's people in webinars, and what they may be nominated for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q, QuerySet

from people.models import Administration
from programme.models import Fact
from programme.queries.periods import Period
from webinars.choices import RegistrationMode, RegistrationState, WebinarState
from webinars.models import Registration, Webinar

SHOWN = (WebinarState.ANNOUNCED, WebinarState.CANCELLED)


@dataclass(frozen=True)
class Standing:
    """One of the own people in one webinar. ``attended`` is None until the webinar's figures are frozen."""

    registration: Registration
    name: str
    starts_at: datetime
    time_zone: str
    minutes: int | None
    attended: bool | None


def standings(administrations: Sequence[Administration], period: Period, words: str = "") -> QuerySet[Registration]:
    """Registrations of the administrations' people in webinars that begin in the period (days in UTC), the newest first."""
    rows = Registration.objects.filter(
        administration__in=administrations, webinar__state__in=SHOWN, person__is_rehearsal=False
    ).annotate(
        starts_at=Min("webinar__sittings__starts_at", filter=Q(webinar__sittings__is_rehearsal=False)),
    )
    rows = rows.filter(starts_at__date__gte=period.first, starts_at__date__lte=period.last)
    for word in words.split():
        answered = Q(person__full_name__icontains=word) & (
            Q(answered_at__isnull=False) | Q(person__administration__in=administrations)
        )
        rows = rows.filter(answered | Q(listed_name__icontains=word) | Q(webinar__title__icontains=word))
    return rows.select_related("person", "webinar", "administration").order_by("-starts_at", "pk")


def described(rows: Iterable[Registration], administrations: Sequence[Administration]) -> list[Standing]:
    """Registrations with what their people attended; two queries for any number."""
    found, own = list(rows), {administration.pk for administration in administrations}
    webinars = {row.webinar_id for row in found}
    facts = Fact.objects.filter(
        stands_for_webinar=True, webinar__in=webinars, person__in={row.person_id for row in found}
    )
    attended = {
        (person, webinar): (int(seconds // 60), over)
        for person, webinar, seconds, over in facts.values_list(
            "person_id", "webinar_id", "webinar_seconds", "webinar_attended"
        )
    }
    zones = dict(
        Webinar.objects.filter(pk__in=webinars)
        .order_by("-sittings__starts_at")
        .values_list("pk", "sittings__time_zone")
    )
    return [
        Standing(
            row,
            _name(row, own),
            row.starts_at,  # type: ignore[attr-defined]
            zones.get(row.webinar_id) or "UTC",
            *attended.get((row.person_id, row.webinar_id), (None, None)),
        )
        for row in found
    ]


def _name(row: Registration, own: set[int]) -> str:
    """Of one's own people their name; of others, before they did something with it, what was said of them and no more."""
    known = row.answered_at is not None or row.person.administration_id in own
    return (row.person.full_name if known else "") or row.listed_name or "–"


def in_numbers(rows: QuerySet[Registration]) -> list[tuple[str, int]]:
    """Registrations by state: of one's own people, whose names are listed beside."""
    states = list(rows.order_by().values_list("state", flat=True))
    return [(str(state.label), states.count(state)) for state in RegistrationState if state in states]


def open_for_nomination(administrations: Sequence[Administration], now: datetime) -> list[Webinar]:
    """Announced webinars to come for which these administrations may nominate, the soonest first."""
    regions = {administration.region_id for administration in administrations}
    found = Webinar.objects.filter(
        Q(regions=None) | Q(regions__in=regions),
        Q(registration_closes_at=None) | Q(registration_closes_at__gt=now),
        state=WebinarState.ANNOUNCED,
        registration_mode=RegistrationMode.NOMINATION,
        sittings__starts_at__gt=now,
        sittings__is_rehearsal=False,
    )
    return list(
        found.annotate(first=Min("sittings__starts_at"), zone=Min("sittings__time_zone"))
        .order_by("first", "pk")
        .distinct()
    )
