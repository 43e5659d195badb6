"""The hub's line to the hubs of other processes: one subscription per room, one publisher that never holds up the loop."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Callable
from typing import Any

from channels.layers import InMemoryChannelLayer, get_channel_layer

log = logging.getLogger(__name__)
BACKLOG = 2000


class Line:
    """Publishes to and receives from the channel layer. A lost message costs at most a second: hubs reconcile.

    With the in-memory layer there is no other process, and nothing is published.
    """

    def __init__(self, receive: Callable[[dict[str, Any]], None]) -> None:
        self.process = secrets.token_hex(8)
        self._layer = get_channel_layer()
        self.alone = self._layer is None or isinstance(self._layer, InMemoryChannelLayer)
        self._receive = receive
        self._groups: Counter[str] = Counter()
        self._outbox: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue(BACKLOG)
        self._channel: str | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        if self.alone:
            return
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self._publish_all()), loop.create_task(self._receive_all())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if not self.alone:
            for group in list(self._groups):
                await self._quietly("group_discard", group)

    @property
    def ready(self) -> bool:
        """Whether other processes can be heard just now."""
        return self.alone or self._channel is not None

    async def join(self, group: str) -> None:
        """Hear ``group``. Returns once heard, or once the layer was found to be away: reconciling does the rest."""
        self._groups[group] += 1
        if not self.alone and self._groups[group] == 1 and self._channel is not None:
            await self._quietly("group_add", group)

    async def leave(self, group: str) -> None:
        self._groups[group] -= 1
        if self._groups[group] <= 0:
            del self._groups[group]
            if not self.alone and self._channel is not None:
                await self._quietly("group_discard", group)

    def publish(self, group: str, message: dict[str, Any]) -> None:
        if self.alone:
            return
        try:
            self._outbox.put_nowait((group, {**message, "type": "hub", "origin": self.process}))
        except asyncio.QueueFull:
            log.warning("The channel layer is too slow; other processes will reconcile.")

    async def _quietly(self, verb: str, group: str) -> None:
        try:
            async with asyncio.timeout(3):
                await getattr(self._layer, verb)(group, self._channel)
        except Exception as error:
            log.warning("Channel layer: %s of %s failed (%s).", verb, group, type(error).__name__)

    async def _publish_all(self) -> None:
        while True:
            group, message = await self._outbox.get()
            try:
                async with asyncio.timeout(3):
                    await self._layer.group_send(group, message)
            except Exception as error:
                log.warning("Channel layer: a publish was lost (%s).", type(error).__name__)

    async def _receive_all(self) -> None:
        while True:
            try:
                self._channel = await self._layer.new_channel()
                for group in list(self._groups):
                    await self._quietly("group_add", group)
                while True:
                    message = await self._layer.receive(self._channel)
                    if message.get("origin") != self.process:
                        self._receive(message)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                log.warning("Channel layer: away (%s); trying again.", type(error).__name__)
                self._channel = None
                await asyncio.sleep(1)
