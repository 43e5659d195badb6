"""CPU and memory of the server's processes, when they run on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil


@dataclass(frozen=True)
class Usage:
    """CPU seconds since the processes started, and resident kilobytes, summed."""

    cpu_seconds: float
    memory_kb: float


def listening_on(url: str) -> list[psutil.Process]:
    """The processes that serve ``url``, when it is on the loopback and we may look; else none."""
    parts = urlsplit(url)
    if parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        return []
    found = []
    for process in psutil.process_iter():
        try:
            for connection in process.net_connections(kind="tcp"):
                if connection.status == psutil.CONN_LISTEN and connection.laddr.port == parts.port:
                    found.append(process)
                    break
        except (psutil.AccessDenied, psutil.NoSuchProcess):
            continue
    return found


def usage(processes: list[psutil.Process]) -> Usage | None:
    """Their usage now; None when there is nothing to measure."""
    if not processes:
        return None
    try:
        times = [process.cpu_times() for process in processes]
        memory = sum(process.memory_info().rss for process in processes)
    except psutil.NoSuchProcess:
        return None
    return Usage(sum(t.user + t.system for t in times), memory / 1024)
