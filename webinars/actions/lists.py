"""Invitation lists: kept between the dry run and the yes, applied once. In words: ``docs/rules/invitation-lists.md``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.models import AuditEntry
from people.actions.provisional import Named, ensure_people
from people.choices import Audience
from people.countries import usual_language
from people.models import Administration, Person
from webinars.actions.registration.by_hand import usable
from webinars.actions.registration.seating import locked_webinar, put_at_end, refuse_unless_to_come, seat, tell
from webinars.choices import MailKind, RegistrationSource, RegistrationState
from webinars.models import ImportedList, Registration, Webinar
from webinars.queries.lists import NOT_YET, Entry, administrations, applied_of, entries

MOST_OPEN = 20
"""Lists of one webinar that may wait for somebody to say yes."""


class Way(StrEnum):
    PLACES = "places"
    """Give each a place, or the end of the waiting list."""

    INVITE = "invite"
    """Ask each, and give a place to whoever says yes."""


@dataclass(frozen=True)
class Applied:
    """What applying did. ``left_out``: addresses that cannot be used."""

    placed: int = 0
    waiting: int = 0
    invited: int = 0
    already: int = 0
    left_out: int = 0


@action
def keep_list(webinar: Webinar, *, file_name: str, content: dict[str, Any], by: Person) -> ImportedList:
    """Keep what a file said, for its dry run. Nothing else is changed.

    Refused with ``list.nobody`` when it names nobody and no fault, with ``list.too_many_waiting`` when many wait already.
    """
    if not content["people"] and not content["faults"]:
        raise Refused("list.nobody")
    if ImportedList.objects.filter(webinar=webinar, applied_at__isnull=True).count() >= MOST_OPEN:
        raise Refused("list.too_many_waiting", limit=MOST_OPEN)
    return ImportedList.objects.create(webinar=webinar, made_by=by, file_name=file_name[-200:], rows=content)


@action
def apply_list(imported: ImportedList, *, way: Way, by: Person) -> Applied:
    """Give places, or invite, in the order of the list. Once: a second time tells what the first one did.

    Whoever is in the webinar stays as they are, but a place spares those who were invited, asked or nominated the answer. Who
    has no account gets a provisional one; accounts that exist stay as they are, and the result does not tell them apart.
    The number of queries does not grow with each row.
    """
    webinar, now = locked_webinar(imported.webinar), timezone.now()
    imported = ImportedList.objects.select_for_update().get(pk=imported.pk)
    if imported.applied_at is not None:
        done = applied_of(imported)
        return Applied(**{name: done[name] for name in asdict(Applied())})
    refuse_unless_to_come(webinar, now)
    listed = entries(imported)
    if not listed:
        raise Refused("list.nobody")
    places = administrations()
    people = _people(webinar, listed, places)
    usable_ids = {person.pk for person in people.values() if usable(person)}
    there = {
        row.person_id: row
        for row in Registration.objects.select_for_update().filter(webinar=webinar).order_by("pk")
        if row.person_id in usable_ids
    }
    fresh: dict[int, Registration] = {}
    for entry in listed:
        person = people[entry.email]
        if person.pk in usable_ids and person.pk not in there and person.pk not in fresh:
            fresh[person.pk] = _registration(webinar, person, entry, places.get(entry.country), by)
    left_out = sum(people[entry.email].pk not in usable_ids for entry in listed)
    rows = list(fresh.values())
    if way == Way.PLACES:
        called = [there[key] for key in dict.fromkeys(people[entry.email].pk for entry in listed) if key in there]
        rows += [row for row in called if row.state in NOT_YET]
        rows.sort(key=_order(people, listed))
        done = _give_places(webinar, rows, imported, now, by)
    else:
        done = _invite(webinar, rows, imported, by)
    already = len(listed) - left_out - len(rows)
    result = Applied(**done, already=already, left_out=left_out)
    imported.applied_at = now
    imported.rows = {
        **{key: value for key, value in imported.rows.items() if key != "people"},
        "applied": {**asdict(result), "way": way.value, "by": by.pk},
    }
    imported.save(update_fields=["applied_at", "rows"])
    return result


@action
def drop_list(imported: ImportedList) -> None:
    """Throw away a list that was not applied; one that was stays."""
    ImportedList.objects.filter(pk=imported.pk, applied_at__isnull=True).delete()


@action
def forget_lists(*, before: datetime) -> int:
    """Let go of lists that nobody applied, and of addresses in the faults of applied ones. Returns how many changed."""
    changed, _ = ImportedList.objects.filter(applied_at__isnull=True, made_at__lt=before).delete()
    for imported in ImportedList.objects.filter(applied_at__lt=before, rows__has_key="faults"):
        imported.rows = {"source": imported.rows.get("source", {}), "applied": applied_of(imported)}
        imported.save(update_fields=["rows"])
        changed += 1
    return changed


def _people(webinar: Webinar, listed: Sequence[Entry], places: dict[str, Administration]) -> dict[str, Person]:
    """The language of a newcomer: the list's, else an official one of the country, else the first of the webinar."""
    usual = next((language for language in webinar.languages if language), "en")
    return ensure_people(
        Named(
            entry.email,
            entry.name,
            entry.language or usual_language(entry.country) or usual,
            places.get(entry.country),
            entry.audience or Audience.OPERATIONAL_OFFICER,
        )
        for entry in listed
    )


def _registration(
    webinar: Webinar, person: Person, entry: Entry, administration: Administration | None, by: Person
) -> Registration:
    """As the list has it: the administration too, so that nobody learns what an account says, or that there is one."""
    return Registration(
        webinar=webinar,
        person=person,
        state=RegistrationState.INVITED,
        source=RegistrationSource.LIST,
        administration=administration,
        listed_name=entry.name,
        registered_by=by,
    )


def _order(people: dict[str, Person], listed: Sequence[Entry]) -> Any:
    place = {people[entry.email].pk: number for number, entry in reversed(list(enumerate(listed)))}
    return lambda row: place[row.person_id]


def _give_places(
    webinar: Webinar, rows: list[Registration], imported: ImportedList, now: datetime, by: Person
) -> dict[str, int]:
    for row in rows:
        row.decided_at, row.decided_by = now, by
    if not rows:
        return {}
    put_at_end(webinar, rows)
    Registration.objects.bulk_update(
        [row for row in rows if row.pk], ["state", "queue_number", "decided_at", "decided_by"], batch_size=200
    )
    Registration.objects.bulk_create([row for row in rows if not row.pk], batch_size=500)
    seated = seat(webinar, rows, _recorded(webinar, rows, imported, Way.PLACES, by))
    return {"placed": len(seated.placed), "waiting": len(seated.waiting)}


def _invite(webinar: Webinar, rows: list[Registration], imported: ImportedList, by: Person) -> dict[str, int]:
    if not rows:
        return {}
    Registration.objects.bulk_create(rows, batch_size=500)
    tell(webinar, MailKind.INVITATION, rows, _recorded(webinar, rows, imported, Way.INVITE, by))
    return {"invited": len(rows)}


def _recorded(
    webinar: Webinar, rows: Sequence[Registration], imported: ImportedList, way: Way, by: Person
) -> AuditEntry:
    return audit.record(
        "list.applied",
        actor_id=by.pk,
        subject=f"webinar:{webinar.pk}",
        list=imported.pk,
        way=way.value,
        registrations=[row.pk for row in rows],
    )
