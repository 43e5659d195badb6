from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest
from asgiref.sync import sync_to_async
from pydantic import BaseModel

from core.actions import action
from core.events import announce, announce_ephemeral
from core.models import RecordedEvent, TopicHead
from core.realtime import ephemeral, fanout
from core.realtime.hub import Hub

pytestmark = pytest.mark.django_db(transaction=True)


class Said(BaseModel):
    type: Literal["said"] = "said"
    text: dict[str, Any]


class Counted(BaseModel):
    type: Literal["counted"] = "counted"
    count: int


class Ear:
    """A listener that notes what it hears."""

    def __init__(self, language: str = "en", *, awake: bool = True) -> None:
        self.language = language
        self.awake = awake
        self.heard: list[dict[str, Any]] = []

    def take_event(self, topic: str, seq: int, frame: str) -> bool:
        return True

    def takes_ticks(self, tick: int) -> bool:
        return self.awake

    async def send_frame(self, frame: str) -> None:
        self.heard.append(json.loads(frame))

    async def hears(self, number: int) -> list[dict[str, Any]]:
        async with asyncio.timeout(5):
            while len(self.heard) < number:
                await asyncio.sleep(0.01)
        return self.heard


@action
def say(topic: str, text: str) -> int:
    return announce(Said(text={"$text": {"en": text, "ar": f"{text} ar"}}), to=topic)


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    hub = Hub()
    await hub.start()
    yield hub
    await hub.stop()


async def listen(hub: Hub, ear: Ear, topic: str, seq: int = 0) -> None:
    await hub.attach(ear, {topic: "room"})
    hub.settle({topic: seq})


async def test_an_event_reaches_each_listener_in_their_language(hub: Hub) -> None:
    english, arabic, elsewhere = Ear("en"), Ear("ar"), Ear("en")
    await listen(hub, english, "room.1")
    await listen(hub, arabic, "room.1")
    await listen(hub, elsewhere, "room.2")
    await hub.threads.write(say, "room.1", "hello")
    assert await english.hears(1) == [
        {"topic": "room", "seq": 1, "event": {"type": "said", "text": {"text": "hello", "lang": "en"}}}
    ]
    assert (await arabic.hears(1))[0]["event"]["text"] == {"text": "hello ar", "lang": "ar"}
    assert elsewhere.heard == []


async def test_what_is_rolled_back_is_never_heard_and_leaves_no_gap(hub: Hub) -> None:
    @action
    def say_and_fail() -> None:
        announce(Said(text={}), to="room.1")
        raise ValueError

    ear = Ear()
    await listen(hub, ear, "room.1")
    with pytest.raises(ValueError):
        await hub.threads.write(say_and_fail)
    await hub.threads.write(say, "room.1", "after")
    assert [frame["seq"] for frame in await ear.hears(1)] == [1]


async def test_a_lost_publish_is_found_by_reconciling(hub: Hub) -> None:
    ear = Ear()
    await listen(hub, ear, "room.1")
    fanout.attach(None)
    await sync_to_async(say)("room.1", "unheard")
    await sync_to_async(say)("room.1", "unheard too")
    assert [frame["seq"] for frame in await ear.hears(2)] == [1, 2]


async def test_events_that_come_in_the_wrong_order_are_delivered_in_order(hub: Hub) -> None:
    ear = Ear()
    await listen(hub, ear, "room.1")
    hub.event_committed("room.1", 2, {"type": "said", "text": "b"})
    hub.event_committed("room.1", 1, {"type": "said", "text": "a"})
    hub.event_committed("room.1", 1, {"type": "said", "text": "a"})
    assert [frame["event"]["text"] for frame in await ear.hears(2)] == ["a", "b"]
    await asyncio.sleep(0.05)
    assert len(ear.heard) == 2


async def test_a_hundred_touches_become_one_update_a_tick(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    computed = []

    def count(topic: str, argument: str, added: dict[str, int]) -> Counted:
        computed.append(argument)
        return Counted(count=len(computed))

    monkeypatch.setitem(ephemeral._providers, "count", count)
    ear, asleep = Ear(), Ear(awake=False)
    await listen(hub, ear, "room.1")
    await listen(hub, asleep, "room.1")
    for _ in range(100):
        await hub.threads.write(lambda: announce_ephemeral("count:7", to="room.1"))
    await ear.hears(1)
    assert 1 <= len(computed) <= 4
    assert ear.heard[0]["updates"] == [{"type": "counted", "count": 1}]
    assert asleep.heard == []


async def test_added_counts_are_summed_and_forgotten(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        ephemeral._providers, "claps", lambda topic, argument, added: Counted(count=added.get("clap", 0))
    )
    ear = Ear()
    await listen(hub, ear, "room.1")
    for _ in range(5):
        await hub.threads.write(lambda: announce_ephemeral("claps", to="room.1", add={"clap": 1}))
    total = 0
    async with asyncio.timeout(5):
        while total < 5:
            await asyncio.sleep(0.01)
            total = sum(update["count"] for frame in ear.heard for update in frame["updates"])
    assert total == 5
    late = Ear()
    await listen(hub, late, "room.1")
    hub.greet(late, ["room.1"])
    await asyncio.sleep(0.4)
    assert late.heard == []


async def test_a_newcomer_is_told_the_values_as_they_are_now(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    count = [1]
    monkeypatch.setitem(ephemeral._providers, "count", lambda topic, argument, added: Counted(count=count[0]))
    early, late = Ear(), Ear()
    await listen(hub, early, "room.1")
    await hub.threads.write(lambda: announce_ephemeral("count", to="room.1"))
    await early.hears(1)
    count[0] = 2
    await listen(hub, late, "room.1")
    hub.greet(late, ["room.1"])
    assert (await late.hears(1))[0]["updates"] == [{"type": "counted", "count": 2}]
    assert (await early.hears(2))[1]["updates"] == [{"type": "counted", "count": 2}]


async def test_the_last_one_to_leave_ends_the_topic(hub: Hub) -> None:
    ear = Ear()
    await listen(hub, ear, "room.1")
    await hub.detach(ear, {"room.1": "room"})
    assert hub._topics == {}


@pytest.mark.django_db(transaction=True)
def test_sequence_numbers_have_no_gaps_and_are_recorded() -> None:
    assert [say("room.9", text) for text in "abc"] == [1, 2, 3]
    assert TopicHead.objects.get(pk="room.9").seq == 3
    assert list(RecordedEvent.objects.order_by("seq").values_list("seq", "type")) == [
        (1, "said"),
        (2, "said"),
        (3, "said"),
    ]


async def test_whoever_comes_during_a_computation_is_told_none_of_it(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may have been told a later figure by the process that they came from: totals never go backwards."""
    computing, go_on = threading.Event(), threading.Event()
    count = [49]

    def slow(topic: str, argument: str, added: dict[str, int]) -> Counted:
        seen = count[0]
        computing.set()
        go_on.wait(5)
        return Counted(count=seen)

    monkeypatch.setitem(ephemeral._providers, "count", slow)
    early, late = Ear(), Ear()
    await listen(hub, early, "room.1")
    await hub.threads.write(lambda: announce_ephemeral("count", to="room.1"))
    await asyncio.to_thread(computing.wait, 5)
    count[0] = 50
    await listen(hub, late, "room.1")
    hub.greet(late, ["room.1"])
    await hub.threads.write(lambda: announce_ephemeral("count", to="room.1"))
    go_on.set()
    assert (await early.hears(2))[0]["updates"] == [{"type": "counted", "count": 49}]
    assert (await late.hears(1))[0]["updates"] == [{"type": "counted", "count": 50}]
