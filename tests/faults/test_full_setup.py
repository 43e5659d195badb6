"""Two web processes on PostgreSQL and Redis, of which one part after the other fails in the middle of a poll."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.faults.processes import ROOT, Server
from tests.faults.servers import Postgres, Redis
from tests.migrated import migrate

pytestmark = pytest.mark.processes
VIEWERS = 100


class FullSetup:
    """Both services and two web processes; :meth:`rehearse` plays a rehearsal and calls ``fault`` in the middle of it."""

    def __init__(self, folder: Path, migrated: Postgres) -> None:
        self.folder = folder
        self.postgres = Postgres(folder / "postgres", template=migrated)
        self.redis = Redis()
        self.env = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "SECRET_KEY": settings.SECRET_KEY,
            "LOG_LEVEL": "ERROR",
        }
        self.web: list[Server] = []
        self.web += [Server(folder, database=self.postgres.url, redis=self.redis.url) for _ in range(2)]
        for server in self.web:
            server.start()

    def _manage(self, *args: str) -> str:
        command = [sys.executable, "manage.py", *args]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr + "".join(server.log()[-3000:] for server in self.web)
        return done.stdout

    def rehearse(self, fault: Callable[[], None]) -> dict[str, Any]:
        """The fault is told by a pipe when its moment has come, and tells when it is over."""
        asked, done = self.folder / "asked", self.folder / "done"
        for pipe in (asked, done):
            os.mkfifo(pipe)

        def wait_and_fail() -> None:
            asked.read_bytes()
            try:
                fault()
            finally:
                done.write_bytes(b".")

        thread = threading.Thread(target=wait_and_fail, daemon=True)
        thread.start()
        urls = ",".join(server.url for server in self.web)
        options = [
            "--viewers",
            str(VIEWERS),
            "--window",
            "3",
            "--join-window",
            "4",
            "--steady",
            "--json",
            "--url",
            urls,
        ]
        out = self._manage("rehearse", *options, "--disturb", f"echo . > '{asked}'; cat '{done}' > /dev/null")
        thread.join(timeout=30)
        verdict: dict[str, Any] = json.loads(out.splitlines()[0])
        return verdict

    def stop(self) -> None:
        for server in self.web:
            server.kill()
        self.redis.stop()
        self.postgres.stop()


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that PostgreSQL's own user may enter, which pytest's are not."""
    with tempfile.TemporaryDirectory(prefix="lectern-faults-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def migrated() -> Iterator[Postgres]:
    """A stopped cluster with the tables in it, to be copied."""
    with open_folder() as folder:
        postgres = Postgres(folder / "postgres")
        try:
            migrate(postgres.url)
        finally:
            postgres.stop("fast")
        yield postgres


@pytest.fixture
def full(migrated: Postgres) -> Iterator[FullSetup]:
    with open_folder() as folder:
        setup = FullSetup(folder, migrated)
        yield setup
        setup.stop()


def promises(verdict: dict[str, Any]) -> dict[str, int]:
    return {name: verdict[name] for name in ("lost", "doubled", "backwards", "disagreeing")}


KEPT = {"lost": 0, "doubled": 0, "backwards": 0, "disagreeing": 0}


def test_one_of_two_web_processes_is_killed(full: FullSetup) -> None:
    verdict = full.rehearse(full.web[0].kill)
    assert promises(verdict) == KEPT
    assert verdict["answers"] == 2 * VIEWERS


def test_postgresql_stops_and_starts_during_a_poll(full: FullSetup) -> None:
    def restart() -> None:
        full.postgres.stop()
        full.postgres.start()

    verdict = full.rehearse(restart)
    assert promises(verdict) == KEPT
    assert verdict["answers"] + verdict["refused"] == 2 * VIEWERS


def test_redis_stops_and_starts_during_a_poll(full: FullSetup) -> None:
    def restart() -> None:
        full.redis.stop()
        full.redis.start()

    verdict = full.rehearse(restart)
    assert promises(verdict) == KEPT
    assert verdict["answers"] == 2 * VIEWERS
    assert verdict["refused"] == 0
