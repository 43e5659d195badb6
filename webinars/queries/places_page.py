"""The manager's page of people: counts by state, and a list to search, to filter and to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from people import access as people_access
from people.countries import country_name, sort_key
from people.models import Person
from webinars.choices import RegistrationState
from webinars.models import Registration, Webinar
from webinars.places import Bound, Claim, hindrance
from webinars.queries.mail_page import returned_people
from webinars.queries.registrations import bounds_of, taken_in

ORDER = (
    RegistrationState.CONFIRMED,
    RegistrationState.WAITING,
    RegistrationState.REQUESTED,
    RegistrationState.NOMINATED,
    RegistrationState.INVITED,
    RegistrationState.DECLINED,
    RegistrationState.CANCELLED,
)


@dataclass(frozen=True)
class StateCount:
    state: str
    label: str
    people: int


@dataclass(frozen=True)
class QuotaUse:
    """``label``: the country of an administration, or a region. ``waiting``: how many of it wait."""

    label: str
    taken: int
    places: int
    waiting: int


@dataclass(frozen=True)
class Listed:
    """A registration as it is shown. ``name`` is empty until the person did something, unless somebody listed one.

    ``number``: the position on the waiting list; ``bound``: what keeps this one from a place now. ``is_returned``: mails to the
    address come back.
    """

    registration: Registration
    name: str
    number: int | None
    bound: Bound | None
    is_returned: bool


def real(webinar: Webinar) -> QuerySet[Registration]:
    return Registration.objects.filter(webinar=webinar, person__is_rehearsal=False)


def counts_by_state(webinar: Webinar) -> list[StateCount]:
    """All states, in the order in which they matter: one query."""
    rows = real(webinar).order_by().values_list("state").annotate(people=Count("pk"))
    found: dict[str, int] = dict(rows)
    return [StateCount(state.value, str(state.label), found.get(state.value, 0)) for state in ORDER]


def quota_uses(webinar: Webinar) -> list[QuotaUse]:
    """Administrations and regions that are full, those first for which somebody waits: four queries."""
    bounds, taken = bounds_of(webinar), taken_in(webinar)
    rows = Registration.objects.filter(webinar=webinar, administration__isnull=False).order_by()
    people: dict[tuple[int, str, str], int] = {}
    for key, country, region, state in rows.values_list(
        "administration", "administration__country", "administration__region", "state"
    ):
        people.setdefault((key, country, region), 0)
        people[key, country, region] += state == RegistrationState.WAITING
    uses = []
    for (key, country, _region), waiting in people.items():
        places = bounds.of_administration(key)
        if places is not None and taken.administrations[key] >= places:
            uses.append(QuotaUse(country_name(country), taken.administrations[key], places, waiting))
    for code, places in bounds.regions.items():
        if taken.regions[code] >= places:
            waiting = sum(number for (_, _, region), number in people.items() if region == code)
            uses.append(QuotaUse(code, taken.regions[code], places, waiting))
    return sorted(uses, key=lambda use: (-use.waiting, sort_key(use.label)))


def sees_names(viewer: Person) -> bool:
    """Whether profiles are no secret to the viewer anyhow."""
    return people_access.has_right(viewer, people_access.Right.MANAGE_PEOPLE)


def matching(
    webinar: Webinar, viewer: Person, *, words: str = "", state: str = "", administration: int | None = None
) -> QuerySet[Registration]:
    """Those of the state and administration in whose name or address every word is; those who wait in their order.

    A name that is not shown is not searched either.
    """
    rows = real(webinar)
    if state in RegistrationState.values:
        rows = rows.filter(state=state)
    if administration is not None:
        rows = rows.filter(administration=administration)
    for word in words.split():
        own = Q(person__full_name__icontains=word)
        if not sees_names(viewer):
            own &= Q(answered_at__isnull=False)
        rows = rows.filter(own | Q(listed_name__icontains=word) | Q(person__email__icontains=word))
    rows = rows.select_related("person", "administration")
    return rows.order_by(F("queue_number").asc(nulls_last=True), "registered_at", "pk")


def shown_name(registration: Registration, *, everything: bool) -> str:
    """The person's own name once they did something, or for those who see profiles; else the one that was listed."""
    if everything or registration.answered_at is not None:
        return registration.person.full_name or registration.listed_name
    return registration.listed_name


def listed(webinar: Webinar, viewer: Person, rows: Iterable[Registration]) -> list[Listed]:
    """A page of registrations with their positions; one query, and three more when somebody of them waits."""
    shown, everything = list(rows), sees_names(viewer)
    returned = returned_people([row.person_id for row in shown])
    waits = any(row.state == RegistrationState.WAITING for row in shown)
    positions: dict[int, int] = {}
    if waits:
        keys = Registration.objects.filter(webinar=webinar, state=RegistrationState.WAITING).order_by("queue_number")
        positions = {key: place for place, key in enumerate(keys.values_list("pk", flat=True), 1)}
    bounds, taken = (bounds_of(webinar), taken_in(webinar)) if waits else (None, None)
    found = []
    for row in shown:
        bound = None
        if bounds is not None and taken is not None and row.pk in positions:
            region = row.administration.region_id if row.administration else None
            bound = hindrance(bounds, taken, Claim(row.pk, row.administration_id, region))
        name = shown_name(row, everything=everything)
        found.append(Listed(row, name, positions.get(row.pk), bound, row.person_id in returned))
    return found


def administrations_in(webinar: Webinar) -> list[tuple[int, str]]:
    """Those of somebody in the list, by the names of their countries: one query."""
    rows = real(webinar).filter(administration__isnull=False).order_by()
    pairs = [
        (key, country_name(country))
        for key, country in rows.values_list("administration", "administration__country").distinct()
    ]
    return sorted(pairs, key=lambda pair: sort_key(pair[1]))


def chosen(webinar: Webinar, ids: Iterable[int]) -> QuerySet[Registration]:
    return real(webinar).filter(pk__in=list(ids)).select_related("person").order_by("pk")
