"""A fresh installation in a folder of its own, with one Daphne process, for the length of a measurement."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

START_SECONDS = 60
REHEARSAL_SECONDS = 600


@dataclass(frozen=True)
class Installation:
    """A running server at ``url``; ``env`` makes other processes see the same database."""

    url: str
    env: dict[str, str]

    def rehearse(self, *options: str) -> dict[str, Any]:
        """The verdict of a rehearsal in which nobody drops."""
        command = [sys.executable, "manage.py", "rehearse", "--json", "--steady", "--url", self.url, *options]
        done = subprocess.run(  # noqa: S603  our own command
            command,
            env=self.env,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
            timeout=REHEARSAL_SECONDS,
        )
        for line in done.stdout.splitlines():
            if line.startswith("{"):
                verdict: dict[str, Any] = json.loads(line)
                return verdict
        raise RuntimeError(f"The rehearsal failed: {done.stderr.strip().splitlines()[-1:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def installation(application: str = "lms.asgi:application", *, database: str = "") -> Iterator[Installation]:
    """Migrate a new SQLite database, or the empty one at the address ``database``, and serve ``application`` over it."""
    with tempfile.TemporaryDirectory(prefix="lectern-bench-") as folder:
        port = _free_port()
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        env = {**kept, "DATA_DIR": folder, "PORT": str(port), "LOG_LEVEL": "ERROR"}
        if database:
            env["DATABASE_URL"] = database
        manage = [sys.executable, "manage.py"]
        for command in (["migrate", "--verbosity", "0"], ["createcachetable"]):
            subprocess.run([*manage, *command], env=env, cwd=settings.BASE_DIR, check=True, capture_output=True)  # noqa: S603
        web = [sys.executable, "-m", "lms.run.web", "-b", "127.0.0.1", "-p", str(port), "--access-log", os.devnull]
        with Path(folder, "daphne.log").open("w") as log:
            server = subprocess.Popen(  # noqa: S603
                [*web, application], env=env, cwd=settings.BASE_DIR, stderr=log, stdout=log
            )
        try:
            _wait_for(port)
            yield Installation(f"http://127.0.0.1:{port}", env)
        finally:
            server.kill()
            server.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not start.")
