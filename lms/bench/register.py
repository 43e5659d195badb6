"""A thousand people register for 200 places within half a minute, through the pages of a running server.

Each presses the button once, at an instant of their own; what is measured is the time to the answer. A promise that is broken
(one place too many, a number twice, somebody lost or not told) ends the measurement.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from lms.bench.installation import Installation, installation
from lms.bench.measure import Measure

PEOPLE, PLACES, SECONDS = 1000, 200, 30
CROWD = "lms.bench.crowd_of_registrants"
WARM_UP = 5
IN_FLIGHT = 32
"""So many requests reach the server at once, as a proxy in front of it would have it; to wait for that is to wait."""

SECRET = "b" * 32
"""A CSRF secret as the page would have left it in cookie and form."""


def measure(name: str) -> Iterator[Measure]:
    """The 95th percentile in ms, then the places given, beside those that the usual design gives away in the same database."""
    if name.endswith("_postgresql"):
        url = os.environ.get("LECTERN_TEST_POSTGRES", "") or os.environ.get("DATABASE_URL", "")
        if not url.startswith("postgres"):
            return
        with database_beside(url) as database:
            yield from _measure(name, database)
    else:
        yield from _measure(name, "")


def _measure(name: str, database: str) -> Iterator[Measure]:
    with installation(database=database) as server:
        crowd = ask(server, CROWD, "make", str(PEOPLE), str(PLACES))
        waits = asyncio.run(_press(server, crowd["slug"], crowd["sessions"]))
        found = ask(server, CROWD, "count", crowd["slug"])
        promised = {"registered": PEOPLE, "placed": PLACES, "waiting": PEOPLE - PLACES, "mails": PEOPLE}
        if found != promised:
            raise RuntimeError(f"A promise was broken: {found} instead of {promised}.")
        usual = ask(server, CROWD, "usual", str(PEOPLE), str(PLACES))
    yield Measure(name, round(sorted(waits)[int(len(waits) * 0.95)] * 1000), "ms, p95", "<= 1000")
    yield Measure(f"{name}.places", found["placed"], "places of 200", f"<= {PLACES}", usual["placed"])


def ask(server: Installation, module: str, *words: str) -> dict[str, Any]:
    """What the crowd's ``module`` prints, in the installation that is measured."""
    done = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-m", module, *words],
        env=server.env,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(f"The crowd failed: {done.stderr.strip().splitlines()[-1:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


async def _press(server: Installation, slug: str, sessions: list[str]) -> list[float]:
    """Seconds that each waited; the first few, who find a server just started, are not counted."""
    chance = random.Random(1)  # noqa: S311  the same crowd each time
    door = asyncio.Semaphore(IN_FLIGHT)
    for session in sessions[:WARM_UP]:
        await post(server, f"/webinars/{slug}/register/", session)

    async def come(session: str, at: float) -> float:
        await asyncio.sleep(at)
        began = time.perf_counter()
        async with door:
            await post(server, f"/webinars/{slug}/register/", session)
        return time.perf_counter() - began

    crowd = [come(session, chance.uniform(0, SECONDS)) for session in sessions[WARM_UP:]]
    return list(await asyncio.gather(*crowd))


async def post(server: Installation, path: str, session: str) -> None:
    """Press a button that answers by leading elsewhere."""
    host = urlsplit(server.url).netloc
    body = f"csrfmiddlewaretoken={SECRET}"
    request = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n"
        f"Cookie: sessionid={session}; csrftoken={SECRET}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )
    reader, writer = await asyncio.open_connection(*host.split(":"))
    writer.write(request.encode())
    await writer.drain()
    answer = await reader.read()
    writer.close()
    if not answer.startswith(b"HTTP/1.1 302"):
        raise RuntimeError(f"Somebody was not answered: {answer[:80]!r}")


@contextmanager
def database_beside(url: str) -> Iterator[str]:
    """A new database on the server of ``url``, for as long as it is needed."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    name = f"lectern_bench_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
