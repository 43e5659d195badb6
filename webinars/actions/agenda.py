"""The agenda of a sitting: what is planned, in which order, for how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Max

from core.actions import Refused, action
from core.events import announce
from core.fingerprint import fingerprint, refuse_if_changed
from core.languages import LANGUAGES
from courses.models import Deck
from people.models import Person
from webinars import topics
from webinars.choices import AgendaKind, RoomState
from webinars.models import AgendaItem, Room, Sitting, TeamMember
from webinars.protocol.to_client import AgendaChanged
from webinars.queries.stage import agenda_item_view

LONGEST_MINUTES = 240
_ASIDE = 20_000


@dataclass(frozen=True)
class ItemDraft:
    """An agenda item to be. ``title`` by language; ``notes`` are for the team; ``presenter`` is one of it."""

    kind: str
    title: Mapping[str, str]
    planned_minutes: int
    notes: str = ""
    deck: Deck | None = None
    presenter: Person | None = None
    columns: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        clean = {f"title_{language}": " ".join(self.title.get(language, "").split()) for language in LANGUAGES}
        object.__setattr__(self, "columns", clean)


def _check(draft: ItemDraft, webinar_id: int) -> None:
    if draft.kind not in AgendaKind.values:
        raise Refused("agenda.kind_unknown")
    if not any(draft.columns.values()):
        raise Refused("agenda.untitled")
    if not 1 <= draft.planned_minutes <= LONGEST_MINUTES:
        raise Refused("agenda.minutes", limit=LONGEST_MINUTES)
    if draft.presenter is not None:
        team = TeamMember.objects.filter(webinar_id=webinar_id, person=draft.presenter)
        if not team.exists():
            raise Refused("agenda.presenter_not_on_team")


def _room(sitting_id: int) -> Room | None:
    """The sitting's room, locked: its row is the lock of the agenda too."""
    return Room.objects.select_for_update().filter(sitting_id=sitting_id).first()


def _refuse_ended(room: Room | None) -> None:
    if room is not None and room.state == RoomState.ENDED:
        raise Refused("room.ended")


def _tell(room: Room | None, *items: AgendaItem) -> None:
    if room is not None:
        for item in items:
            announce(AgendaChanged(item=agenda_item_view(item)), to=topics.room(room.pk))


@action
def add_item(sitting: Sitting, draft: ItemDraft) -> AgendaItem:
    """Put an item at the end of the agenda."""
    _check(draft, sitting.webinar_id)
    room = _room(sitting.pk)
    _refuse_ended(room)
    last = AgendaItem.objects.filter(sitting=sitting).aggregate(last=Max("position"))["last"]
    item = AgendaItem.objects.create(
        sitting=sitting,
        position=(last or 0) + 1,
        kind=draft.kind,
        planned_minutes=draft.planned_minutes,
        notes=draft.notes.strip(),
        deck=draft.deck,
        presenter=draft.presenter,
        **draft.columns,
    )
    _tell(room, item)
    return item


def seen_item(item: AgendaItem) -> str:
    titles = [getattr(item, f"title_{language}") or "" for language in LANGUAGES]
    return fingerprint(item.kind, item.planned_minutes, item.notes, item.deck_id, item.presenter_id, titles)


@action
def change_item(item: AgendaItem, draft: ItemDraft, *, seen: str = "") -> AgendaItem:
    """Change an item as it was ``seen``: refused when somebody else changed it since."""
    _check(draft, item.sitting.webinar_id)
    room = _room(item.sitting_id)
    _refuse_ended(room)
    item.refresh_from_db()
    before = seen_item(item)
    item.kind = draft.kind
    item.planned_minutes = draft.planned_minutes
    item.notes = draft.notes.strip()
    item.deck = draft.deck
    item.presenter = draft.presenter
    for name, value in draft.columns.items():
        setattr(item, name, value)
    item.save()
    refuse_if_changed(seen=seen, before=before, after=seen_item(item))
    _tell(room, item)
    return item


@action
def move_item(item: AgendaItem, *, earlier: bool) -> None:
    """Let the item change places with its neighbour. At the end of the list nothing happens."""
    room = _room(item.sitting_id)
    _refuse_ended(room)
    item.refresh_from_db()
    neighbours = AgendaItem.objects.filter(sitting=item.sitting_id)
    if earlier:
        other = neighbours.filter(position__lt=item.position).order_by("-position").first()
    else:
        other = neighbours.filter(position__gt=item.position).order_by("position").first()
    if other is None:
        return
    here, there = item.position, other.position
    AgendaItem.objects.filter(pk=item.pk).update(position=F("position") + _ASIDE)
    AgendaItem.objects.filter(pk=other.pk).update(position=here)
    AgendaItem.objects.filter(pk=item.pk).update(position=there)
    item.position, other.position = there, here
    _tell(room, item, other)


@action
def change_minutes(item: AgendaItem, *, minutes: int, seen: int | None = None) -> AgendaItem:
    """Plan another number of minutes for an item that took ``seen`` when the page was drawn."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused("agenda.minutes", limit=LONGEST_MINUTES)
    room = _room(item.sitting_id)
    _refuse_ended(room)
    item.refresh_from_db()
    if seen is not None and item.planned_minutes not in (seen, minutes):
        raise Refused("agenda.changed_meanwhile")
    item.planned_minutes = minutes
    item.save(update_fields=["planned_minutes"])
    _tell(room, item)
    return item


def seen_order(ids: Sequence[int]) -> str:
    """Stands for the order of an agenda as it was drawn."""
    return fingerprint(list(ids))


@action
def order_items(sitting: Sitting, *, ids: Sequence[int], seen: str = "") -> None:
    """Put the agenda into the order of ``ids``, all of them, as it was ``seen``.

    Refuses ``agenda.changed_meanwhile`` when somebody moved, added or removed a part since. The same order again is no change.
    """
    room = _room(sitting.pk)
    _refuse_ended(room)
    items = list(AgendaItem.objects.select_for_update().filter(sitting=sitting).order_by("position"))
    before = [item.pk for item in items]
    if before == list(ids):
        return
    if sorted(before) != sorted(ids) or (seen and seen != seen_order(before)):
        raise Refused("agenda.changed_meanwhile")
    places = [item.position for item in items]
    AgendaItem.objects.filter(sitting=sitting).update(position=F("position") + _ASIDE)
    by_id = {item.pk: item for item in items}
    moved = []
    for pk, position in zip(ids, places, strict=True):
        AgendaItem.objects.filter(pk=pk).update(position=position)
        if by_id[pk].position != position:
            by_id[pk].position = position
            moved.append(by_id[pk])
    _tell(room, *moved)


@action
def remove_item(item: AgendaItem) -> None:
    """Take an item off the agenda. Not while the room is live: people see it."""
    room = _room(item.sitting_id)
    if room is not None and room.state != RoomState.LOBBY:
        raise Refused("agenda.room_has_begun")
    AgendaItem.objects.filter(pk=item.pk).delete()
