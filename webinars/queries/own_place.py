"""A person's own place in a webinar: how they stand, and the one thing that they may do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from people import access as people_access
from people.models import Person
from webinars.choices import RegistrationMode, RegistrationSource, RegistrationState, WebinarState
from webinars.models import Registration, Webinar
from webinars.places import Claim, hindrance
from webinars.queries.registrations import bounds_of, is_over, taken_in


@dataclass(frozen=True)
class OwnPlace:
    """``state``: of the registration, empty without one. ``number``: how many on the list get a place first, and they.

    ``is_declined_by_others``: a manager said no, so there is nothing to do. ``would_wait``: a place asked for now would be one on
    the waiting list. ``may_nominate``: as the coordinator of an administration.
    """

    webinar: Webinar
    state: str
    number: int | None
    is_over: bool
    is_closed: bool
    is_declined_by_others: bool
    may_register: bool
    may_withdraw: bool
    would_wait: bool
    may_nominate: bool

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say to this person."""
        return bool(self.state) or self.may_register or self.may_nominate or self.is_asked_for

    @property
    def is_asked_for(self) -> bool:
        return self.webinar.registration_mode in (RegistrationMode.OPEN, RegistrationMode.APPROVAL)


def own_place(webinar: Webinar, person: Person, now: datetime) -> OwnPlace:
    """In seven queries at most."""
    row = Registration.objects.filter(webinar=webinar, person=person).first()
    state = row.state if row else ""
    over = is_over(webinar, now)
    closed = webinar.registration_closes_at is not None and webinar.registration_closes_at <= now
    takes = webinar.state == WebinarState.ANNOUNCED and not over and not closed
    declined = row is not None and row.state == RegistrationState.DECLINED and row.decided_at is not None
    may_register = takes and not declined and _may_ask(webinar, row)
    seats_at_once = may_register and (
        webinar.registration_mode != RegistrationMode.APPROVAL or state == RegistrationState.INVITED
    )
    return OwnPlace(
        webinar=webinar,
        state=state,
        number=_number(row) if row is not None and state == RegistrationState.WAITING else None,
        is_over=over,
        is_closed=closed,
        is_declined_by_others=declined,
        may_register=may_register,
        may_withdraw=not over and state not in ("", RegistrationState.DECLINED, RegistrationState.CANCELLED),
        would_wait=seats_at_once and _would_wait(webinar, row, person),
        may_nominate=takes
        and webinar.registration_mode == RegistrationMode.NOMINATION
        and people_access.has_right(person, people_access.Right.COORDINATE)
        and bool(people_access.coordinated_by(person)),
    )


def _may_ask(webinar: Webinar, row: Registration | None) -> bool:
    """What :func:`webinars.actions.registration.by_person.register` would take, as far as the mode goes."""
    if row is not None and row.state == RegistrationState.INVITED:
        return True
    if row is not None and row.state not in (RegistrationState.DECLINED, RegistrationState.CANCELLED):
        return False
    if webinar.registration_mode in (RegistrationMode.OPEN, RegistrationMode.APPROVAL):
        return True
    called = row is not None and row.source in (RegistrationSource.LIST, RegistrationSource.MANAGER)
    return called and webinar.registration_mode == RegistrationMode.INVITATION


def _number(row: Registration) -> int:
    ahead = Registration.objects.filter(
        webinar=row.webinar_id, state=RegistrationState.WAITING, queue_number__lt=row.queue_number
    )
    return ahead.count() + 1


def _would_wait(webinar: Webinar, row: Registration | None, person: Person) -> bool:
    administration = row.administration if row is not None and row.administration_id else person.administration
    claim = Claim(
        person.pk, administration.pk if administration else None, administration.region_id if administration else None
    )
    return hindrance(bounds_of(webinar), taken_in(webinar), claim) is not None
