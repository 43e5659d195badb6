"""The room's WebSocket: ``lectern.v1`` over one connection per person and screen.

Close codes: 4401 not signed in (or no longer), 4404 no such room for this person, 4405 rights in it have changed: come
back with what they are now, 4406 the subprotocol is not spoken,
4408 silent for 45 seconds or never joined, 4500 the server failed: come back.
"""

from __future__ import annotations

import asyncio
import logging
import time
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from pydantic import ValidationError

from core.access import Insufficient, Unknown
from core.actions import Refused, Repeated, once
from core.outline import outline
from core.realtime.socket import Closing, Socket, command_id
from people.models import Person
from webinars.actions.answers import AnswerGiven
from webinars.actions.connections import ConnectionClosed, ConnectionOpened
from webinars.choices import LineQuality
from webinars.consumers import handlers, welcome
from webinars.consumers.engine import Engine, engine
from webinars.consumers.registry import Door, Entry, entry_for
from webinars.protocol import SUBPROTOCOL
from webinars.protocol.from_client import COMMAND, Command, GiveAnswer, Heartbeat, Join, SetLanguage

assert handlers
log = logging.getLogger(__name__)
JOIN_SECONDS = 20.0
TELL_WAIT_SECONDS = 0.5


class RoomSocket(Socket):
    """One person on one screen in one room."""

    subprotocol = SUBPROTOCOL
    engine: Engine

    def __init__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        super().__init__(scope, receive, send)
        self.room_id = int(scope["url_route"]["kwargs"]["room_id"])
        self.session_key = _session_key(scope)
        self.guest: welcome.Guest | None = None
        self.quality = LineQuality.GOOD
        self.connection_id: int | None = None
        self._born = time.monotonic()
        self._topics: dict[str, str] = {}
        self._pending: set[asyncio.Task[None]] = set()

    async def on_open(self) -> None:
        self.engine = await engine()

    async def on_text(self, text: str) -> None:
        try:
            command = COMMAND.validate_json(text)
        except ValidationError:
            await self.refuse(command_id(text), "message.malformed")
            return
        if self.guest is None and time.monotonic() - self._born > JOIN_SECONDS:
            raise Closing(4408)
        if isinstance(command, Heartbeat):
            if self.saw_tick(command.tick):
                self.engine.hub.greet(self, self._topics)
            self.quality = quality_of(command.rtt_ms) or self.quality
            await self.send_json({"type": "pulse", "id": command.id, "now": round(timezone.now().timestamp(), 3)})
        elif isinstance(command, Join):
            await self._join(command)
        elif self.guest is None:
            await self.refuse(command.id, "room.not_joined")
        elif isinstance(command, GiveAnswer):
            await self._answer(command, self.guest.person)
        elif isinstance(command, SetLanguage):
            await self._set_language(command)
        else:
            await self._carry_out(command, self.guest.person)

    # Coming and going --------------------------------------------------------------------------------------

    async def _join(self, command: Join) -> None:
        hub = self.engine.hub
        try:
            seconds = self.engine.admission.reserve()
            if seconds > TELL_WAIT_SECONDS:
                await self.send_json({"type": "wait", "seconds": round(seconds, 1)})
            await self.engine.admission.wait(seconds)
            guest = await hub.threads.read(welcome.identify, self.session_key, self.room_id)
            await self._listen(command.language, guest.topics)
            admitted = await hub.threads.read(welcome.welcome, guest, command, self.engine.snapshots)
            self.guest = guest
            self.bucket = self.engine.bucket_of(guest.person.pk)
            await self.arrive()
        except (DatabaseError, Refused):
            log.warning("A person could not be admitted: the database is away.")
            raise Closing(4500) from None
        await self._say_welcome(admitted)

    async def arrive(self) -> None:
        """Begin the interval that attendance is counted from, once; again after the sweep took this one for dead."""
        assert self.guest is not None
        if self.connection_id in self.engine.sockets:
            return
        opened = ConnectionOpened(
            room_id=self.room_id,
            person_id=self.guest.person.pk,
            language=self.language,
            process=self.engine.hub.process,
            at=timezone.now(),
        )
        self.connection_id = await self.engine.arrivals.ask(opened)
        if self.open:
            self.engine.sockets[self.connection_id] = self
        else:
            self._leave(self.connection_id)

    def _leave(self, connection_id: int) -> None:
        self.engine.leavings.submit(ConnectionClosed(id=connection_id, at=timezone.now()), lambda result: None)

    async def _listen(self, language: str, heard: dict[str, str]) -> None:
        """Hear the topics in a language; frames are held until the welcome is out."""
        self.hold()
        await self.engine.hub.detach(self, self._topics)
        self.language, self._topics = language, heard
        await self.engine.hub.attach(self, heard)

    async def _say_welcome(self, admitted: welcome.Admitted) -> None:
        await self.send_frame(admitted.frame)
        self.engine.hub.settle(admitted.seqs)
        await self.release(admitted.seqs)
        self.engine.hub.greet(self, self._topics)

    async def _set_language(self, command: SetLanguage) -> None:
        """The welcome anew, by the rights that the person has now."""
        read = self.engine.hub.threads.read
        try:
            self.guest = await read(welcome.identify, self.session_key, self.room_id)
            await self._listen(command.language, self.guest.topics)
            admitted = await read(welcome.welcome, self.guest, command, self.engine.snapshots)
        except DatabaseError:
            raise Closing(4500) from None
        await self._say_welcome(admitted)

    async def on_close(self) -> None:
        for task in self._pending:
            task.cancel()
        if self._topics:
            await self.engine.hub.detach(self, self._topics)
        if self.connection_id is not None and self.engine.sockets.pop(self.connection_id, None) is not None:
            self._leave(self.connection_id)

    # Commands -----------------------------------------------------------------------------------------------

    async def _answer(self, command: GiveAnswer, person: Person) -> None:
        given = AnswerGiven.of(
            command, person_id=person.pk, room_id=self.room_id, language=self.language, received_at=timezone.now()
        )
        try:
            self.engine.answers.submit(given, lambda result: self._acknowledge(command.id, result))
        except Refused as refused:
            await self.refuse(command.id, refused.code, refused.data)

    def _acknowledge(self, command_id: str, result: Refused | None) -> None:
        """After commit: tell this one socket, without holding up the batch."""
        if result is None:
            self._later(self.send_json({"type": "done", "id": command_id, "data": None}))
        else:
            self._later(self.refuse(command_id, result.code, result.data))

    async def _carry_out(self, command: Command, person: Person) -> None:
        """One handler at a time and in order: the next message is read when this one is answered."""
        entry = entry_for(command)
        if entry is None:
            await self.refuse(command.id, "message.malformed")
            return
        door = Door(person=person, room_id=self.room_id, language=self.language)
        try:
            run = self.engine.hub.threads.read if entry.reads_only else self.engine.hub.threads.write
            data = await run(_handle, entry, door, command)
        except Refused as refused:
            await self.refuse(command.id, refused.code, refused.data)
        except Insufficient:
            await self.refuse(command.id, "right.missing")
        except Unknown:
            await self.refuse(command.id, "unknown")
        except DatabaseError:
            await self.refuse(command.id, "server.busy")
        except Exception as error:
            log.error("%s failed: %s", type(command).__name__, outline(error))
            await self.refuse(command.id, "unknown")
        else:
            await self.send_json({"type": "done", "id": command.id, "data": data})

    def _later(self, coroutine: Any) -> None:
        task = asyncio.ensure_future(coroutine)
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)


def _handle(entry: Entry, door: Door, command: Command) -> dict[str, Any] | None:
    """Fetch anew, so that roles granted or taken meanwhile hold from this command on."""
    door.person.forget_roles()
    if entry.reads_only:
        return entry.handler(door, command)
    try:
        with once(f"{door.room_id}:{door.person.pk}:{command.id}"):
            return entry.handler(door, command)
    except Repeated:
        return None


def quality_of(rtt_ms: int | None) -> LineQuality | None:
    """A line by its round trip: good up to 300 ms, fair up to 800 ms; None when it is not known."""
    if rtt_ms is None:
        return None
    return LineQuality.GOOD if rtt_ms <= 300 else LineQuality.FAIR if rtt_ms <= 800 else LineQuality.POOR


def _session_key(scope: dict[str, Any]) -> str | None:
    for name, value in scope.get("headers", []):
        if name == b"cookie":
            cookie: SimpleCookie = SimpleCookie(value.decode("latin-1"))
            morsel = cookie.get(settings.SESSION_COOKIE_NAME)
            return morsel.value if morsel else None
    return None
