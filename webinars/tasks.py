"""Jobs of webinars."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from core.jobs import enqueue_after_commit
from webinars.actions import decks
from webinars.actions.connections import close_stale_connections
from webinars.actions.delivery import send_due_mails
from webinars.actions.outbox import SEND
from webinars.actions.reminders import queue_reminders, queue_thanks
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


@shared_task(name=SEND)
def send_mails() -> None:
    """Every 30 s, and when something was queued: send what is due, then let other jobs have a turn."""
    if send_due_mails():
        enqueue_after_commit(SEND)


@shared_task(name="webinars.queue_reminders")
def remind() -> None:
    """Every minute: what the clock asks for."""
    now = timezone.now()
    queue_reminders(now=now)
    queue_thanks(now=now)
