"""``python -m lms.run.web``: Daphne, with a limit to what a request may bring, and an end that waits for pages.

Daphne writes a request's body to the disk, whole and however long, before the application hears of it. Here what is over the
limit is read and let go of; the application is told so and answers with a page (``lms.middleware.TooLargeMiddleware``).

Asked to end, it takes no more connections, closes the rooms' sockets, and lets the pages under way reach their readers.
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from typing import Any

from daphne import server
from daphne.cli import CommandLineInterface
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.ws_protocol import WebSocketProtocol
from twisted.internet.defer import Deferred

from lms import memory, pages
from lms.middleware import TOO_LARGE, largest_body

SECONDS_FOR_PAGES = 8.0
"""So long pages under way hold up the end; the process manager kills after ten."""


class LimitedRequest(WebRequest):
    """``taken``: bytes of the body that have come; ``limit``: how many the address takes."""

    content: Any
    taken = 0
    limit = 0

    def gotLength(self, length: int | None) -> None:  # noqa: N802  Twisted's name
        path: bytes = getattr(self.channel, "_path", b"")
        self.limit = largest_body(path.decode("latin-1"))
        super().gotLength(min(length or 0, self.limit + 1))

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802  Twisted's name
        self.taken += len(data)
        if self.taken <= self.limit:
            super().handleContentChunk(data)

    def process(self) -> Any:
        if self.taken > self.limit:
            self.content.close()
            self.content = io.BytesIO()
            self.requestHeaders.removeHeader(b"content-type")
            self.requestHeaders.setRawHeaders(b"content-length", [b"0"])
            self.requestHeaders.setRawHeaders(TOO_LARGE.encode(), [b"1"])
        return super().process()


class LimitedFactory(HTTPFactory):
    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802  Twisted's name
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = LimitedRequest
        return protocol


class WaitingServer(server.Server):
    """Ends when the pages under way are made."""

    def run(self) -> None:
        memory.settle()
        super().run()

    def listen_success(self, port: Any) -> None:
        super().listen_success(port)
        self.ports = [*getattr(self, "ports", []), port]

    def kill_all_applications(self) -> Any:
        """Called by Twisted before it stops; it stops when the answer fires."""
        for port in getattr(self, "ports", []):
            port.stopListening()
        sockets = []
        for protocol, details in self.connections.items():
            running = details.get("application_instance")
            if running is not None and not running.done() and isinstance(protocol, WebSocketProtocol):
                running.cancel()
                sockets.append(running)
        return Deferred.fromFuture(asyncio.ensure_future(_ended({*sockets, *pages.unfinished})))


async def _ended(tasks: set[Any]) -> None:
    if tasks:
        await asyncio.wait(tasks, timeout=SECONDS_FOR_PAGES)


if __name__ == "__main__":
    server.HTTPFactory = LimitedFactory  # the only way in: Daphne names its factory there
    CommandLineInterface.server_class = WaitingServer
    CommandLineInterface().run(sys.argv[1:])
    if pages.unfinished:  # their threads wait for a loop that runs no more, and would be waited for
        sys.stdout.flush()
        os._exit(0)
