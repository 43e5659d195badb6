"""Webinars of which the evidence is not needed any more."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from webinars.models import Webinar
from webinars.queries.retention import over_before, with_connections


def counted_before(before: datetime) -> QuerySet[Webinar]:
    """Webinars that were over by then, whose figures are frozen, and of which connections are still kept."""
    return with_connections(over_before(before)).filter(freeze__isnull=False)
