"""The process manager: its configuration, its life and its end."""

from __future__ import annotations

import ctypes
import fcntl
import http.client
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from lms import env
from lms.run.plan import BASE_DIR, Plan

STOP_SECONDS = 25
_PR_SET_PDEATHSIG = 1


class CannotRun(Exception):
    """One clear line that says why."""


def configuration(plan: Plan) -> str:
    """Supervisor's configuration. A process that dies is started again, however often."""
    run = plan.data_dir / "run"
    sections: list[dict[str, object]] = [
        {
            "[supervisord]": None,
            "nodaemon": "true",
            "silent": "true",
            "pidfile": run / "supervisord.pid",
            "logfile": plan.data_dir / "logs" / "supervisord.log",
            "logfile_maxbytes": "5MB",
            "childlogdir": plan.data_dir / "logs",
        }
    ]
    for port in plan.ports:
        command = [sys.executable, "-m", "lms.run.web", "-b", plan.host, "-p", str(port), "--no-server-name", "-v", "0"]
        if plan.behind_proxy:
            command.append("--proxy-headers")
        sections.append(_program(plan, f"web-{port}", [*command, "lms.asgi:application"], stop_seconds=10))
    if plan.job_processes:
        command = [sys.executable, "-m", "celery", "-A", "lms", "worker", "--loglevel", "WARNING"]
        command += ["--concurrency", str(plan.job_processes), "--without-gossip", "--without-mingle"]
        if plan.beat:
            command += ["--beat", "--schedule", str(plan.data_dir / "beat-schedule")]
        sections.append(_program(plan, "jobs", command, stop_seconds=20))
    lines = []
    for section in sections:
        for name, value in section.items():
            lines.append(name if value is None else f"{name} = {str(value).replace('%', '%%')}")
        lines.append("")
    return "\n".join(lines)


def _program(plan: Plan, name: str, command: list[str], *, stop_seconds: int) -> dict[str, object]:
    return {
        f"[program:{name}]": None,
        "command": shlex.join(command),
        "directory": BASE_DIR,
        "autorestart": "true",
        "startsecs": 1,
        "startretries": 1_000_000,
        "stopsignal": "TERM",
        "stopwaitsecs": stop_seconds,
        "killasgroup": "true",
        "redirect_stderr": "true",
        "stdout_logfile": plan.data_dir / "logs" / f"{name}.log",
        "stdout_logfile_maxbytes": "5MB",
        "stdout_logfile_backups": 3,
    }


@contextmanager
def only_one(plan: Plan) -> Iterator[None]:
    """Hold ``DATA_DIR`` for this command: two on one database and two memories would show different rooms."""
    for name in ("run", "logs"):
        env.folder("", plan.data_dir / name, private=True)
    with (plan.data_dir / "run" / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(f"Lectern is already running with {plan.data_dir}.") from None
        yield


def check_ports(plan: Plan) -> None:
    family = socket.AF_INET6 if ":" in plan.host else socket.AF_INET
    for port in plan.ports:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((plan.host, port))
            except OSError as error:
                raise CannotRun(
                    f"Port {port} of {plan.host} cannot be used: {error.strerror}. Set PORT or HOST."
                ) from None


def prepare() -> str:
    """Run the preparation to its end, whatever is pressed meanwhile; gives what it says of the demonstration accounts."""
    done = subprocess.run(
        [sys.executable, "-m", "lms.run.preparation"],
        cwd=BASE_DIR,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotRun("Nothing was started.")
    return done.stdout.strip()


def start(plan: Plan) -> subprocess.Popen[bytes]:
    """The running process manager, which ends when this process does, however that ends."""
    path = plan.data_dir / "run" / "supervisord.conf"
    path.write_text(configuration(plan))
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def die_with_parent() -> None:
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    return subprocess.Popen(  # noqa: S603  nothing of it comes from outside
        [sys.executable, "-m", "supervisor.supervisord", "-c", str(path)],
        cwd=BASE_DIR,
        start_new_session=True,
        preexec_fn=die_with_parent,
        stdin=subprocess.DEVNULL,
    )


def wait_until_answering(
    plan: Plan, manager: subprocess.Popen[bytes], asked_to_stop: threading.Event, *, seconds: float = 60
) -> None:
    """Return when every web process answers a request, or when asked to stop."""
    give_up_at = time.monotonic() + seconds
    for port in plan.ports:
        while not asked_to_stop.is_set() and not _answers(plan, port):
            if manager.poll() is not None:
                raise CannotRun(f"The process manager ended; see {plan.data_dir / 'logs'}.")
            if time.monotonic() > give_up_at:
                raise CannotRun(f"No answer on port {port} after {seconds:.0f} s.\n{_tail(plan, f'web-{port}')}")
            time.sleep(0.1)


def _answers(plan: Plan, port: int) -> bool:
    connection = http.client.HTTPConnection(plan.probe_host, port, timeout=5)
    try:
        connection.request("GET", "/health", headers={"Host": plan.name})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _tail(plan: Plan, name: str) -> str:
    path = plan.data_dir / "logs" / f"{name}.log"
    return "\n".join(path.read_text(errors="replace").splitlines()[-15:]) if path.exists() else ""


def stop(manager: subprocess.Popen[bytes]) -> None:
    """Stop everything and wait until it is gone."""
    if manager.poll() is None:
        manager.terminate()
        try:
            manager.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            manager.kill()
            manager.wait()


@contextmanager
def own_terminal() -> Iterator[None]:
    """Be the terminal's foreground job, so that Ctrl-C stops us and not the ``make`` that waits for our exit code."""
    terminal: TextIO = sys.stdin
    try:
        before = os.tcgetpgrp(terminal.fileno())
        if before != os.getpgrp() or os.getpid() == before:
            raise OSError
        os.setpgid(0, 0)
    except (OSError, ValueError):
        yield
        return
    ignored = signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    try:
        os.tcsetpgrp(terminal.fileno(), os.getpgrp())
        yield
    finally:
        os.tcsetpgrp(terminal.fileno(), before)
        signal.signal(signal.SIGTTOU, ignored)
