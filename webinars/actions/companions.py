"""Several people around one screen: somebody with an account, or a guest of an administration by name."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.actions import Refused, action
from core.events import announce
from people.models import Administration, Person
from webinars import topics
from webinars.actions.locking import open_room
from webinars.models import Companion, Registration, Room
from webinars.protocol.to_client import CompanionsChanged
from webinars.queries.companions import at_screen, companion_views

MOST_AT_ONE_SCREEN = 20


@action
def add_companion(room: Room, *, host: Person, email: str = "", name: str = "", country: str = "") -> Companion:
    """Count somebody else at the host's screen from now on: by the address of an account, or by name and country.

    An address is known only when its person is registered for this webinar; any other one, with an account or
    without, gets the same refusal, and the person can be named as a guest. Adding somebody again changes nothing.
    Refuses ``companion.one_of_both``, ``.not_registered``, ``.is_host``, ``.elsewhere``, ``.unknown_administration``,
    ``.too_many``, and ``room.ended``.
    """
    room = open_room(room)
    email, name = email.strip().lower(), " ".join(name.split())
    if bool(email) == bool(name):
        raise Refused("companion.one_of_both")
    if at_screen(room.pk, host.pk).count() >= MOST_AT_ONE_SCREEN:
        raise Refused("companion.too_many", limit=MOST_AT_ONE_SCREEN)
    if email:
        companion, is_new = _add_person(room, host, email)
    else:
        companion, is_new = _add_guest(room, host, name, country)
    if is_new:
        _announce(room, host)
    return companion


@action
def remove_companion(room: Room, *, host: Person, companion_id: int) -> None:
    """Count them no longer from now on. Refuses ``companion.unknown`` for one who was never at this screen."""
    room = open_room(room)
    companion = Companion.objects.filter(room=room, host=host, pk=companion_id).first()
    if companion is None:
        raise Refused("companion.unknown")
    if companion.until is not None:
        return
    companion.until = timezone.now()
    companion.save(update_fields=["until"])
    _announce(room, host)


def _add_person(room: Room, host: Person, email: str) -> tuple[Companion, bool]:
    placed = Registration.objects.placed().filter(webinar=room.sitting.webinar)
    person = Person.objects.filter(email=email, registrations__in=placed, is_active=True).first()
    if person is None:
        raise Refused("companion.not_registered")
    if person.pk == host.pk:
        raise Refused("companion.is_host")
    try:
        with transaction.atomic():
            return Companion.objects.create(room=room, host=host, person=person, since=timezone.now()), True
    except IntegrityError:
        companion = Companion.objects.filter(room=room, person=person, until__isnull=True).first()
        if companion is None or companion.host_id != host.pk:
            raise Refused("companion.elsewhere") from None
        return companion, False


def _add_guest(room: Room, host: Person, name: str, country: str) -> tuple[Companion, bool]:
    administration = Administration.objects.filter(country=country.upper()).first()
    if administration is None:
        raise Refused("companion.unknown_administration")
    there = at_screen(room.pk, host.pk).filter(guest_name__iexact=name, administration=administration).first()
    if there is not None:
        return there, False
    return (
        Companion.objects.create(
            room=room, host=host, guest_name=name[:150], administration=administration, since=timezone.now()
        ),
        True,
    )


def _announce(room: Room, host: Person) -> None:
    event = CompanionsChanged(companions=companion_views(at_screen(room.pk, host.pk)))
    announce(event, to=topics.person(room.pk, host.pk))
