"""The room's engine in one process: the hub, the batchers, and the chores that keep evidence up to date."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, WeakValueDictionary

from django.conf import settings
from django.utils import timezone

from core.actions import Refused
from core.languages import localize
from core.realtime.batcher import Batcher
from core.realtime.frames import encode
from core.realtime.hub import Hub
from core.realtime.limits import Admission, TokenBucket
from people.sessions import ended_sessions
from webinars.actions import activities, connections
from webinars.actions.answers import AnswerGiven, record_answers
from webinars.actions.connections import ConnectionClosed, ConnectionOpened
from webinars.consumers.standing import no_longer
from webinars.queries import snapshot

if TYPE_CHECKING:
    from webinars.consumers.room import RoomSocket

EXTEND_SECONDS = 15.0
MESSAGES_PER_SECOND, MESSAGES_AT_ONCE = 8.0, 40.0
ANSWER_LINGER = 0.14  # seconds: fewer commits for the same answers, and p99 stays well under 250 ms
ARRIVAL_LINGER = 0.25
SNAPSHOT_SECONDS = 30.0
MOMENT_SECONDS = 1.0
MOST_PARTS = 200
_AS_OPENED = ("", "")


class Snapshots:
    """The shared parts of a welcome, built once per state of a room and encoded once per language.

    A part is valid as long as its topics' heads are the same, and for half a minute at most.
    """

    def __init__(self) -> None:
        self._parts: dict[tuple[int, str], tuple[object, float, dict[str, Any], dict[str, str]]] = {}
        self._moments: dict[int, tuple[float, int, list[int]]] = {}
        self._lock = threading.Lock()

    def encoded(self, room_id: int, part: str, state: object, language: str) -> str:
        """JSON of the ``room`` or the ``team`` part for readers of ``language``. Called in the read pool."""
        with self._lock:
            held = self._parts.get((room_id, part))
            if held is None or held[0] != state or time.monotonic() - held[1] > SNAPSHOT_SECONDS:
                build = snapshot.room_snapshot if part == "room" else snapshot.team_snapshot
                held = (state, time.monotonic(), build(room_id).model_dump(mode="json"), {})
                if len(self._parts) >= MOST_PARTS:
                    self._parts.clear()
                self._parts[room_id, part] = held
            texts = held[3]
            if language not in texts:
                texts[language] = encode(localize(held[2], language))
            return texts[language]

    def moment(self, room_id: int) -> tuple[int, list[int]]:
        """How many people are here, and the queue of hands, as of the last second: presence follows in the ticks."""
        held = self._moments.get(room_id)
        if held is None or time.monotonic() - held[0] > MOMENT_SECONDS:
            held = (time.monotonic(), snapshot.people_present(room_id)[0], snapshot.hand_queue(room_id))
            self._moments[room_id] = held
        return held[1], held[2]


class Engine:
    """One per process (and per loop, which in tests differ). ``sockets`` are those with an open connection row."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.snapshots = Snapshots()
        self.admission = Admission(per_second=settings.ADMISSIONS_PER_SECOND)
        self.sockets: dict[int, RoomSocket] = {}
        self._buckets: WeakValueDictionary[int, TokenBucket] = WeakValueDictionary()
        self._described: dict[int, tuple[str, str]] = {}
        self.answers: Batcher[AnswerGiven, Refused | None] = Batcher(self._record, linger=ANSWER_LINGER)
        self.arrivals: Batcher[ConnectionOpened, int] = Batcher(self._open, linger=ARRIVAL_LINGER)
        self.leavings: Batcher[ConnectionClosed, None] = Batcher(self._close, linger=0.2)
        self.hub.every(1.0, self._close_due)
        self.hub.every(EXTEND_SECONDS, self._extend)
        self.hub.every(EXTEND_SECONDS, self._end_sessions)
        self.hub.every(EXTEND_SECONDS, self._end_rights)

    def bucket_of(self, person_id: int) -> TokenBucket:
        """One limit for all screens of a person: never one for an address, which a whole office shares."""
        bucket = self._buckets.get(person_id)
        if bucket is None:
            bucket = self._buckets[person_id] = TokenBucket(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE)
        return bucket

    async def _record(self, given: list[AnswerGiven]) -> list[Refused | None]:
        return await self.hub.threads.write(_record_now, given)

    async def _open(self, opened: list[ConnectionOpened]) -> list[int]:
        return await self.hub.threads.write(connections.open_connections, opened)

    async def _close(self, closed: list[ConnectionClosed]) -> list[None]:
        await self.hub.threads.write(connections.close_connections, closed)
        return [None] * len(closed)

    async def _extend(self) -> None:
        if not self.sockets:
            return
        lost = await self.hub.threads.write(connections.extend_connections, list(self.sockets), timezone.now())
        described: dict[int, tuple[str, str]] = {
            key: (socket.language, socket.quality) for key, socket in self.sockets.items()
        }
        changed = {key: now for key, now in described.items() if self._described.get(key, _AS_OPENED) != now}
        if changed:
            await self.hub.threads.write(connections.describe_connections, changed)
        self._described = described
        for connection_id in lost:
            socket = self.sockets.pop(connection_id, None)
            if socket is not None:
                await socket.arrive()

    async def _end_sessions(self) -> None:
        keys = {socket.session_key for socket in self.sockets.values() if socket.session_key}
        if not keys:
            return
        ended = await self.hub.threads.read(ended_sessions, keys)
        for socket in [socket for socket in self.sockets.values() if socket.session_key in ended]:
            await socket.close(4401)

    async def _end_rights(self) -> None:
        """Whoever lost a place, a role or the account stops hearing; whoever has other rights comes back with them."""
        here = [(socket, socket.guest) for socket in self.sockets.values() if socket.guest is not None]
        if not here:
            return
        codes = await self.hub.threads.read(no_longer, [guest for _, guest in here])
        for index, code in codes.items():
            socket, guest = here[index]
            if socket.guest is guest:
                await socket.close(code)

    async def _close_due(self) -> None:
        if not self.sockets:
            return
        now = timezone.now()
        due: bool = await self.hub.threads.read(_any_due, now)
        if due:
            await self.hub.threads.write(activities.close_due, now)

    async def stop(self) -> None:
        await self.answers.drain()
        await self.leavings.drain()
        await self.hub.stop()


def _any_due(now: datetime) -> bool:
    return bool(activities.due_activities(now))


def _record_now(given: list[AnswerGiven]) -> list[Refused | None]:
    return record_answers(given, now=timezone.now())


_engines: WeakKeyDictionary[asyncio.AbstractEventLoop, Engine] = WeakKeyDictionary()


async def engine() -> Engine:
    """This process's engine, started at the first call on a loop."""
    loop = asyncio.get_running_loop()
    held = _engines.get(loop)
    if held is None:
        held = _engines[loop] = Engine()
        await held.hub.start()
    return held
