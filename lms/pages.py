"""Pages are made to their end, whoever still waits for them.

Django cancels the making of a page when its reader has gone. With middleware that is not asynchronous, asgiref then leaves the
thread of that page waiting for ever (its issues 434, 495 and 535): on poor lines a process would fill up with such threads,
and could never end. A page takes a fraction of a second, and a thread that works cannot be stopped anyway.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Coroutine[Any, Any, None]]

unfinished: set[asyncio.Task[None]] = set()
"""Pages that are being made in this process."""


class WholePages:
    """``inner`` hears that its reader has gone only while it still reads what they send; cancelling never reaches it."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        page = asyncio.ensure_future(self._make(scope, receive, send))
        unfinished.add(page)
        page.add_done_callback(unfinished.discard)
        await asyncio.shield(page)

    async def _make(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        is_read = False

        async def receive_request() -> Message:
            nonlocal is_read
            if is_read:
                await asyncio.Future()
            message = await receive()
            is_read = not message.get("more_body", False)
            return message

        await self.inner(scope, receive_request, send)
