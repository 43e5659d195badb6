"""Group commit: write what arrived while the last write was under way, then answer each one.

One transaction a vote reaches some 180 votes/s and p99 of seconds beyond; this takes 2,000/s (``docs/architecture.md``).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from django.db import DatabaseError

from core.actions import Refused
from core.outline import outline

Item = TypeVar("Item")
Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Batcher(Generic[Item, Result]):
    """Collects items and hands them to ``flush`` in batches, one batch at a time.

    ``linger`` seconds pass between the first item and its flush, so that neighbours join; at most ``limit`` items go
    together, and at most ``backlog`` wait: beyond it :meth:`submit` raises ``Refused("server.busy")``.
    A batch that fails is tried again ``tries`` times, ``pause`` seconds apart, before its items are refused:
    a database that restarts costs a wait, not answers.
    """

    def __init__(
        self,
        flush: Callable[[list[Item]], Awaitable[list[Result]]],
        *,
        linger: float = 0.025,
        limit: int = 500,
        backlog: int = 20_000,
        tries: int = 8,
        pause: float = 0.5,
    ) -> None:
        self._flush = flush
        self._linger = linger
        self._limit = limit
        self._backlog = backlog
        self._tries = tries
        self._pause = pause
        self._waiting: list[tuple[Item, Callable[[Result | Refused], None]]] = []
        self._task: asyncio.Task[None] | None = None

    def submit(self, item: Item, answer: Callable[[Result | Refused], None]) -> None:
        """Queue ``item``. ``answer`` is called on the loop, once, after the commit or with a refusal."""
        if len(self._waiting) >= self._backlog:
            raise Refused("server.busy")
        self._waiting.append((item, answer))
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def ask(self, item: Item) -> Result:
        """Queue ``item`` and wait for its result; raises the refusal."""
        future: asyncio.Future[Result | Refused] = asyncio.get_running_loop().create_future()
        self.submit(item, lambda result: None if future.done() else future.set_result(result))
        result = await future
        if isinstance(result, Refused):
            raise result
        return result

    async def drain(self) -> None:
        """Wait until nothing is queued or under way."""
        while self._task is not None:
            await asyncio.shield(self._task)

    async def _work(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(self._linger)
                batch, self._waiting = self._waiting[: self._limit], self._waiting[self._limit :]
                results = await self._attempt([item for item, _ in batch])
                for (_, answer), result in zip(batch, results, strict=True):
                    answer(result)
        finally:
            self._task = None

    async def _attempt(self, items: list[Item]) -> list[Result | Refused]:
        for attempt in range(1, self._tries + 1):
            try:
                return list(await self._flush(items))
            except DatabaseError:
                log.warning("A batch of %d could not be written (try %d of %d).", len(items), attempt, self._tries)
                if attempt < self._tries:
                    await asyncio.sleep(self._pause)
            except Exception as error:
                log.error("A batch of %d failed: %s", len(items), outline(error))
                break
        return [Refused("server.busy") for _ in items]
