"""One made-up viewer: a real WebSocket client that keeps what it was told, as a browser does."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from webinars.protocol import SUBPROTOCOL


@dataclass
class Told:
    """What the server told a viewer of one activity. ``answered`` never falls on a right server."""

    answered: int = 0
    counts: dict[int, int] = field(default_factory=dict)
    at: float = 0.0
    backwards: int = 0

    def hear(self, answered: int, results: dict[str, Any] | None) -> None:
        if answered < self.answered:
            self.backwards += 1
        if answered > self.answered:
            self.at = time.perf_counter()
        self.answered = answered
        if results is not None:
            self.counts = {choice["id"]: choice["count"] for choice in results["choices"]}


class Client:
    """Joins one of ``urls`` with a session cookie, sends commands, and resends what was not acknowledged when it returns.

    ``acknowledged`` maps an activity to the choice whose acknowledgement arrived; ``waits`` are the seconds from sending to it.
    """

    def __init__(self, urls: list[str], session_key: str, language: str, *, cookie: str = "sessionid") -> None:
        self.urls = urls
        self.language = language
        self.headers = {"Cookie": f"{cookie}={session_key}"}
        self.told: dict[int, Told] = {}
        self.acknowledged: dict[int, int] = {}
        self.refused: list[str] = []
        self.waits: list[float] = []
        self.messages = 0
        self.bytes = 0
        self.returns = 0
        self.joined = asyncio.Event()
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._numbers = 0
        self._tick = 0
        self._pending: dict[str, tuple[dict[str, Any], float, asyncio.Future[dict[str, Any]]]] = {}
        self._stopped = False
        self._welcomed = False

    async def start(self) -> None:
        self._reader = asyncio.create_task(self._live())

    async def stop(self) -> None:
        self._stopped = True
        if self._reader is not None:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()

    def drop(self) -> None:
        """Lose the line at once, without a word to the server; the client returns by itself."""
        if self._socket is not None:
            self.joined.clear()
            self._socket.transport.abort()

    async def say(self, type_: str, **fields: Any) -> dict[str, Any]:
        """Send a command and wait for its ``done`` or ``refused``, over as many connections as that takes."""
        self._numbers += 1
        command = {"type": type_, "id": f"c{self._numbers}", **fields}
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._pending[command["id"]] = (command, time.perf_counter(), future)
        await self._send(command)
        return await future

    async def answer(self, activity: int, choice: int) -> None:
        reply = await self.say("give_answer", activity=activity, response={"choices": [choice]})
        if reply["type"] == "done":
            self.acknowledged[activity] = choice
        else:
            self.refused.append(reply["code"])

    async def _send(self, command: dict[str, Any]) -> None:
        if self._socket is None or not self.joined.is_set():
            return
        try:
            await self._socket.send(json.dumps(command))
        except ConnectionClosed:
            return

    async def _live(self) -> None:
        """Stay connected; when the line is lost, try the next address, as a proxy before several processes does."""
        pause, turn = 0.1, 0
        while not self._stopped:
            url = self.urls[turn % len(self.urls)]
            turn += 1
            try:
                async with connect(
                    url,
                    subprotocols=[SUBPROTOCOL],  # type: ignore[list-item]
                    additional_headers=self.headers,
                    origin=url.replace("ws", "http", 1).split("/ws/", 1)[0],  # type: ignore[arg-type]
                    open_timeout=30,
                    ping_interval=None,
                    compression=None,
                    max_queue=None,
                ) as socket:
                    self._socket = socket
                    await socket.send(json.dumps({"type": "join", "id": "j", "language": self.language, "seen": {}}))
                    pause = 0.1
                    beat = asyncio.create_task(self._beat(socket))
                    try:
                        async for frame in socket:
                            await self._hear(str(frame))
                    finally:
                        beat.cancel()
            except (OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                pass
            self.joined.clear()
            await asyncio.sleep(pause)
            pause = min(pause * 2, 2.0)

    async def _beat(self, socket: ClientConnection) -> None:
        number = 0
        while True:
            await asyncio.sleep(10)
            number += 1
            await socket.send(json.dumps({"type": "heartbeat", "id": f"h{number}", "tick": self._tick, "rtt_ms": 20}))

    async def _hear(self, frame: str) -> None:
        self.messages += 1
        self.bytes += len(frame.encode())
        message = json.loads(frame)
        type_ = message.get("type")
        if type_ in ("done", "refused"):
            self._settle(message)
        elif type_ == "tick":
            self._tick = message["tick"]
            for update in message["updates"]:
                if update["type"] == "tally":
                    self._told(update["activity"]).hear(update["answered"], update["results"])
        elif type_ == "welcome":
            self._tick = 0
            self.returns += self._welcomed
            self._welcomed = True
            self.joined.set()
            for activity in (message.get("room") or {}).get("activities", []):
                self._revealed(activity)
            for command, _, _ in list(self._pending.values()):
                await self._send(command)
        elif "event" in message and message["event"]["type"] == "activity.changed":
            self._revealed(message["event"]["activity"])

    def _revealed(self, activity: dict[str, Any]) -> None:
        if activity["results"] is not None:
            self._told(activity["id"]).hear(activity["results"]["answered"], activity["results"])

    def _settle(self, message: dict[str, Any]) -> None:
        pending = self._pending.pop(message["id"] or "", None)
        if pending is not None:
            self.waits.append(time.perf_counter() - pending[1])
            if not pending[2].done():
                pending[2].set_result(message)

    def _told(self, activity: int) -> Told:
        return self.told.setdefault(activity, Told())
