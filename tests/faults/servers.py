"""A PostgreSQL and a Redis of a test's own, to be stopped and started while they are in use."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults.processes import free_port, wait_for


class Postgres:
    """A cluster in a folder, of its own or copied from ``template``, which is stopped.

    PostgreSQL does not run as root: then its commands run as ``postgres``.
    """

    def __init__(self, folder: Path, *, template: Postgres | None = None) -> None:
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
        found = programs[-1] if programs else shutil.which("pg_ctl")
        if not found or (os.getuid() == 0 and shutil.which("runuser") is None):
            pytest.skip("PostgreSQL's programs are not there")
        self._programs = Path(found).parent
        self._folder = folder
        self.port = free_port()
        self.url = f"postgres://lectern:lectern@127.0.0.1:{self.port}/lectern"
        folder.mkdir(mode=0o755)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        if template is not None:
            self._run("cp", "-R", f"{template._folder}/data", f"{folder}/data")
            self._run("chmod", "-R", "go=", f"{folder}/data")
            self.start()
            return
        self._run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "lectern", "-E", "UTF8")
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "lectern", "lectern")

    def _run(self, program: str, *args: str) -> None:
        path = self._programs / program
        command = [str(path) if path.exists() else program, *args]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(command, check=False, cwd=self._folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder}"
        log = f"{self._folder}/log"
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-l", log, "-w", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-m", mode, "-w", "stop")


class Redis:
    """A server without persistence: a restart forgets everything."""

    def __init__(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("Redis is not there")
        self._program = program
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen([self._program, *options], stdout=subprocess.DEVNULL)
        wait_for(self.port)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
