"""Accounts for people whom a list, a manager or a coordinator named, before they have used one themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower

from core import audit
from core.actions import action
from core.events import happened
from core.languages import LANGUAGES
from people.actions.profiles import ProfileChanged
from people.choices import Audience
from people.models import Administration, Person
from people.zones import usual_zone


@dataclass(frozen=True)
class Named:
    """Somebody as others named them. Country and time zone follow from the administration."""

    email: str
    full_name: str = ""
    language: str = "en"
    administration: Administration | None = None
    audience: str = Audience.OPERATIONAL_OFFICER


def ensure_person(
    email: str,
    full_name: str = "",
    language: str = "en",
    administration: Administration | None = None,
    audience: str = Audience.OPERATIONAL_OFFICER,
) -> Person:
    """What :func:`ensure_people` does, for one."""
    return ensure_people([Named(email, full_name, language, administration, audience)])[email.strip().lower()]


def ensure_people(named: Iterable[Named]) -> dict[str, Person]:
    """The person of each address (in small letters), within the running action; who has none gets a provisional account.

    Accounts that exist stay exactly as they are, closed ones too: whoever may come is for the caller to say. A provisional
    account has no password, and its address counts as verified only when the person has answered from it. Five queries, each
    insertion in batches. Two at once make one account.
    """
    wanted = {each.email.strip().lower(): each for each in named}
    found = _known(wanted)
    missing = [email for email in wanted if email not in found]
    if not missing:
        return found
    Person.objects.bulk_create(
        [_provisional(email, wanted[email]) for email in missing], ignore_conflicts=True, batch_size=500
    )
    made = _by_own_address(missing)
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=person, email=email, verified=False, primary=True) for email, person in made.items()],
        ignore_conflicts=True,
        batch_size=500,
    )
    return found | made


@action
def make_own(person: Person, *, full_name: str = "", country: str = "", language: str = "") -> Person:
    """The person uses the account themselves now, having proved the address: it is like any other from here on.

    What they said of themselves replaces what others said of them. An account that is somebody's own stays as it is.
    """
    take_over(person, full_name=full_name, country=country, language=language)
    return person


def take_over(person: Person, *, full_name: str = "", country: str = "", language: str = "") -> bool:
    """What :func:`make_own` does, within the running action; ``person`` is brought up to date. False: it was their own.

    Nobody else's proved address is taken from them: an account whose address another one proved stays provisional.
    """
    row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    proved = EmailAddress.objects.annotate(lower=Lower("email")).filter(lower=row.email.lower(), verified=True)
    if not row.is_provisional or proved.exclude(user=row).exists():
        return False
    person.is_provisional = False
    person.full_name = " ".join((full_name or row.full_name).split())[:150]
    person.language = language if language in LANGUAGES else row.language
    if country and country != row.country:
        person.country, person.time_zone = country, usual_zone(country)
        person.administration = Administration.objects.filter(country=country).first()
    fields = ["is_provisional", "full_name", "language", "country", "time_zone", "administration"]
    person.save(update_fields=fields)
    EmailAddress.objects.update_or_create(
        user=person, email=row.email.lower(), defaults={"verified": True, "primary": True}
    )
    audit.record("account.made_own", actor_id=person.pk, subject=f"person:{person.pk}")
    happened(ProfileChanged(person.pk))
    return True


def _known(emails: Iterable[str]) -> dict[str, Person]:
    """By an address of their own, or another that they proved to be theirs."""
    wanted = list(emails)
    proved = EmailAddress.objects.annotate(lower=Lower("email")).filter(lower__in=wanted, verified=True)
    others = {row.email.lower(): row.user for row in proved.select_related("user__administration")}
    return others | _by_own_address(wanted)


def _by_own_address(emails: Iterable[str]) -> dict[str, Person]:
    rows = Person.objects.annotate(lower=Lower("email")).filter(lower__in=list(emails))
    return {person.email.lower(): person for person in rows.select_related("administration")}


def _provisional(email: str, named: Named) -> Person:
    country = named.administration.country if named.administration else ""
    return Person(
        email=email,
        full_name=" ".join(named.full_name.split())[:150],
        language=named.language if named.language in LANGUAGES else "en",
        administration=named.administration,
        country=country,
        time_zone=usual_zone(country),
        audience=named.audience if named.audience in Audience.values else Audience.OPERATIONAL_OFFICER,
        is_provisional=True,
        password=make_password(None),
    )
