"""An application of one page that takes a moment: ``tests.lms.slow_page:application`` for ``lms.run.web``."""

from __future__ import annotations

import asyncio
from typing import Any

from lms.pages import Receive, Send, WholePages

BEGUN = b"begun, "
ENDED = b"and ended"


async def page(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    await receive()
    headers = [(b"content-length", str(len(BEGUN + ENDED)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": BEGUN, "more_body": True})
    await asyncio.sleep(1)
    await send({"type": "http.response.body", "body": ENDED})


application = WholePages(page)
