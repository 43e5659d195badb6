"""Lists of people and administrations."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from core.links import make_token, read_token
from people import countries
from people.choices import Role
from people.models import Administration, Person, Region


def language_of_address(email: str) -> str | None:
    """The preferred language of the person who has the address, or None."""
    rows = Person.objects.filter(Q(email__iexact=email) | Q(emailaddress__email__iexact=email))
    return rows.values_list("language", flat=True).first()


CALENDAR = "calendar"
"""The purpose of the address of a personal calendar: its numbers are the person and their ``link_version``."""


def calendar_token(person: Person) -> str:
    """What makes the address of the person's calendar; another one after ``renew_calendar_address``."""
    return make_token(CALENDAR, person.pk, person.link_version)


def person_of_calendar(token: str) -> Person | None:
    """The active person whose present calendar address it is; None for anything else."""
    numbers = read_token(CALENDAR, token, count=2)
    if numbers is None:
        return None
    return Person.objects.filter(pk=numbers[0], link_version=numbers[1], is_active=True).first()


def provisional_person(email: str) -> Person | None:
    """The person whom others named by this address, and who has not used the account yet."""
    return Person.objects.filter(email__iexact=email, is_provisional=True, is_active=True).first()


def matching(people: QuerySet[Person], *, words: str = "", role: str = "", region: str = "") -> QuerySet[Person]:
    """Of ``people`` those whose name, address or country holds every word, with the role, of the region."""
    for word in words.split():
        named = [code for code, name in countries.choices() if countries.sort_key(word) in countries.sort_key(name)]
        people = people.filter(
            Q(full_name__icontains=word)
            | Q(email__icontains=word)
            | Q(country__in=named)
            | Q(administration__country__in=named)
        )
    if role in Role.values and role != Role.TRAINEE:
        people = people.filter(grants__role=role)
    elif role == Role.TRAINEE:
        people = people.filter(grants__isnull=True)
    if region:
        people = people.filter(administration__region=region)
    return people.select_related("administration").prefetch_related("grants").distinct().order_by("full_name", "pk")


def administration_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Administrations by region, both in the order of the active language; in two queries."""
    names: dict[str, str] = {region.pk: region.name for region in Region.objects.all()}
    groups: dict[str, list[tuple[int, str]]] = {code: [] for code in names}
    for pk, country, region in Administration.objects.values_list("pk", "country", "region_id"):
        groups[region].append((pk, countries.country_name(country)))
    ordered = sorted(names, key=lambda code: countries.sort_key(names[code]))
    return [
        (names[code], sorted(groups[code], key=lambda pair: countries.sort_key(pair[1])))
        for code in ordered
        if groups[code]
    ]


def region_choices() -> list[tuple[str, str]]:
    pairs = [(region.pk, region.name) for region in Region.objects.all()]
    return sorted(pairs, key=lambda pair: countries.sort_key(pair[1]))
