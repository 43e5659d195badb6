"""What everybody sees: the sitting's beginning and end, its plan, the page on stage, and who has the controls.

Every change locks the room's row first, so that two trainers never mix: the last change wins, and the stage says who
made it.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from core import audit
from core.actions import Refused, action
from core.events import announce, announce_ephemeral
from courses.models import Deck
from people.models import Person
from webinars import access, topics
from webinars.actions.activities import announce_activities, close_open_activities
from webinars.actions.hands import announce_hands, lower_every_hand
from webinars.actions.locking import locked_room, refuse_unless_live
from webinars.actions.outcomes import order_attendance
from webinars.actions.replay import order_replay
from webinars.actions.surveys import close_tests_before, open_after
from webinars.choices import RoomState, WebinarState
from webinars.models import AgendaItem, Room, Webinar
from webinars.protocol.to_client import AgendaChanged, StageChanged
from webinars.queries.stage import agenda_item_view, stage_view


@action
def start_sitting(room: Room, *, by: Person) -> Room:
    """Open the room: attendance counts from now, and the test before closes. A second press changes nothing.

    Refuses ``webinar.not_announced``.
    """
    room = locked_room(room)
    if room.state == RoomState.LIVE:
        return room
    webinar = Webinar.objects.filter(pk=room.sitting.webinar_id)
    if not room.sitting.is_rehearsal and not webinar.filter(state=WebinarState.ANNOUNCED).exists():
        raise Refused("webinar.not_announced")
    room.state = RoomState.LIVE
    room.controller = room.controller or by
    room.save(update_fields=["state", "controller"])
    room.sitting.live_from = timezone.now()
    room.sitting.save(update_fields=["live_from"])
    audit.record("sitting.started", actor_id=by.pk, subject=f"sitting:{room.sitting_id}")
    if not room.sitting.is_rehearsal:
        close_tests_before(room.sitting.webinar_id, room.sitting.live_from)
    _announce_stage(room)
    return room


@action
def end_sitting(room: Room, *, by: Person) -> Room:
    """End the sitting for everybody: open activities close, hands go down, and from now on the room is only read.

    When it was the last of its webinar, the evaluation and the test after open. A job makes its replay.
    """
    room = locked_room(room)
    refuse_unless_live(room)
    now = timezone.now()
    item = room.current_item
    if item is not None:
        _end(item, now)
    closed = close_open_activities(room, now)
    lowered = lower_every_hand(room, now)
    room.state = RoomState.ENDED
    room.current_item = None
    room.save(update_fields=["state", "current_item"])
    room.sitting.live_until = now
    room.sitting.save(update_fields=["live_until"])
    audit.record("sitting.ended", actor_id=by.pk, subject=f"sitting:{room.sitting_id}")
    if not room.sitting.is_rehearsal:
        open_after(room.sitting.webinar, now)
    order_replay(room.sitting)
    order_attendance(room.sitting)
    announce_activities(closed)
    announce_hands(lowered)
    if item is not None:
        announce(AgendaChanged(item=agenda_item_view(item)), to=topics.room(room.pk))
    _announce_stage(room)
    if lowered:
        announce_ephemeral("hands", to=topics.room(room.pk))
    return room


@action
def start_item(room: Room, *, item: AgendaItem, by: Person) -> Room:
    """Make ``item`` the current one; the one before ends. Its deck, when it has one, comes on stage with its first page.

    Starting the current item again changes nothing. One that was over begins anew.
    """
    room = locked_room(room)
    refuse_unless_live(room)
    item = AgendaItem.objects.select_related("deck").get(pk=item.pk)
    if item.sitting_id != room.sitting_id:
        raise Refused("agenda.unknown_item")
    before = room.current_item
    if before is not None and before.pk == item.pk:
        return room
    now = timezone.now()
    if before is not None:
        _end(before, now)
    item.started_at, item.ended_at = now, None
    item.save(update_fields=["started_at", "ended_at"])
    room.current_item = item
    if item.deck is not None and item.deck_id != room.deck_id:
        room.deck, room.page, room.page_by = item.deck, 1, by
    room.save(update_fields=["current_item", "deck", "page", "page_by"])
    for changed in (before, item):
        if changed is not None:
            announce(AgendaChanged(item=agenda_item_view(changed)), to=topics.room(room.pk))
    _announce_stage(room)
    return room


@action
def turn_page(room: Room, *, page: int, by: Person, deck: Deck | None = None) -> Room:
    """Move everyone to ``page`` (from 1) of the deck on stage, or of ``deck``, which must belong to the plan."""
    room = locked_room(room)
    if deck is not None and deck.pk != room.deck_id:
        if not AgendaItem.objects.filter(sitting=room.sitting, deck=deck).exists():
            raise Refused("stage.unknown_deck")
        room.deck = deck
    if room.deck is None:
        raise Refused("stage.no_deck")
    if not 1 <= page <= room.deck.page_count:
        raise Refused("stage.no_such_page", pages=room.deck.page_count)
    room.page, room.page_by = page, by
    room.save(update_fields=["deck", "page", "page_by"])
    _announce_stage(room)
    return room


@action
def take_controls(room: Room, *, by: Person) -> Room:
    """Have the controls from now on. The others of the team may still act."""
    room = locked_room(room)
    if room.controller_id != by.pk:
        _hand_to(room, by)
    return room


@action
def hand_controls(room: Room, *, to: Person, by: Person) -> Room:
    """Hand the controls to ``to``, who must have the right to present here."""
    room = locked_room(room)
    if access.Right.PRESENT not in access.rights_in(to, room.sitting.webinar):
        raise Refused("stage.not_a_presenter")
    if room.controller_id != to.pk:
        _hand_to(room, to)
    return room


def _hand_to(room: Room, person: Person) -> None:
    room.controller = person
    room.save(update_fields=["controller"])
    _announce_stage(room)


def _end(item: AgendaItem, now: datetime) -> None:
    item.ended_at = now
    item.save(update_fields=["ended_at"])


def _announce_stage(room: Room) -> None:
    announce(StageChanged(stage=stage_view(room)), to=topics.room(room.pk))
