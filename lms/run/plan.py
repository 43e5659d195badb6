"""What is to be run, read from the environment."""

from __future__ import annotations

import ipaddress
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lms import env

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  named, not bound
BASE_DIR = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Plan:
    """``ports``: one per web process, consecutive. ``public``: machines other than this one can reach it."""

    host: str
    ports: list[int]
    public: bool
    data_dir: Path
    behind_proxy: bool
    job_processes: int
    beat: bool

    @property
    def address(self) -> str:
        """Where a person on this machine, or the one named, finds it."""
        host = "localhost" if not self.public or self.host in EVERYWHERE else self.host
        return os.environ.get("PUBLIC_URL", "").rstrip("/") or f"http://{_bracketed(host)}:{self.ports[0]}"

    @property
    def name(self) -> str:
        """A host name that the web processes answer to."""
        return env.words("ALLOWED_HOSTS", "localhost")[0].lstrip(".")

    @property
    def probe_host(self) -> str:
        """Where this machine itself reaches the web processes."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104


def read() -> Plan:
    """The plan. Raises ``ImproperlyConfigured`` with one clear line."""
    host = env.text("HOST", "127.0.0.1")
    port = env.whole("PORT", 8000, low=1, high=65535)
    processes = env.whole("WEB_PROCESSES", 1, low=1, high=64)
    return Plan(
        host=host,
        ports=list(range(port, port + processes)),
        public=not _is_loopback(host),
        data_dir=env.folder("DATA_DIR", BASE_DIR / "data"),
        behind_proxy=env.flag("BEHIND_PROXY"),
        job_processes=env.whole("JOB_PROCESSES", 1, low=0, high=64),
        beat=env.flag("BEAT", True),
    )


def tell_settings(plan: Plan) -> None:
    """Give the settings what follows from the plan, where the operator has not said it: hosts and the address."""
    os.environ["DATA_DIR"] = str(plan.data_dir)
    os.environ["WEB_PROCESSES"] = str(len(plan.ports))
    if plan.public:
        hosts = ["localhost", "127.0.0.1", "[::1]", *names_of(plan.host)]
        os.environ.setdefault("ALLOWED_HOSTS", ",".join(dict.fromkeys(hosts)))
    os.environ.setdefault("PUBLIC_URL", plan.address)


def names_of(host: str) -> list[str]:
    """The names and addresses under which others reach ``host``; for "everywhere", those of this machine."""
    if host not in EVERYWHERE:
        return [_bracketed(host)]
    name = socket.gethostname()
    found = [name.lower(), socket.getfqdn().lower()]
    with suppress(OSError):
        found += [_bracketed(str(entry[4][0])) for entry in socket.getaddrinfo(name, None)]
    for family, beacon in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((beacon, 9))  # sends nothing: asks which of our addresses would be used
                found.append(_bracketed(probe.getsockname()[0]))
            except OSError:
                continue
    return list(dict.fromkeys(found))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
