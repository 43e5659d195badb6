"""Database threads of the live engine: one that writes, a few that read, each with a kept connection.

The shared thread-sensitive executor of Django is never used for a room: there, one slow query holds up every room.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connections

R = TypeVar("R")
READERS = 2


def _run(function: Callable[..., R], args: tuple[Any, ...]) -> R:
    try:
        return function(*args)
    except (OperationalError, InterfaceError):
        # The server went away, or the connection is in an unknown state: the next call opens a new one.
        for connection in connections.all(initialized_only=True):
            connection.close()
        raise


def _close(all_here: threading.Barrier) -> None:
    with suppress(threading.BrokenBarrierError):
        all_here.wait(5)
    connections.close_all()


class DatabaseThreads:
    """``write`` calls run one after another in order; ``read`` calls run beside them."""

    def __init__(self) -> None:
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="room-write")
        self._readers = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="room-read")

    async def write(self, function: Callable[..., R], *args: Any) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._writer, _run, function, args)

    async def read(self, function: Callable[..., R], *args: Any) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._readers, _run, function, args)

    def stop(self) -> None:
        """Let running calls end, close their connections, and end the threads."""
        for pool, size in ((self._writer, 1), (self._readers, READERS)):
            all_here = threading.Barrier(size)  # else one idle thread would close its own twice
            for _ in range(size):
                pool.submit(_close, all_here)
            pool.shutdown(wait=True)
