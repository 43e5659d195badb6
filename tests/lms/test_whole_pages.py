"""A reader who gives up costs one page, not a thread for ever; and a web process ends the pages that it has begun."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from lms import pages
from lms.asgi import application
from lms.pages import Message, PageHandler, Receive, Send, WholePages
from tests.lms.slow_page import BEGUN, ENDED

begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()


def page_of_a_moment(request: HttpRequest) -> HttpResponse:
    begun.set()
    may_end.wait(60)
    return HttpResponse()


def page_of_its_thread(request: HttpRequest) -> HttpResponse:
    return HttpResponse(threading.current_thread().name)


urlpatterns = [path("", page_of_a_moment), path("thread", page_of_its_thread)]


def knows_the_end(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware of the usual kind: not asynchronous."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            return get_response(request)
        finally:
            ended.set()

    return middleware


def knows_its_thread(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{threading.current_thread().name} {get_response(request).content.decode()}")

    return middleware


async def nothing(message: Message) -> None:
    """A reader who has gone: nothing reaches them."""


async def test_a_page_is_made_to_its_end_when_its_reader_goes() -> None:
    made: list[str] = []

    async def page(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        assert await receive() == {"type": "http.request", "body": b"", "more_body": False}
        gone = asyncio.ensure_future(receive())
        await asyncio.sleep(0.01)
        made.append("whole" if not gone.done() else "told that the reader has gone")
        gone.cancel()

    messages: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}, {"type": "http.disconnect"}]

    async def receive() -> Message:
        return messages.pop(0)

    asked = asyncio.ensure_future(WholePages(page)({}, receive, nothing))
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert len(pages.unfinished) == 1
    await asyncio.wait(pages.unfinished)
    assert (made, pages.unfinished) == (["whole"], set())


async def test_half_a_request_is_given_up_with_its_reader() -> None:
    heard: list[Message] = []

    async def page(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        heard.extend([await receive(), await receive()])

    messages: list[Message] = [{"type": "http.request", "body": b"a", "more_body": True}, {"type": "http.disconnect"}]

    async def receive() -> Message:
        return messages.pop(0)

    await WholePages(page)({}, receive, nothing)
    assert [message["type"] for message in heard] == ["http.request", "http.disconnect"]


async def test_a_reader_who_gives_up_leaves_no_thread_waiting(settings: Any) -> None:
    """Without ``WholePages`` the thread of the middleware never hears of the page that it asked for."""
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, [f"{__name__}.knows_the_end"]
    messages: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await asyncio.to_thread(begun.wait, 60)
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [(b"host", b"localhost")]}
    asked = asyncio.ensure_future(WholePages(get_asgi_application())(scope, receive, nothing))
    await asyncio.to_thread(begun.wait, 60)
    asked.cancel()  # as Daphne does when the line drops
    await asyncio.wait([asked])
    pages_left = set(pages.unfinished)
    may_end.set()
    assert await asyncio.to_thread(ended.wait, 60)
    await asyncio.wait(pages_left)


async def test_pages_are_made_in_a_few_threads_that_stay(settings: Any) -> None:
    """Middleware and view of a page in the same one, so that a thread's connection to the database serves page after page."""
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, [f"{__name__}.knows_its_thread"]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/thread",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    handler = PageHandler()
    await asyncio.gather(*(handler(scope, receive, send) for _ in range(5 * pages.THREADS)))
    bodies = [message["body"].decode() for message in sent if message["type"] == "http.response.body"]
    assert len(bodies) == 5 * pages.THREADS
    assert len(set(bodies)) <= pages.THREADS
    assert {tuple(name.rsplit("_", 1)[0] for name in body.split()) for body in bodies} == {("page", "page")}


def test_the_pages_of_the_product_are_whole() -> None:
    router: Any = application.inner
    whole = router.application_mapping["http"]
    assert (type(whole), type(whole.inner)) == (WholePages, PageHandler)


@pytest.fixture
def web(root: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "lms.run.web",
            "-b",
            "127.0.0.1",
            "-p",
            str(port),
            "-v",
            "0",
            "tests.lms.slow_page:application",
        ],
        cwd=root,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DEBUG": "1"},
    )
    give_up_at = time.monotonic() + 60
    while not listens(port):
        assert time.monotonic() < give_up_at
        time.sleep(0.2)
    yield process, port
    process.kill()
    process.wait(20)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 10).close()
    except OSError:
        return False
    return True


@pytest.mark.processes
def test_a_process_that_is_asked_to_end_ends_its_pages_first(web: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = web
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        read = line.recv(4096)
        while BEGUN not in read:
            read += line.recv(4096)
        process.send_signal(signal.SIGTERM)
        while more := line.recv(4096):
            read += more
    assert read.endswith(BEGUN + ENDED)
    assert process.wait(20) == 0
