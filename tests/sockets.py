"""``RoomClient``: a room's socket without a network, for tests of the protocol."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from people.models import Person
from webinars.consumers.room import RoomSocket
from webinars.protocol import SUBPROTOCOL

PATIENCE = 10.0


def sign_in(person: Person) -> str:
    """The key of a new session of the person."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return str(store.session_key)


class RoomClient:
    """Speaks ASGI to :class:`RoomSocket`. ``frames`` holds what was heard and not yet taken; ``closed`` the close code."""

    def __init__(self, room_id: int, session_key: str | None, *, subprotocol: str = SUBPROTOCOL) -> None:
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_key}" if session_key else "x=y"
        self._scope = {
            "type": "websocket",
            "headers": [(b"cookie", cookie.encode())],
            "subprotocols": [subprotocol],
            "url_route": {"kwargs": {"room_id": room_id}},
        }
        self._in: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._numbers = 0
        self.frames: list[dict[str, Any]] = []
        self.closed: int | None = None

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            self.frames.append(json.loads(message["text"]))
        elif message["type"] == "websocket.close":
            self.closed = message["code"]
        self._news.set()

    async def open(self) -> None:
        await self._in.put({"type": "websocket.connect"})
        self._task = asyncio.ensure_future(RoomSocket(self._scope, self._in.get, self._send).run())

    async def join(self, language: str = "en", **fields: Any) -> dict[str, Any]:
        await self.open()
        await self.send({"type": "join", "id": "join", "language": language, **fields})
        return await self.hear("welcome")

    async def send(self, message: dict[str, Any] | str) -> None:
        text = message if isinstance(message, str) else json.dumps(message)
        await self._in.put({"type": "websocket.receive", "text": text})

    async def say(self, type_: str, *, id: str | None = None, **fields: Any) -> dict[str, Any]:
        """Send a command; its ``done`` or ``refused``."""
        self._numbers += 1
        command_id = id or f"c{self._numbers}"
        await self.send({"type": type_, "id": command_id, **fields})
        return await self._take(lambda f: f.get("type") in ("done", "refused") and f.get("id") == command_id)

    async def hear(self, type_: str) -> dict[str, Any]:
        """The next frame of the type: of a message, or of the event inside a recorded one."""
        return await self._take(lambda f: f.get("type") == type_ or f.get("event", {}).get("type") == type_)

    async def hear_update(self, type_: str) -> dict[str, Any]:
        """The next ephemeral update of the type."""
        frame = await self._take(lambda f: any(u["type"] == type_ for u in f.get("updates", [])))
        return next(update for update in frame["updates"] if update["type"] == type_)

    async def closes(self) -> int:
        async with asyncio.timeout(PATIENCE):
            while self.closed is None:
                self._news.clear()
                await self._news.wait()
        return self.closed

    async def _take(self, wanted: Any) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            while True:
                for index, frame in enumerate(self.frames):
                    if wanted(frame):
                        return self.frames.pop(index)
                self._news.clear()
                await self._news.wait()

    async def leave(self) -> None:
        await self._in.put({"type": "websocket.disconnect", "code": 1001})
        if self._task is not None:
            with suppress(asyncio.CancelledError):
                await self._task
