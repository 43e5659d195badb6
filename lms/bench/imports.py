"""A workbook of five thousand people through the pages: uploaded, looked at, applied; in a database of its own.

``python -m lms.bench.imports list | singly`` are the processes over the database of their environment; :func:`measure` starts
each in a folder that is removed afterwards, so that the memory of one is not that of the other.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from time import perf_counter
from typing import Any

from django.conf import settings

from lms.bench.measure import Measure

ROWS, ACCOUNTS, CAPACITY = 5000, 500, 4000
SINGLY = 250
"""So many are added as the usual design does, each in a transaction of its own; their time is scaled to all of them."""
NAMES = ("Amina Diallo", "João Gonçalves", "Иванов Иван", "محمد علي", "Iñaki Núñez", "Hélène Côté")
COUNTRIES = ("Kenya", "Moçambique", "Казахстан", "مصر", "PE", "SEN")


def measure(name: str) -> Iterator[Measure]:
    """Seconds of the three requests together, or the most MB that their process held, with Django and all."""
    if name == "planning.import_5000_memory":
        yield Measure(name, round(_taken("list")["mb"]), "MB", "<= 300")
    else:
        singly = round(_taken("singly")["seconds"] * ROWS / SINGLY, 1)
        yield Measure(name, round(_taken("list")["seconds"], 1), "s", "<= 30", singly)


@cache
def _taken(how: str) -> dict[str, float]:
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
        for command in (["migrate", "--verbosity", "0"], ["createcachetable"]):
            subprocess.run([sys.executable, "manage.py", *command], **run)  # noqa: S603  our own command
        done = subprocess.run([sys.executable, "-m", "lms.bench.imports", how], **run)  # noqa: S603  our own command
    taken: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return taken


def _webinar() -> Any:
    """A webinar to come, with fewer places than the list has people, and some people who have accounts already."""
    from django.utils import timezone

    from people.models import Person, RoleGrant
    from webinars.models import Sitting, Webinar

    manager = Person.objects.create_user("manager@example.org", full_name="Manager")
    RoleGrant.objects.create(person=manager, role="programme_manager")
    Person.objects.bulk_create(
        Person(email=f"p{number * 3}@example.org", password="!")  # noqa: S106  no password
        for number in range(ACCOUNTS)
    )
    webinar = Webinar.objects.create(slug="bench", title_en="Bench", capacity=CAPACITY, quota_per_administration=800)
    begins = timezone.now() + timedelta(days=9)
    Sitting.objects.create(webinar=webinar, starts_at=begins, ends_at=begins + timedelta(hours=2), time_zone="UTC")
    return webinar, manager


def _rows() -> list[list[str]]:
    return [
        [f"p{number}@example.org", f"{NAMES[number % 6]} {number}", COUNTRIES[number % 6], "fr" if number % 2 else ""]
        for number in range(ROWS)
    ]


def _list() -> float:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse

    from core.spreadsheets import Sheet, as_xlsx
    from webinars.models import Registration

    webinar, manager = _webinar()
    file = SimpleUploadedFile("list.xlsx", as_xlsx([Sheet("List", ["E-mail", "Name", "Country", "Language"], _rows())]))
    client = Client(headers={"host": "localhost"})
    client.force_login(manager)
    begun = perf_counter()
    page = client.post(reverse("webinars:lists", args=[webinar.slug]), {"file": file})["Location"]
    dry_run = client.get(page)
    client.post(page, {"do": "places"})
    seconds = perf_counter() - begun
    added = Registration.objects.filter(webinar=webinar).count()
    if dry_run.status_code != 200 or added != ROWS or Registration.objects.placed().count() != CAPACITY:
        raise RuntimeError(f"{added} people were added.")
    return seconds


def _singly() -> float:
    """The same as one would write it first: look up, make, count and save, row by row."""
    from django.db import transaction

    from people.actions.provisional import ensure_person
    from people.countries import code_of
    from people.models import Administration
    from webinars.actions.outbox import queue_mail
    from webinars.choices import MailKind, RegistrationState
    from webinars.models import Registration

    webinar, manager = _webinar()
    begun = perf_counter()
    for number, (email, name, country, language) in enumerate(_rows()[:SINGLY], 1):
        with transaction.atomic():
            administration = Administration.objects.filter(country=code_of(country)).first()
            person = ensure_person(email, name, language or "en", administration)
            is_full = Registration.objects.placed().filter(webinar=webinar).count() >= CAPACITY
            own = Registration.objects.placed().filter(webinar=webinar, administration=administration).count()
            waits = is_full or own >= (webinar.quota_per_administration or ROWS)
            registration = Registration.objects.create(
                webinar=webinar,
                person=person,
                state=RegistrationState.WAITING if waits else RegistrationState.CONFIRMED,
                queue_number=number if waits else None,
                administration=administration,
                listed_name=name,
                registered_by=manager,
            )
            queue_mail(MailKind.CONFIRMATION, [registration], change="bench")
    return perf_counter() - begun


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    settings.REQUIRE_STAFF_MFA = False
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    seconds = _list() if sys.argv[1] == "list" else _singly()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mb": most}))  # noqa: T201  read by the process that started this one


if __name__ == "__main__":
    main()
