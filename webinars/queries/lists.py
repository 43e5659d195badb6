"""Invitation lists: those of a webinar, and what one would do if it were applied now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from people.models import Administration
from webinars.choices import RegistrationState
from webinars.models import ImportedList, Registration, Webinar
from webinars.places import Claim, admitted
from webinars.queries.registrations import bounds_of, taken_in, waiting_in

NOT_YET = (RegistrationState.INVITED, RegistrationState.REQUESTED, RegistrationState.NOMINATED)
"""Whom a place given by a list spares the answer, or the decision, that they wait for."""


@dataclass(frozen=True)
class Entry:
    """A person of the list, as ``ImportedList.rows["people"]`` keeps them. Empty: the list does not say it."""

    row: int
    email: str
    name: str
    country: str
    language: str
    audience: str


@dataclass(frozen=True)
class Outlook:
    """What applying would do. ``new``: not in the webinar yet. ``called``: invited, asked or nominated before.

    ``places`` and ``waiting``: what becomes of those two together if places are given.
    """

    new: int
    called: int
    already: int
    places: int
    waiting: int

    @property
    def is_idle_for_invitations(self) -> bool:
        return self.new == 0

    @property
    def is_idle_for_places(self) -> bool:
        return self.new + self.called == 0


def entries(imported: ImportedList) -> list[Entry]:
    return [Entry(*row) for row in imported.rows.get("people", [])]


def lists_of(webinar: Webinar) -> QuerySet[ImportedList]:
    """The newest first, without the rows, which may be large."""
    found = ImportedList.objects.filter(webinar=webinar).select_related("made_by", "webinar")
    return found.order_by("-made_at", "-pk")


def applied_of(imported: ImportedList) -> dict[str, Any]:
    """What applying did; empty before."""
    found: dict[str, Any] = imported.rows.get("applied", {})
    return found


def administrations() -> dict[str, Administration]:
    return {row.country: row for row in Administration.objects.all()}


def outlook(webinar: Webinar, listed: Sequence[Entry]) -> Outlook:
    """In a number of queries that does not grow with the list."""
    states = _states(webinar)
    new = [entry for entry in listed if entry.email not in states]
    called = [entry for entry in listed if states.get(entry.email) in NOT_YET]
    by_country = administrations()
    claims = []
    for number, entry in enumerate(entry for entry in listed if states.get(entry.email, "") in ("", *NOT_YET)):
        own = by_country.get(entry.country)
        claims.append(Claim(-1 - number, own.pk if own else None, own.region_id if own else None))
    chosen = admitted(bounds_of(webinar), taken_in(webinar), [*waiting_in(webinar), *claims])
    places = sum(claim.key < 0 for claim in chosen)
    return Outlook(
        new=len(new),
        called=len(called),
        already=len(listed) - len(new) - len(called),
        places=places,
        waiting=len(claims) - places,
    )


def _states(webinar: Webinar) -> dict[str, str]:
    """The standing of each address in the webinar: a person's own, and others that they proved to be theirs."""
    rows = list(Registration.objects.filter(webinar=webinar).values_list("person_id", "person__email", "state"))
    states = {person: state for person, _, state in rows}
    proved = EmailAddress.objects.filter(user__registrations__webinar=webinar, verified=True)
    other = {email.lower(): states[person] for person, email in proved.values_list("user_id", "email")}
    return other | {email.lower(): state for _, email, state in rows}
