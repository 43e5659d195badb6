"""Pages are made to their end, whoever still waits for them.

Django cancels the making of a page when its reader has gone. With middleware that is not asynchronous, asgiref then leaves the
thread of that page waiting for ever (its issues 434, 495 and 535): on poor lines a process would fill up with such threads,
and could never end. A page takes a fraction of a second, and a thread that works cannot be stopped anyway.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import FileResponse, HttpResponseBase
from django.urls import set_script_prefix

from lms import env

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


P = ParamSpec("P")
R = TypeVar("R")

THREADS = env.whole("PAGE_THREADS", 8, low=1, high=200)
"""So many pages are made at once in a process, each with a database connection that stays; the others wait for their turn."""

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")


class PageHandler(ASGIHandler):
    """Django's handler, with each page made from end to end in one of :data:`THREADS` kept threads.

    Django gives each page a thread of its own, and with it a new connection to the database, and goes back to the loop
    between middleware and view: under a rush, most of a page's time is that. Here a rush queues before the threads instead.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        response = await _in_thread(self._make, scope, body)
        if response.streaming:  # what is sent bit by bit may take as long as its reader's line
            async with ThreadSensitiveContext():
                await self.send_response(response, send)
            await _in_thread(response.close)
        else:
            await self.send_response(response, send)
        body.close()

    def _make(self, scope: dict[str, Any], body: Any) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refused = self.create_request(scope, body)
        response: HttpResponseBase | None = refused
        if request is not None:
            response = self.get_response(request)
            response._handler_class = self.__class__  # type: ignore[attr-defined]
            if isinstance(response, FileResponse):
                response.block_size = self.chunk_size
        assert response is not None
        if not response.streaming:  # in this thread, whose connection to the database it lets go of when that is old
            response.close()
        return response


async def _in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    return await sync_to_async(work, thread_sensitive=False, executor=_threads)(*args, **kwargs)
