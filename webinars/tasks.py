"""Jobs of webinars."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from webinars.actions.connections import close_stale_connections


@shared_task(name="webinars.close_stale_connections")
def sweep_connections() -> None:
    """Every 30 s: close what a crashed process left open."""
    close_stale_connections(timezone.now())
