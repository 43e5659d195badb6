"""When the follow-ups of a webinar are due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max
from django.db.models.functions import Coalesce

from webinars.choices import MONTHS_AFTER, SurveyKind
from webinars.models import Sitting


def ended_at(webinar_ids: Iterable[int]) -> dict[int, datetime]:
    """When the last sitting of each webinar ended, or was to end; those held none of are left out: one query."""
    rows = Sitting.objects.filter(webinar__in=set(webinar_ids), is_rehearsal=False)
    held = rows.values("webinar").annotate(begun=Count("live_from"), last=Max(Coalesce("live_until", "ends_at")))
    return {row["webinar"]: row["last"] for row in held if row["begun"]}


def follow_up_at(kind: str, ended: datetime) -> datetime:
    """When a follow-up opens: the same day of the month and hour (UTC), or the month's last day, so many months later."""
    months = ended.month - 1 + MONTHS_AFTER[SurveyKind(kind)]
    year, month = ended.year + months // 12, months % 12 + 1
    return ended.replace(year=year, month=month, day=min(ended.day, monthrange(year, month)[1]))
