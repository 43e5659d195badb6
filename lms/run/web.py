"""``python -m lms.run.web``: Daphne, with a limit to what a request may bring.

Daphne writes a request's body to the disk, whole and however long, before the application hears of it. Here what is over the
limit is read and let go of; the application is told so and answers with a page (``lms.middleware.TooLargeMiddleware``).
"""

from __future__ import annotations

import io
from typing import Any

from daphne import server
from daphne.cli import CommandLineInterface
from daphne.http_protocol import HTTPFactory, WebRequest

from lms.middleware import TOO_LARGE, largest_body


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


if __name__ == "__main__":
    server.HTTPFactory = LimitedFactory  # the only way in: Daphne names its factory there
    CommandLineInterface.entrypoint()
