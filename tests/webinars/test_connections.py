"""Intervals of connections: written at once, extended in bulk, and closed where they were last seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.factories import make_person, make_room
from webinars.actions.connections import (
    ConnectionClosed,
    ConnectionOpened,
    close_connections,
    close_stale_connections,
    extend_connections,
    open_connections,
)
from webinars.models import Connection, Room
from webinars.tasks import sweep_connections

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 6, 4, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def opened(room: Room, *, at: datetime = NOON, process: str = "web-1", people: int = 1) -> list[int]:
    persons = [make_person() for _ in range(people)]
    return open_connections([ConnectionOpened(room.pk, person.pk, "fr", at, process) for person in persons])


def row(pk: int) -> tuple[datetime, datetime, datetime | None]:
    found = Connection.objects.get(pk=pk)
    return found.opened_at, found.last_seen_at, found.closed_at


def test_ids_come_back_in_the_order_of_the_batch() -> None:
    room = make_room()
    persons = [make_person() for _ in range(3)]
    ids = open_connections([ConnectionOpened(room.pk, person.pk, "ar", NOON, "web-1") for person in persons])
    assert [Connection.objects.get(pk=pk).person_id for pk in ids] == [person.pk for person in persons]
    assert row(ids[0]) == (NOON, NOON, None)


def test_an_extension_is_one_statement_for_any_number(django_assert_num_queries: object) -> None:
    room = make_room()
    for people in (1, 3):
        ids = opened(room, people=people)
        with django_assert_num_queries(3):  # type: ignore[operator]  # begin, update, commit
            assert extend_connections(ids, after(15)) == []
        assert {row(pk) for pk in ids} == {(NOON, after(15), None)}


def test_an_extension_never_goes_back() -> None:
    (pk,) = opened(make_room())
    extend_connections([pk], after(30))
    extend_connections([pk], after(15))
    assert row(pk) == (NOON, after(30), None)


def test_an_extension_tells_which_were_closed_meanwhile() -> None:
    gone, there = opened(make_room(), people=2)
    close_connections([ConnectionClosed(gone, after(5))])
    assert extend_connections([gone, there], after(60)) == [gone]
    assert row(gone) == (NOON, after(5), after(5))
    assert row(there) == (NOON, after(60), None)


def test_each_is_closed_at_its_own_instant_and_once() -> None:
    first, second = opened(make_room(), people=2)
    assert close_connections([ConnectionClosed(first, after(5)), ConnectionClosed(second, after(7))]) == 2
    assert close_connections([ConnectionClosed(first, after(50))]) == 0
    assert [row(first), row(second)] == [(NOON, after(5), after(5)), (NOON, after(7), after(7))]


def test_closing_before_the_opening_leaves_an_empty_interval() -> None:
    (pk,) = opened(make_room())
    close_connections([ConnectionClosed(pk, after(-3))])
    assert row(pk) == (NOON, NOON, NOON)


def test_the_sweep_closes_at_the_last_evidence_and_spares_the_living() -> None:
    room = make_room()
    (dead,) = opened(room)
    (alive,) = opened(room)
    extend_connections([dead], after(15))
    extend_connections([alive], after(30))
    assert close_stale_connections(after(61)) == 1
    assert row(dead) == (NOON, after(15), after(15))
    assert row(alive) == (NOON, after(30), None)


def test_the_sweep_runs_every_30_seconds() -> None:
    (entry,) = [
        entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"] == "webinars.close_stale_connections"
    ]
    assert entry["schedule"] == 30.0
    (pk,) = opened(make_room(), at=timezone.now() - timedelta(minutes=5))
    sweep_connections.delay()
    assert row(pk)[2] == row(pk)[1]
