"""Jobs of the floor."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from core.actions import forget_receipts
from core.events import forget_events

RECEIPTS_KEPT = timedelta(days=1)
EVENTS_KEPT = timedelta(days=7)


@shared_task(name="core.forget")
def forget() -> None:
    """Every hour: let go of what only somebody coming back would ask for."""
    now = timezone.now()
    forget_receipts(before=now - RECEIPTS_KEPT)
    forget_events(before=now - EVENTS_KEPT)
