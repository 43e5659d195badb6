"""The stage, the plan, and the sitting that they belong to."""

from __future__ import annotations

from datetime import datetime

from core.languages import local_text
from webinars.models import AgendaItem, Room, Sitting
from webinars.protocol.values import LocalText
from webinars.protocol.views import AgendaItemView, NotesView, SittingView, StageView
from webinars.queries.decks import deck_view
from webinars.queries.persons import person_view

STAGE = ("sitting__webinar", "deck", "page_by__administration", "controller__administration")
"""What to select with a room, so that its views ask the database nothing more but the versions of its deck."""


def instant(moment: datetime | None) -> float | None:
    """Seconds since the epoch, to the millisecond."""
    return None if moment is None else round(moment.timestamp(), 3)


def stage_view(room: Room) -> StageView:
    return StageView(
        state=room.state,
        live_from=instant(room.sitting.live_from),
        live_until=instant(room.sitting.live_until),
        current_item=room.current_item_id,
        deck=None if room.deck is None else deck_view(room.deck, room.pk),
        page=room.page,
        by=None if room.page_by is None else person_view(room.page_by),
        controller=None if room.controller is None else person_view(room.controller),
        chat_open=room.chat_open,
        slow_mode_seconds=room.slow_mode_seconds,
        moderate_questions=room.moderate_questions,
    )


def agenda_item_view(item: AgendaItem) -> AgendaItemView:
    return AgendaItemView(
        id=item.pk,
        position=item.position,
        kind=item.kind,
        title=LocalText.model_validate(local_text(item, "title")),
        planned_minutes=item.planned_minutes,
        started_at=instant(item.started_at),
        ended_at=instant(item.ended_at),
        deck=item.deck_id,
    )


def agenda_views(sitting: Sitting) -> list[AgendaItemView]:
    return [agenda_item_view(item) for item in AgendaItem.objects.filter(sitting=sitting).order_by("position")]


def notes_views(sitting: Sitting) -> list[NotesView]:
    """Notes for the team, of the items that have any."""
    rows = AgendaItem.objects.filter(sitting=sitting).exclude(notes="").order_by("position")
    return [NotesView(item=item_id, notes=notes) for item_id, notes in rows.values_list("pk", "notes")]


def sitting_view(sitting: Sitting) -> SittingView:
    """``of`` counts the webinar's sittings; rehearsals are not among them."""
    webinar = sitting.webinar
    regions = list(webinar.regions.all()[:2])
    return SittingView(
        webinar=LocalText.model_validate(local_text(webinar, "title")),
        webinar_slug=webinar.slug,
        description=LocalText.model_validate(local_text(webinar, "description")),
        region=LocalText.model_validate(local_text(regions[0], "name")) if len(regions) == 1 else None,
        position=sitting.position,
        of=Sitting.objects.filter(webinar=webinar, is_rehearsal=False).count(),
        starts_at=sitting.starts_at.timestamp(),
        ends_at=sitting.ends_at.timestamp(),
        time_zone=sitting.time_zone,
        is_rehearsal=sitting.is_rehearsal,
    )
