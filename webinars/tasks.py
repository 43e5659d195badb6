"""Jobs of webinars."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from webinars.actions import decks
from webinars.actions.connections import close_stale_connections
from webinars.actions.surveys import move_due_surveys


@shared_task(name="webinars.close_stale_connections")
def sweep_connections() -> None:
    """Every 30 s: close what a crashed process left open."""
    close_stale_connections(timezone.now())


@shared_task(name="webinars.announce_deck")
def announce_deck(deck_id: int) -> None:
    """Tell the rooms that use the deck that another version of it can be shown."""
    decks.announce_deck(deck_id)


@shared_task(name="webinars.move_due_surveys")
def move_surveys() -> None:
    """Every minute: open what waits for a webinar to be over, close evaluations and tests whose days are past."""
    move_due_surveys(timezone.now())
