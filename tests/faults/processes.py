"""Real server processes over the database of the test, to be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, seconds: float = 60) -> None:
    """Until something accepts connections on the port."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"Nothing answers on port {port}.")


def database_url() -> str:
    """The database of this test, as the environment of another process names it."""
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(connection.settings_dict['NAME']))}"
    d = connection.settings_dict
    return f"postgres://{d['USER']}:{d['PASSWORD']}@{d['HOST']}:{d['PORT'] or 5432}/{d['NAME']}"


class Server:
    """One web process. ``kill`` is ``kill -9``; ``start`` again takes the same port, as a process manager does."""

    def __init__(self, folder: Path, *, database: str, redis: str = "", port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder / f"daphne-{self.port}.log"
        self._env = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "SECRET_KEY": settings.SECRET_KEY,
            "PORT": str(self.port),
            "LOG_LEVEL": "ERROR",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "lms.run.web",
            "-b",
            "127.0.0.1",
            "-p",
            str(self.port),
            "--access-log",
            os.devnull,
        ]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "lms.asgi:application"], cwd=ROOT, env=self._env, stdout=log, stderr=log
            )
        wait_for(self.port)

    def kill(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def log(self) -> str:
        return self._log.read_text()
