"""A web process of its own over the test's database, and a real Chromium, for journeys through the live room."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from people.models import Person

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(connection.settings_dict['NAME']))}"
    d = connection.settings_dict
    return f"postgres://{d['USER']}:{d['PASSWORD']}@{d['HOST']}:{d['PORT'] or 5432}/{d['NAME']}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def site(transactional_db: None, root: Path, built: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a Daphne process that serves this test's database."""
    call_command("createcachetable", "core_cache", verbosity=0)
    port = _free_port()
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "STATIC_DIR": str(built),
        "DATABASE_URL": _database(),
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "localhost,127.0.0.1,one.localhost",
        "PORT": str(port),
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "lms.run.web", "-b", "127.0.0.1", "-p", str(port), "--access-log", os.devnull]
    log = tmp_path / "daphne.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "lms.asgi:application"], cwd=root, env=environment, stdout=output, stderr=output
        )
        try:
            _wait_for(port, process, log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"Nothing answers on port {port}: {log.read_text()}")


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Any]:
    """One Chromium for all journeys of a worker; each test has windows of its own, without cookies or a store."""
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's own loop runs in this thread; the queries do not
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


Enter = Callable[..., Any]


@pytest.fixture
def enter(browser: Any, site: str) -> Iterator[Enter]:
    """``enter(person, path)`` → a page of a browser window of theirs, signed in. It may not have complained.

    ``language``: the one that the interface begins in, when it is not the person's; ``origin``: the address that leads
    to the site, when it is another; ``signed_in=False``: without a session.
    """
    contexts = []
    faults: list[str] = []

    def open_page(
        person: Person,
        path: str,
        *,
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
        language: str = "",
        origin: str = site,
        signed_in: bool = True,
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language or person.language}
        if signed_in:
            client = Client()
            client.force_login(person)
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": name, "value": value, "url": origin} for name, value in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(origin + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
