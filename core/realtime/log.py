"""What the hub reads of topics from the database."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from core.models import RecordedEvent, TopicHead


def heads(groups: list[str]) -> dict[str, int]:
    """The last ``seq`` of every topic of the groups (``room.17`` covers ``room.17`` and ``room.17.…``): one query."""
    wanted = Q(pk__in=[])
    for group in groups:
        wanted |= Q(topic=group) | Q(topic__startswith=f"{group}.")
    return dict(TopicHead.objects.filter(wanted).values_list("topic", "seq")) if groups else {}


def heads_of(topics: list[str]) -> dict[str, int]:
    """The last ``seq`` of the topics, 0 for one without events: one query."""
    found = dict(TopicHead.objects.filter(topic__in=topics).values_list("topic", "seq"))
    return {topic: found.get(topic, 0) for topic in topics}


def events_after(topic: str, seq: int, limit: int) -> list[tuple[int, dict[str, Any]]]:
    """At most ``limit`` events of the topic after ``seq``, in order."""
    rows = RecordedEvent.objects.filter(topic=topic, seq__gt=seq).order_by("seq")[:limit]
    return list(rows.values_list("seq", "payload"))
