"""One WebSocket: the ASGI side of it, with the limits that hold for every message.

A bare ASGI application rather than ``channels.consumer.AsyncConsumer``: that one asks for a channel of its own and closes old
database connections in the shared thread before every message, which a room of hundreds pays for dearly.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from core.realtime.limits import TokenBucket

MAX_BYTES = 16_384
SILENCE_SECONDS = 45.0
LAG_TICKS = 90
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class Closing(Exception):
    """Close the connection with ``code``, a documented one of the 4400s."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Socket:
    """Subclasses give ``subprotocol`` and the three ``on_…`` methods.

    ``bucket`` limits messages: a subclass that knows whose socket it is shares one among all of a person's sockets.
    Frames for topics are kept in ``_held`` until :meth:`release`, so that nothing overtakes the welcome.
    """

    subprotocol = ""
    rate, burst = 8.0, 40.0

    def __init__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        self.scope = scope
        self.language = "en"
        self.open = False
        self._ticks_unseen: deque[int] = deque(maxlen=LAG_TICKS)
        self._receive = receive
        self._send = send
        self.bucket = TokenBucket(self.rate, self.burst)
        self._heard_at = time.monotonic()
        self._held: list[tuple[str, int, str]] | None = []
        self._seqs: dict[str, int] = {}

    @classmethod
    def as_asgi(cls) -> Callable[[dict[str, Any], Receive, Send], Awaitable[None]]:
        async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
            await cls(scope, receive, send).run()

        return application

    async def run(self) -> None:
        """The life of the connection."""
        await self._receive()
        if self.subprotocol not in self.scope.get("subprotocols", []):
            await self._send({"type": "websocket.close", "code": 4406})
            return
        await self._send({"type": "websocket.accept", "subprotocol": self.subprotocol})
        self.open = True
        try:
            await self.on_open()
            while self.open:
                await self._one_message()
        except Closing as closing:
            await self.close(closing.code)
        finally:
            self.open = False
            await self.on_close()

    async def _one_message(self) -> None:
        left = SILENCE_SECONDS - (time.monotonic() - self._heard_at)
        try:
            async with asyncio.timeout(max(left, 0.01)):
                message = await self._receive()
        except TimeoutError:
            raise Closing(4408) from None
        if message["type"] == "websocket.disconnect":
            self.open = False
            return
        self._heard_at = time.monotonic()
        text = message.get("text")
        if text is None:
            await self.refuse(None, "message.malformed")
        elif len(text) > MAX_BYTES or len(text.encode()) > MAX_BYTES:
            await self.refuse(None, "message.too_large")
        elif not self.bucket.take():
            await self.refuse(command_id(text), "message.too_many")
        else:
            await self.on_text(text)

    # For the hub ----------------------------------------------------------------------------------------

    def take_event(self, topic: str, seq: int, frame: str) -> bool:
        if self._held is not None:
            self._held.append((topic, seq, frame))
            return False
        return seq > self._seqs.get(topic, 0)

    def takes_ticks(self, tick: int) -> bool:
        """A socket whose heartbeats have not told of the last :data:`LAG_TICKS` it was sent is spared until they do.

        What counts is what it was sent: ticks for others, and rooms beside it, say nothing of its line.
        """
        if self._held is not None or self.lags:
            return False
        if not self._ticks_unseen or self._ticks_unseen[-1] != tick:
            self._ticks_unseen.append(tick)
        return True

    async def send_frame(self, frame: str) -> None:
        if self.open:
            await self._send({"type": "websocket.send", "text": frame})

    # For the room ---------------------------------------------------------------------------------------

    @property
    def lags(self) -> bool:
        return len(self._ticks_unseen) == LAG_TICKS

    def saw_tick(self, tick: int) -> bool:
        """The client has told of a tick. True when it has caught up after lagging: it is due the latest values."""
        lagged = self.lags
        while self._ticks_unseen and self._ticks_unseen[0] <= tick:
            self._ticks_unseen.popleft()
        return lagged and not self.lags

    def hold(self) -> None:
        """Keep frames of topics from now on: a new welcome is being made."""
        if self._held is None:
            self._held = []

    async def release(self, seqs: dict[str, int]) -> None:
        """The welcome is out: send what came meanwhile and is newer than it."""
        self._seqs = seqs
        held, self._held = self._held or [], None
        for topic, seq, frame in held:
            if seq > seqs.get(topic, 0):
                await self.send_frame(frame)

    async def refuse(self, command_id: str | None, code: str, data: dict[str, Any] | None = None) -> None:
        await self.send_json({"type": "refused", "id": command_id, "code": code, "data": data or {}})

    async def send_json(self, payload: dict[str, Any]) -> None:
        await self.send_frame(json.dumps(payload, ensure_ascii=False, separators=(",", ":")))

    async def close(self, code: int) -> None:
        if self.open:
            self.open = False
            await self._send({"type": "websocket.close", "code": code})

    async def on_open(self) -> None:
        """The connection is accepted."""

    async def on_text(self, text: str) -> None:
        """A message within the limits."""

    async def on_close(self) -> None:
        """The connection is gone, for whatever reason."""


def command_id(text: str) -> str | None:
    """The id of a command that is refused unread, so that its sender knows which."""
    try:
        value = json.loads(text).get("id")
    except (ValueError, AttributeError, RecursionError):
        return None
    return value if isinstance(value, str) and len(value) <= 40 and value.isascii() else None
