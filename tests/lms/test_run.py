"""The whole installation by one command: it answers, gets up again, and goes away entirely."""

from __future__ import annotations

import http.client
import os
import pty
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.migrated import copy_sqlite

pytestmark = pytest.mark.processes


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def prepared(built: Path, tmp_path: Path) -> Path:
    """Files of an installation that was prepared before: another start of it finds little to do."""
    folder = tmp_path / "the data"
    folder.mkdir()
    copy_sqlite(folder / "lectern.sqlite3")
    shutil.copytree(built, folder / "static")
    return folder


@pytest.fixture
def start(root: Path, tmp_path: Path, port: int) -> Iterator[Start]:
    """Start ``python -m lms.run`` on files of its own, in a folder whose name has a space."""
    started: list[subprocess.Popen[str]] = []
    if not (root / "build" / "frontend" / "room" / "room.js").exists():
        pytest.skip("the browser code is not built: run make frontend")

    def run(**more: str) -> subprocess.Popen[str]:
        keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment = {**keep, "PORT": str(port), "DATA_DIR": str(tmp_path / "the data"), "DEMONSTRATION": "0", **more}
        process = subprocess.Popen(
            [sys.executable, "-m", "lms.run"],
            cwd=root,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.terminate()
        process.wait(40)
        assert process.stdout
        process.stdout.close()


def _read_until(process: subprocess.Popen[str], words: str, seconds: float = 60) -> str:
    assert process.stdout
    said, give_up_at = "", time.monotonic() + seconds
    while words not in said:
        ready, _, _ = select.select([process.stdout], [], [], max(0.0, give_up_at - time.monotonic()))
        assert ready, f"not said within {seconds} s: {words!r}, but: {said}"
        chunk = os.read(process.stdout.fileno(), 65536).decode()
        assert chunk, f"ended without saying {words!r}: {said}"
        said += chunk
    return said


def _status(port: int, path: str = "/health") -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def _web_process(process: subprocess.Popen[str]) -> psutil.Process:
    children = psutil.Process(process.pid).children(recursive=True)
    return next(child for child in children if "lms.run.web" in child.cmdline())


def _lives(child: psutil.Process) -> bool:
    try:
        return child.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_it_prepares_an_empty_folder_gets_up_after_a_kill_and_leaves_nothing_behind(start: Start, port: int) -> None:
    process = start()
    _read_until(process, f"http://localhost:{port}", seconds=240)  # to migrate takes 35 s of a processor that is ours
    assert _status(port) == 200

    before = _web_process(process)
    before.kill()
    before.wait(10)
    give_up_at = time.monotonic() + 30
    while _status(port) != 200:
        assert time.monotonic() < give_up_at
        time.sleep(0.1)
    assert _web_process(process).pid != before.pid

    family = psutil.Process(process.pid).children(recursive=True)
    assert any("celery" in child.cmdline() for child in family)
    process.send_signal(signal.SIGINT)
    assert process.wait(40) == 0
    assert [child for child in family if _lives(child)] == []
    assert _status(port) is None


@pytest.mark.usefixtures("prepared")
def test_two_on_the_same_files_are_refused(start: Start, port: int) -> None:
    _read_until(start(JOB_PROCESSES="0"), f"http://localhost:{port}")
    second = start(PORT=str(port + 1))
    assert "is already running with" in _read_until(second, "already running")
    assert second.wait(20) == 1


def test_a_port_in_use_is_said_in_one_line(start: Start, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        process = start()
        assert f"Port {port} of 127.0.0.1 cannot be used" in _read_until(process, "cannot be used")
        assert process.wait(20) == 1


def test_two_web_processes_without_redis_are_refused(start: Start) -> None:
    process = start(WEB_PROCESSES="2")
    assert "lectern.E001" in _read_until(process, "lectern.E001")
    assert process.wait(20) == 1


def test_a_wrong_value_in_the_environment_is_one_clear_line(start: Start) -> None:
    process = start(WEB_PROCESSES="many")
    assert process.wait(20) == 1
    assert process.stdout
    assert process.stdout.read() == "WEB_PROCESSES must be a whole number; it is 'many'.\n"


def test_ctrl_c_in_a_terminal_ends_make_run_with_success(root: Path, tmp_path: Path, prepared: Path, port: int) -> None:
    """``make`` would die of the signal; so the terminal is ours, and ``make`` only sees that we ended well."""
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"run:\n\t@cd '{root}' && exec '{sys.executable}' -m lms.run\n")
    environment = {**os.environ, "PORT": str(port), "DATA_DIR": str(prepared), "JOB_PROCESSES": "0"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe("make", ["make", "-f", str(makefile), "run"], environment)
    try:
        said = ""
        give_up_at = time.monotonic() + 60
        while "Ctrl-C stops it" not in said:
            assert time.monotonic() < give_up_at, said
            if select.select([terminal], [], [], 1)[0]:
                said += os.read(terminal, 65536).decode(errors="replace")
        os.write(terminal, b"\x03")
        while True:
            try:
                said += os.read(terminal, 65536).decode(errors="replace")
            except OSError:
                break
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, said
        assert _status(port) is None
    finally:
        os.close(terminal)
