"""One hub per process: every topic that anybody here listens to, and every socket that listens.

Recorded events are delivered in the order of their ``seq``; ephemeral keys are computed and sent by a tick; both are encoded
once per language. Once a second the hub compares the heads of its topics with the database, so that a lost publish costs a
second and nothing else.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Set
from typing import Any

from django.db import DatabaseError

from core.outline import outline
from core.realtime import ephemeral, fanout, log
from core.realtime.courier import Courier
from core.realtime.frames import event_frame, tick_frame
from core.realtime.layer import Line
from core.realtime.threads import DatabaseThreads
from core.realtime.topic import UNKNOWN, Listener, Topic

logger = logging.getLogger(__name__)
TICK_SECONDS = 0.25
BUSY_SHARE = 0.3
RECONCILE_SECONDS = 1.0
ECHO_SECONDS = 2.0
GAP_LIMIT = 500
FORGET_SECONDS = 60.0


class Hub:
    """Start it on the loop that serves the sockets. ``every`` adds chores of the app above, run beside the hub's own."""

    def __init__(self) -> None:
        self.threads = DatabaseThreads()
        self.courier = Courier()
        self.line = Line(self._heard)
        self.tick = 0
        self._topics: dict[str, Topic] = {}
        self._chores: list[tuple[float, Callable[[], Awaitable[None]]]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._gap = asyncio.Event()

    @property
    def process(self) -> str:
        """A name of this process, new at each start."""
        return self.line.process

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        fanout.attach(self)
        self.courier.start()
        await self.line.start()
        self._tasks = [self._loop.create_task(self._ticks()), self._loop.create_task(self._reconciles())]
        self._tasks += [self._loop.create_task(self._repeat(seconds, chore)) for seconds, chore in self._chores]

    async def stop(self) -> None:
        fanout.attach(None)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.courier.stop()
        await self.line.stop()
        await asyncio.to_thread(self.threads.stop)

    def every(self, seconds: float, chore: Callable[[], Awaitable[None]]) -> None:
        """Run ``chore`` each ``seconds`` from the start on; an error is logged and the next turn comes all the same."""
        self._chores.append((seconds, chore))

    # Listening ---------------------------------------------------------------------------------------

    async def attach(self, listener: Listener, topics: dict[str, str]) -> None:
        """Let ``listener`` hear ``topics`` (name → alias). Read its snapshot after this, then :meth:`settle`."""
        for name, alias in topics.items():
            topic = self._topics.get(name)
            if topic is None:
                topic = self._topics[name] = Topic(name, alias)
                topic.add(listener)
                await self.line.join(topic.group)
            else:
                topic.add(listener)

    def settle(self, seqs: dict[str, int]) -> None:
        """Tell where the topics stood when a snapshot was read: a topic new to this process starts there."""
        for name, seq in seqs.items():
            topic = self._topics.get(name)
            if topic is not None and topic.seq == UNKNOWN:
                topic.seq = seq
                self._deliver_ready(topic)

    async def detach(self, listener: Listener, topics: dict[str, str]) -> None:
        for name in topics:
            topic = self._topics.get(name)
            if topic is None:
                continue
            topic.remove(listener)
            if topic.empty:
                del self._topics[name]
                await self.line.leave(topic.group)

    def greet(self, listener: Listener, names: Iterable[str]) -> None:
        """Send the ephemeral values of the topics to somebody who has just come, at the next tick.

        They are computed anew: what was sent last here may be older than what the newcomer was told by another process.
        """
        for name in names:
            topic = self._topics.get(name)
            if topic is not None:
                topic.newcomers.add(listener)
                for key in topic.latest:
                    topic.touch(key, None)

    # From commits --------------------------------------------------------------------------------------

    def event_committed(self, topic: str, seq: int, payload: dict[str, Any]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._publish_event, topic, seq, payload)

    def key_touched(self, topic: str, key: str, add: dict[str, int] | None) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._publish_touch, topic, key, add)

    def _publish_event(self, name: str, seq: int, payload: dict[str, Any]) -> None:
        self._event(name, seq, payload)
        self.line.publish(_group(name), {"topic": name, "seq": seq, "event": payload})

    def _publish_touch(self, name: str, key: str, add: dict[str, int] | None) -> None:
        """Others hear of the first touch at once, and at the next tick of those that joined it."""
        topic = self._topics.get(name)
        if topic is not None and (add or key in topic.dirty):
            topic.unsent.add(key)
        else:
            self.line.publish(_group(name), {"topic": name, "key": key, "add": add})
        if topic is not None:
            topic.touch(key, add)

    def _heard(self, message: dict[str, Any]) -> None:
        """A message of another process's hub."""
        if "seq" in message:
            self._event(message["topic"], message["seq"], message["event"])
        elif (topic := self._topics.get(message["topic"])) is not None:
            topic.touch(message["key"], message["add"])

    def _event(self, name: str, seq: int, payload: dict[str, Any]) -> None:
        topic = self._topics.get(name)
        if topic is None or (topic.seq != UNKNOWN and seq <= topic.seq):
            return
        topic.pending[seq] = payload
        self._deliver_ready(topic)
        if topic.pending and topic.seq != UNKNOWN:
            self._gap.set()

    def _deliver_ready(self, topic: Topic) -> None:
        for seq, payload in topic.ready():
            for language, listeners in topic.listeners.items():
                if listeners:
                    frame = event_frame(topic.alias, seq, payload, language)
                    now = [listener for listener in listeners if listener.take_event(topic.name, seq, frame)]
                    self.courier.deliver(now, frame)

    # Ticks ----------------------------------------------------------------------------------------------

    async def _ticks(self) -> None:
        while True:
            busy, begun = self.courier.busy_seconds, time.monotonic()
            try:
                await self._tick()
            except DatabaseError:
                logger.warning("A tick could not be computed; the next one will.")
            except Exception as error:
                logger.error("A tick failed: %s", outline(error))
            spent = self.courier.busy_seconds - busy
            pause = max(TICK_SECONDS, spent / BUSY_SHARE) - (time.monotonic() - begun)
            await asyncio.sleep(max(pause, 0.02))

    async def _tick(self) -> None:
        now = time.monotonic()
        due: dict[Topic, dict[str, dict[str, int]]] = {}
        for topic in self._topics.values():
            keys = [key for key in topic.dirty if now - topic.sent_at.get(key, 0.0) >= ephemeral.least_gap(key)]
            if keys:
                due[topic] = {key: topic.dirty.pop(key) for key in keys}
        if not due:
            return
        self.tick += 1
        for topic, dirty in due.items():
            for key in topic.unsent.intersection(dirty):
                self.line.publish(topic.group, {"topic": topic.name, "key": key, "add": dirty[key]})
            topic.unsent.difference_update(dirty)
            newcomers, topic.newcomers = topic.newcomers, set()
            try:
                updates = await self.threads.read(_compute_all, topic.name, dirty)
            except DatabaseError:
                topic.newcomers |= newcomers
                for key, added in dirty.items():
                    topic.touch(key, added)
                raise
            changed = []
            for key, update in updates.items():
                topic.sent_at[key] = now
                if dirty[key] or topic.latest.get(key) != update:
                    changed.append(update)
                    topic.changed_at[key] = now
                if not dirty[key]:
                    topic.latest[key] = update
            # Whoever came while this was computed may have been told later figures by another process: they wait a tick.
            if changed:
                self._send_tick(topic, changed, but=newcomers | topic.newcomers)
            if newcomers:
                self._send_tick(topic, list(topic.latest.values()), only=newcomers)

    def _send_tick(
        self,
        topic: Topic,
        updates: list[dict[str, Any]],
        *,
        but: Set[Listener] = frozenset(),
        only: Set[Listener] | None = None,
    ) -> None:
        for language, listeners in topic.listeners.items():
            wanted = listeners - but if only is None else listeners & only
            awake = [listener for listener in wanted if listener.takes_ticks(self.tick)]
            if awake:
                self.courier.deliver(awake, tick_frame(self.tick, updates, language))

    # Reconciling -----------------------------------------------------------------------------------------

    async def _reconciles(self) -> None:
        echoed = time.monotonic()
        while True:
            try:
                async with asyncio.timeout(RECONCILE_SECONDS):
                    await self._gap.wait()
            except TimeoutError:
                pass
            self._gap.clear()
            try:
                await self._reconcile()
            except DatabaseError:
                logger.warning("The heads of topics could not be read; trying again in a second.")
            except Exception as error:
                logger.error("Reconciling failed: %s", outline(error))
            if time.monotonic() - echoed >= ECHO_SECONDS:
                echoed = time.monotonic()
                self._echo(echoed)
            await asyncio.sleep(0.05)

    async def _reconcile(self) -> None:
        live = {name: topic.seq for name, topic in self._topics.items() if topic.seq != UNKNOWN}
        if not live:
            return
        groups = sorted({_group(name) for name in live})
        found = await self.threads.read(log.heads, groups)
        for name, seq in live.items():
            if found.get(name, 0) <= seq:
                continue
            topic = self._topics.get(name)
            if topic is None or topic.seq >= found[name]:
                continue
            for missed_seq, payload in await self.threads.read(log.events_after, name, topic.seq, GAP_LIMIT):
                self._event(name, missed_seq, payload)

    def _echo(self, now: float) -> None:
        """Compute again what changed lately: a touch of another process may have been lost. Unchanged values are not sent."""
        for topic in self._topics.values():
            for key in topic.latest:
                if now - topic.changed_at.get(key, 0.0) < FORGET_SECONDS and not self.line.alone:
                    topic.touch(key, None)

    async def _repeat(self, seconds: float, chore: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await chore()
            except DatabaseError:
                logger.warning("A chore could not reach the database; it will be tried again.")
            except Exception as error:
                logger.error("A chore failed: %s", outline(error))


def _group(name: str) -> str:
    return ".".join(name.split(".")[:2])


def _compute_all(name: str, dirty: dict[str, dict[str, int]]) -> dict[str, dict[str, Any]]:
    updates = {}
    for key, added in dirty.items():
        update = ephemeral.compute(name, key, added)
        if update is not None:
            updates[key] = update
    return updates
