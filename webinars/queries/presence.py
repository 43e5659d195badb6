"""Who is connected now. Presence is not attendance: it knows nothing of a moment ago."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from webinars.models import Connection, TeamMember

SILENCE = timedelta(seconds=60)
"""An open row that was not extended for so long belongs to a process that died: it is closed by the sweep."""


def open_connections(room_id: int) -> QuerySet[Connection]:
    """The newest open connection of each person in the room."""
    alive = Connection.objects.filter(
        room_id=room_id, closed_at__isnull=True, last_seen_at__gte=timezone.now() - SILENCE
    ).order_by()
    newest = alive.values("person").annotate(newest=Max("pk")).values("newest")
    return Connection.objects.filter(pk__in=newest)


def count_asked(room_id: int) -> int:
    """How many people are connected to whom activities are put, which is everybody but the team: one query, for ticks."""
    team = TeamMember.objects.filter(webinar__sittings__room=room_id).values("person")
    alive = Connection.objects.filter(
        room_id=room_id, closed_at__isnull=True, last_seen_at__gte=timezone.now() - SILENCE
    ).exclude(person__in=team)
    return int(alive.aggregate(people=Count("person", distinct=True))["people"])


def people_present(room_id: int) -> tuple[int, dict[str, int]]:
    """How many people are connected, and by the language they read; somebody with two screens is one person."""
    rows = open_connections(room_id).order_by("language").values_list("language").annotate(people=Count("pk"))
    languages = dict(rows)
    return sum(languages.values()), languages
