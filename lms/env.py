"""Strict readers of the environment: a wrong value stops the start with one clear line."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    raw = text(name).lower()
    if not raw:
        return default
    if raw in _TRUE:
        return True
    if raw in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be one of true, false, 1, 0, yes, no, on, off; it is {raw!r}.")


def whole(name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    raw = text(name)
    if not raw:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number; it is {raw!r}.") from None
    if not low <= value <= high:
        raise ImproperlyConfigured(f"{name} must be between {low} and {high}; it is {value}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated words, empty ones left out."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def origin(name: str) -> str:
    """Scheme, host and port of an address, as browsers compare them; "" when unset."""
    raw = text(name).lower()
    if not raw:
        return ""
    try:
        parts = urlsplit(raw)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not parts.hostname or raw != f"{parts.scheme}://{parts.netloc}":
        raise ImproperlyConfigured(f"{name} must be like https://content.example.org, without a path; it is {raw!r}.")
    if parts.username is not None or port == {"http": 80, "https": 443}[parts.scheme]:
        raise ImproperlyConfigured(f"{name} must name neither a user nor the usual port; it is {raw!r}.")
    return raw


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    raw = text(name, default)
    if raw not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}; it is {raw!r}.")
    return raw


def folder(name: str, default: Path, *, private: bool = False) -> Path:
    """A folder that exists after this call. A ``private`` one is closed to other users of the machine."""
    path = Path(text(name) or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
        if private and path.stat().st_uid == os.geteuid():
            path.chmod(0o700)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} ({path}) cannot be used as a folder: {error.strerror}.") from None
    return path


def secret(name: str, data_dir: Path) -> str:
    """The secret in the environment, else one generated into ``data_dir`` at the first start."""
    given = text(name)
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured(f"{name} must have at least 32 characters.")
        return given
    path = data_dir / "secrets" / name.lower()
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if not path.exists():
        whole = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            stream.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # of two processes that start together, one is first, and its file is whole
            os.link(whole, path)
        whole.unlink()
    return path.read_text().strip()


KEPT_SECONDS = 600
"""So long a thread keeps its connection to the database: pages and jobs are made in threads that stay (``lms.pages``)."""


def database(name: str, data_dir: Path) -> dict[str, object]:
    """Django's entry for ``postgres://user:password@host:port/name``; SQLite in ``data_dir`` when unset.

    PostgreSQL compiles no plans: for our searches that took 0.6 s, ten times the search (``docs/adr/0019``).
    """
    raw = text(name)
    if not raw:
        return sqlite(data_dir / "lectern.sqlite3")
    parts = urlsplit(raw)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgres:// or sqlite://; it begins with {parts.scheme!r}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "options": "-c jit=off"},
    }


def sqlite(path: Path) -> dict[str, object]:
    """WAL, writers queue at BEGIN (IMMEDIATE), and a commit is on disk before it is acknowledged (FULL)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": KEPT_SECONDS,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
            ),
        },
        "TEST": {"NAME": path.with_name("test-" + path.name)},
    }
