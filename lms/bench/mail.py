"""Five thousand people are invited: queued in one transaction, then written and sent by two workers to a mail server beside them.

``python -m lms.bench.mail fill | queue | send | singly`` are the processes over the database of their environment;
:func:`measure` starts them in a folder that is removed afterwards. A mail that arrives twice or never ends the measurement.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from django.conf import settings

from lms.bench.measure import Measure

PEOPLE = 5000
SINGLY = 200
"""So many are sent as the usual design does, a job for each; its time is scaled to all of them."""


class MailServer:
    """A mail server that takes everything, and keeps of each mail who it went to and its ``Message-ID``."""

    def __init__(self) -> None:
        self.port = 0
        self.taken: Counter[tuple[str, str]] = Counter()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipient = ""
        writer.write(b"220 bench\r\n")
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
            if word == b"DATA":
                writer.write(b"354 go\r\n")
                content = await reader.readuntil(b"\r\n.\r\n")
                found = re.search(rb"^Message-ID:\s*(<[^>]+>)", content, re.M | re.I)
                self.taken[recipient, found.group(1).decode() if found else ""] += 1
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                break
        writer.close()


@contextmanager
def _mail_server() -> Iterator[MailServer]:
    """The server in a thread of its own, so that it takes mails while the workers are waited for."""
    server, ready, loop = MailServer(), threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        listening = await asyncio.start_server(server.talk, "127.0.0.1", 0, limit=2**22)
        server.port = listening.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


def measure(name: str) -> Iterator[Measure]:
    """Seconds from queueing to the last mail taken by the server, starts of the processes included."""
    with tempfile.TemporaryDirectory(prefix="lectern-bench-") as folder, _mail_server() as server:
        kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
        env = {
            **kept,
            "DATA_DIR": folder,
            "LOG_LEVEL": "ERROR",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(server.port),
            "EMAIL_USE_TLS": "0",
            "DEFAULT_FROM_EMAIL": "Lectern <lectern@example.org>",
        }
        _finish([_start(env, "manage.py", "migrate", "--verbosity", "0")])
        _finish([_start(env, "-m", __name__, "fill")])
        begun = perf_counter()
        _finish([_start(env, "-m", __name__, "queue")])
        _finish([_start(env, "-m", __name__, "send") for _worker in range(2)])
        seconds = perf_counter() - begun
        _check(server)
        begun = perf_counter()
        _finish([_start(env, "-m", __name__, "singly")])
        singly = (perf_counter() - begun) * PEOPLE / SINGLY
    yield Measure(name, round(seconds, 1), "s for 5,000 mails, each once", "<= 120", round(singly, 1))


def _check(server: MailServer) -> None:
    people, ids = ({key[place] for key in server.taken} for place in (0, 1))
    if not len(people) == len(ids) == server.taken.total() == PEOPLE:
        raise RuntimeError(f"A promise was broken: {server.taken.total()} mails to {len(people)} of {PEOPLE} people.")


def _start(env: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, *words], env=env, cwd=settings.BASE_DIR, stderr=subprocess.PIPE, text=True
    )


def _finish(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        _out, said = process.communicate(timeout=600)
        if process.returncode:
            raise RuntimeError(f"A process failed: {said.strip().splitlines()[-1:]}")


def _fill() -> None:
    """People of the six languages and of many zones, invited to a webinar of two sittings."""
    from datetime import timedelta

    from django.utils import timezone

    from core.languages import LANGUAGES
    from people.models import Person
    from webinars.choices import RegistrationState
    from webinars.models import Registration, Room, Sitting, Webinar

    zones = ("Africa/Nairobi", "Europe/Brussels", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "UTC")
    Person.objects.bulk_create(
        (
            Person(
                email=f"p{n}@example.org",
                full_name=f"Person {n}",
                password="!",  # noqa: S106  no password
                language=LANGUAGES[n % 6],
                time_zone=zones[n % 5],
            )
            for n in range(PEOPLE)
        ),
        batch_size=500,
    )
    titles = {f"title_{language}": f"Targeting {language}" for language in LANGUAGES}
    webinar = Webinar.objects.create(slug="bench", **titles)
    for position in (1, 2):
        starts = timezone.now() + timedelta(days=10 + position)
        sitting = Sitting.objects.create(
            webinar=webinar,
            position=position,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=150),
            time_zone="Europe/Brussels",
        )
        Room.objects.create(sitting=sitting)
    Registration.objects.bulk_create(
        (
            Registration(webinar=webinar, person_id=person, state=RegistrationState.CONFIRMED)
            for person in Person.objects.filter(email__startswith="p").values_list("pk", flat=True)
        ),
        batch_size=500,
    )


def _queue() -> None:
    from django.db import transaction

    from webinars.actions.outbox import queue_mail
    from webinars.choices import MailKind
    from webinars.models import Registration

    with transaction.atomic():
        queue_mail(MailKind.CONFIRMATION, Registration.objects.all(), change="bench")


def _send() -> None:
    from webinars.actions.delivery import send_due_mails

    while send_due_mails():
        pass


def _singly() -> None:
    """As the usual design does: a claim, a reading of all rows, a connection and a commit for each mail."""
    from webinars.actions.delivery import send_due_mails
    from webinars.choices import MailState
    from webinars.models import Mail

    again = list(Mail.objects.order_by("pk").values_list("pk", flat=True)[:SINGLY])
    Mail.objects.filter(pk__in=again).update(state=MailState.QUEUED)
    while send_due_mails(batch=1):
        pass


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    django.setup()
    {"fill": _fill, "queue": _queue, "send": _send, "singly": _singly}[sys.argv[1]]()
