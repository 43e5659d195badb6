"""Three hundred people begin the same quiz of forty questions within ten seconds, through the pages of a running server.

Each presses the button once, at an instant of their own; what is measured is the time to the answer. Beside it: how many
queries beginning and saving take through the whole of a request, session and person included; the words that open and close a
transaction are not counted. The usual design writes and reads row by row.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

from lms.bench.installation import Installation, installation
from lms.bench.measure import Measure
from lms.bench.register import IN_FLIGHT, WARM_UP, ask, database_beside, post

PEOPLE, QUESTIONS, SECONDS = 300, 40, 10
OF_THE_USUAL = 24
"""So many people begin in the usual design, each row with a commit of its own: enough to tell."""

CROWD = "lms.bench.crowd_of_takers"


def measure(name: str) -> Iterator[Measure]:
    """Queries, or the 95th percentile in ms; on PostgreSQL where a server is named."""
    if name == "quizzes.start_attempt":
        yield Measure(name, _queries()["start"], "queries", "<= 12", _queries()["usual_start"])
    elif name == "quizzes.save_answer":
        yield Measure(name, _queries()["save"], "queries", "<= 4", _queries()["usual_save"])
    elif not name.endswith("_postgresql"):
        yield _begin_all(name, "")
    else:
        url = os.environ.get("LECTERN_TEST_POSTGRES", "") or os.environ.get("DATABASE_URL", "")
        if url.startswith("postgres"):
            with database_beside(url) as database:
                yield _begin_all(name, database)


@cache
def _queries() -> dict[str, Any]:
    with installation() as server:
        return ask(server, CROWD, "queries", str(QUESTIONS))


def _begin_all(name: str, database: str) -> Measure:
    with installation(database=database) as server:
        crowd = ask(server, CROWD, "make", str(PEOPLE), str(QUESTIONS))
        waits = asyncio.run(_press(server, f"/quizzes/{crowd['quiz']}/start/", crowd["sessions"]))
        found = ask(server, CROWD, "count", str(crowd["quiz"]))
        promised = {"attempts": PEOPLE, "answers": PEOPLE * QUESTIONS, "versions": QUESTIONS}
        if found != promised:
            raise RuntimeError(f"A promise was broken: {found} instead of {promised}.")
        usual = ask(server, CROWD, "usual", str(OF_THE_USUAL), str(QUESTIONS))
    return Measure(name, _p95(waits), "ms, p95", "<= 1000", _p95(usual["waits"]))


def _p95(waits: list[float]) -> int:
    return round(sorted(waits)[int(len(waits) * 0.95)] * 1000)


async def _press(server: Installation, path: str, sessions: list[str]) -> list[float]:
    """Seconds that each waited; the first few, who find a server just started, are not counted."""
    chance = random.Random(1)  # noqa: S311  the same crowd each time
    door = asyncio.Semaphore(IN_FLIGHT)
    for session in sessions[:WARM_UP]:
        await post(server, path, session)

    async def come(session: str, at: float) -> float:
        await asyncio.sleep(at)
        began = time.perf_counter()
        async with door:
            await post(server, path, session)
        return time.perf_counter() - began

    return list(await asyncio.gather(*(come(session, chance.uniform(0, SECONDS)) for session in sessions[WARM_UP:])))
