"""The programme page over 500 webinars and 100,000 attendances, in a database of its own.

``python -m lms.bench.programme`` is the process that fills the database of its environment and opens the page; :func:`measure`
starts it once, in a folder that is removed afterwards.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings

from lms.bench.measure import Measure

WEBINARS, PEOPLE_OF_EACH, PERSONS, DAYS = 500, 200, 20_000, 360
ROUNDS = 7


def measure(name: str) -> Iterator[Measure]:
    """Milliseconds of one request through the test client (the median of some), beside summing webinar by webinar."""
    taken = _taken()
    if name == "planning.programme_page":
        yield Measure(name, round(taken["ms"]), "ms", "<= 500", round(taken["webinar_by_webinar_ms"]))
    else:
        yield Measure(name, taken["queries"], "queries", "<= 20", taken["webinar_by_webinar_queries"])


@cache
def _taken() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="lectern-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        env = {**kept, "DATA_DIR": folder, "LOG_LEVEL": "ERROR"}
        run: dict[str, Any] = {
            "env": env,
            "cwd": settings.BASE_DIR,
            "check": True,
            "capture_output": True,
            "text": True,
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], **run)
        done = subprocess.run([sys.executable, "-m", "lms.bench.programme"], **run)
    taken: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return taken


def _fill() -> None:
    """People of every administration in webinars over a year, with divisions as the ledger publishes them."""
    from people.choices import Audience
    from people.models import Administration, Person
    from programme.models import Division, Fact, Freeze
    from webinars.models import Sitting, Webinar

    chance = random.Random(1)  # noqa: S311  made-up people
    administrations = list(Administration.objects.all())
    Person.objects.bulk_create(
        (
            Person(email=f"p{n}@example.org", password="!", administration=administrations[n % len(administrations)])  # noqa: S106  no password
            for n in range(PERSONS)
        ),
        batch_size=500,
    )
    persons = list(
        Person.objects.filter(email__startswith="p").values_list(
            "pk", "administration_id", "administration__country", "administration__region"
        )
    )
    languages, today = [code for code, _name in settings.LANGUAGES], datetime.now(UTC).date()
    for number in range(WEBINARS):
        on = today - timedelta(days=number * DAYS // WEBINARS)
        begun = datetime.combine(on, time(9), UTC)
        webinar = Webinar.objects.create(slug=f"bench-{number}", title_en=f"Bench {number}")
        sitting = Sitting.objects.create(
            webinar=webinar,
            starts_at=begun,
            ends_at=begun + timedelta(hours=2),
            live_from=begun,
            live_until=begun + timedelta(hours=2),
            time_zone="UTC",
        )
        invited = {"registrations": {"list": {"confirmed": PEOPLE_OF_EACH}}}
        Freeze.objects.create(webinar=webinar, frozen_at=begun, ended_on=on, definition=1, figures=invited)
        Fact.objects.bulk_create(
            (
                Fact(
                    webinar=webinar,
                    sitting=sitting,
                    person_id=person,
                    ended_on=on,
                    administration_id=administration,
                    country=country,
                    region=region,
                    language=chance.choice(languages),
                    audience=chance.choice(Audience.values),
                    is_registered=True,
                    live_seconds=7200,
                    stands_for_webinar=True,
                    webinar_seconds=chance.random() * 7200,
                    webinar_attended=chance.random() < 0.8,
                )
                for person, administration, country, region in chance.sample(persons, PEOPLE_OF_EACH)
            ),
            batch_size=500,
        )
        Division.objects.bulk_create(
            Division(
                kind="learners",
                key=f"webinar.{webinar.pk}",
                cell=region,
                on=on,
                women=12,
                people=30,
                members=[],
                webinar=webinar,
            )
            for region in ("ESA", "EUR", "AMS")
        )


def _webinar_by_webinar() -> None:
    """The same sums as one would write them first: a few queries for each webinar."""
    from django.db.models import Count, Q, Sum

    from programme.models import Fact, Freeze

    people: set[int | None] = set()
    for freeze in Freeze.objects.select_related("webinar"):
        facts = Fact.objects.filter(webinar=freeze.webinar, stands_for_webinar=True)
        facts.aggregate(Count("pk"), Sum("webinar_seconds"), attended=Count("pk", filter=Q(webinar_attended=True)))
        for group in ("region", "language", "audience", "administration"):
            list(facts.filter(webinar_attended=True).values_list(group).annotate(Count("pk")))
        people.update(facts.filter(webinar_attended=True).values_list("person", flat=True))


def _take() -> dict[str, float]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from people.models import Person, RoleGrant

    manager = Person.objects.create_user("manager@example.org", full_name="Manager")
    RoleGrant.objects.create(person=manager, role="programme_manager")
    client = Client(headers={"host": "localhost"})
    client.force_login(manager)
    page, times = reverse("programme:programme"), []
    for _round in range(ROUNDS + 1):
        begun = perf_counter()
        answer = client.get(page)
        times.append(perf_counter() - begun)
        if answer.status_code != 200:
            raise RuntimeError(f"The page answered {answer.status_code}.")
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    begun = perf_counter()
    with CaptureQueriesContext(connection) as naive:
        _webinar_by_webinar()
    return {
        "ms": median(times[1:]) * 1000,
        "queries": len(queries),
        "webinar_by_webinar_ms": (perf_counter() - begun) * 1000,
        "webinar_by_webinar_queries": len(naive),
    }


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    settings.REQUIRE_STAFF_MFA = False
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    _fill()
    print(json.dumps(_take()))  # noqa: T201  read by the process that started this one


if __name__ == "__main__":
    main()
