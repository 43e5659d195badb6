"""``kill -9`` of the web process in the middle of a poll with 200 viewers: nothing acknowledged is lost."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from core.languages import LANGUAGES
from tests.faults.processes import Server, database_url
from webinars.actions.connections import close_stale_connections
from webinars.actions.rehearsals import Rehearsal, create_rehearsal
from webinars.intervals import Interval, interval, union
from webinars.models import Answer, Connection
from webinars.queries.rehearsals import choices_by_person
from webinars.rehearsal.script import Plan, run

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
VIEWERS = 200


def stored(activity_id: int) -> dict[int, list[int]]:
    try:
        return choices_by_person(activity_id)
    finally:
        connections.close_all()


def intervals_of(rehearsal: Rehearsal, person_id: int) -> list[Interval]:
    rows = Connection.objects.filter(room_id=rehearsal.room_id, person_id=person_id).order_by("opened_at")
    return [interval(row.opened_at, row.last_seen_at) for row in rows]


def test_every_acknowledged_answer_survives_and_attendance_shows_the_gap(tmp_path: Path) -> None:
    rehearsal = create_rehearsal(None, viewers=VIEWERS, languages=list(LANGUAGES))
    server = Server(tmp_path, database=database_url(), redis=settings.REDIS_URL)
    server.start()
    killed_at: list[datetime] = []

    async def kill_and_start() -> None:
        killed_at.append(timezone.now())
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)

    plan = Plan([server.url], window=3, join_window=5, drops=False, disturb=kill_and_start)
    try:
        verdict = asyncio.run(run(rehearsal, plan, stored, cookie=settings.SESSION_COOKIE_NAME))
    finally:
        server.kill()
    assert (verdict.lost, verdict.doubled, verdict.backwards, verdict.disagreeing) == (0, 0, 0, 0), server.log()
    assert verdict.answers == VIEWERS * len(rehearsal.polls)
    assert verdict.refused == 0

    close_stale_connections(timezone.now() + timedelta(minutes=1))
    for viewer in rehearsal.viewers:
        before, after = intervals_of(rehearsal, viewer.person_id)
        assert before.end <= killed_at[0] < after.start
        assert union([before, after]) == [one for one in (before, after) if one.start < one.end]
    assert not Connection.objects.filter(room_id=rehearsal.room_id, closed_at__isnull=True).exists()
    responses = Answer.objects.filter(activity_id=rehearsal.polls[-1]).values_list("response", flat=True)
    assert {json.loads(text)["choices"][0] for text in responses} <= set(rehearsal.choices[rehearsal.polls[-1]])
