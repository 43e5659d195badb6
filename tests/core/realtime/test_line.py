"""Hubs of several processes, over a real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest

from core.events import announce_ephemeral
from core.realtime import ephemeral, fanout
from core.realtime import hub as hubs
from core.realtime.hub import Hub
from tests.core.realtime.test_hub import Counted, Ear, listen, say

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]


@pytest.fixture
async def two_hubs(redis_url: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Hub, Hub]]:
    """As two processes would have them; reconciling is off, so that only Redis can carry a message."""
    layer = "channels_redis.pubsub.RedisPubSubChannelLayer"
    settings.CHANNEL_LAYERS = {
        "default": {"BACKEND": layer, "CONFIG": {"hosts": [redis_url], "prefix": f"two-hubs-{uuid4()}"}}
    }
    monkeypatch.setattr(hubs, "RECONCILE_SECONDS", 600)
    monkeypatch.setattr(hubs, "ECHO_SECONDS", 600)
    one, other = Hub(), Hub()
    for hub in (one, other):
        await hub.start()
    yield one, other
    for hub in (one, other):
        await hub.stop()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


async def test_an_event_of_one_process_is_heard_in_the_other(two_hubs: tuple[Hub, Hub]) -> None:
    here, there = two_hubs
    fanout.attach(here)
    near, far = Ear(), Ear("ar")
    await until(lambda: there.line.ready)
    await listen(here, near, "room.1")
    await listen(there, far, "room.1")
    await here.threads.write(say, "room.1", "hello")
    assert (await far.hears(1))[0]["event"]["text"] == {"text": "hello ar", "lang": "ar"}
    assert [frame["seq"] for frame in await near.hears(1)] == [1]
    await asyncio.sleep(0.1)
    assert len(near.heard) == 1


async def test_the_last_touch_of_a_tick_reaches_the_other_process(
    two_hubs: tuple[Hub, Hub], monkeypatch: pytest.MonkeyPatch
) -> None:
    count = [0]
    monkeypatch.setitem(ephemeral._providers, "count", lambda topic, argument, added: Counted(count=count[0]))
    here, there = two_hubs
    fanout.attach(here)
    near, far = Ear(), Ear()
    await until(lambda: there.line.ready)
    await listen(here, near, "room.1")
    await listen(there, far, "room.1")
    for number in range(1, 31):
        count[0] = number
        await here.threads.write(lambda: announce_ephemeral("count", to="room.1"))
    await until(lambda: bool(far.heard) and far.heard[-1]["updates"] == [{"type": "counted", "count": 30}])
    counts = [update["count"] for frame in far.heard for update in frame["updates"]]
    assert counts == sorted(counts)
