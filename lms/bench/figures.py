"""The figures of a webinar of 2,000 people: the page with everything on it, before the freeze and after; the slower counts.

The usual design asks for each person's connections and adds them up.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

from lms.bench.measure import Measure

if TYPE_CHECKING:
    from webinars.models import Webinar

PEOPLE, ADMINISTRATIONS, SITTINGS, ACTIVITIES = 2_000, 60, 2, 12
REPEATS = 5


def measure(name: str) -> Iterator[Measure]:
    taken = _taken()
    match name:
        case "planning.figures_2000":
            yield Measure(name, round(taken["ms"], 1), "ms", "<= 400", round(taken["usual_ms"], 1))
        case "planning.figures_2000_queries":
            yield Measure(name, taken["queries"], "queries", "<= 20", taken["usual_queries"])
        case _:
            raise ValueError(name)


@cache
def _taken() -> dict[str, float]:
    """In a process and a database of their own, which are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lectern-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        env = {**kept, "DATA_DIR": folder, "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "lms.settings"}
        manage = [sys.executable, "manage.py"]
        for command in (["migrate", "--verbosity", "0"], ["createcachetable"]):
            subprocess.run([*manage, *command], env=env, cwd=settings.BASE_DIR, check=True, capture_output=True)  # noqa: S603
        done = subprocess.run(
            [sys.executable, "-m", "lms.bench.figures"],
            env=env,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-2000:])
    taken: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return taken


def main() -> None:
    import django

    settings.REQUIRE_STAFF_MFA = False
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from lms.bench.crowd import crowded_webinar
    from lms.memory import settle
    from programme.actions.freezing import freeze_webinar

    webinar, manager = crowded_webinar(
        people=PEOPLE, administrations=ADMINISTRATIONS, sittings=SITTINGS, activities=ACTIVITIES
    )
    settle()
    client = Client(headers={"host": "localhost"})
    client.force_login(manager)
    address = reverse("programme:figures", args=[webinar.slug])

    def page() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"The page answers {answer.status_code}.")

    def take(look: Callable[[], None], times: int = REPEATS) -> tuple[float, int]:
        """The median time in ms, and the queries."""
        look()
        taken = []
        for _ in range(times):
            begun = time.perf_counter()
            look()
            taken.append(1000 * (time.perf_counter() - begun))
        with CaptureQueriesContext(connection) as queries:
            look()
        return sorted(taken)[times // 2], len(queries)

    live = take(page)
    freeze_webinar(webinar)
    frozen = take(page)
    usual = take(lambda: usual_minutes(webinar), times=1)
    figures = {
        "ms": max(live[0], frozen[0]),
        "queries": max(live[1], frozen[1]),
        "usual_ms": usual[0],
        "usual_queries": usual[1],
    }
    sys.stdout.write(json.dumps(figures))


def usual_minutes(webinar: Webinar) -> None:
    """What is written first: a query for each person, and their minutes by sorting what it gives."""
    from webinars.models import Connection, Registration

    for registration in Registration.objects.filter(webinar=webinar).select_related("person__administration"):
        own = Connection.objects.filter(room__sitting__webinar=webinar, person=registration.person)
        seconds, until = 0.0, datetime.min.replace(tzinfo=UTC)
        for row in own.order_by("opened_at"):
            end = row.closed_at or row.last_seen_at
            seconds += max((end - max(row.opened_at, until)).total_seconds(), 0)
            until = max(until, end)


if __name__ == "__main__":
    main()
