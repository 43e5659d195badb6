"""Delivers frames to sockets, in order, giving way to the loop every so often."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Iterable

from core.realtime.topic import Listener

log = logging.getLogger(__name__)
YIELD_EVERY = 100


class Courier:
    """``deliver`` never waits. ``busy_seconds`` sums the time that deliveries took, for the tick to slow down by."""

    def __init__(self) -> None:
        self._jobs: deque[tuple[list[Listener], str]] = deque()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.busy_seconds = 0.0

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def deliver(self, listeners: Iterable[Listener], frame: str) -> None:
        self._jobs.append((list(listeners), frame))
        self._wake.set()

    async def _work(self) -> None:
        since_yield = 0
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._jobs:
                listeners, frame = self._jobs.popleft()
                begun = time.perf_counter()
                for listener in listeners:
                    try:
                        await listener.send_frame(frame)
                    except Exception:
                        log.debug("A socket was gone before its frame.", exc_info=True)
                    since_yield += 1
                    if since_yield >= YIELD_EVERY:
                        since_yield = 0
                        self.busy_seconds += time.perf_counter() - begun
                        await asyncio.sleep(0)
                        begun = time.perf_counter()
                self.busy_seconds += time.perf_counter() - begun
