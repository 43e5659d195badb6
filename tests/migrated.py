"""Databases migrated once and then copied: to migrate takes half a minute, and every copy is what the migrations made.

A copy is kept by what it was made of (:func:`_sources`), in ``build/migrated`` or beside the PostgreSQL database asked for; the
first that needs it makes it with ``manage.py migrate``, and the others wait. What a test writes goes into its own copy.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

from core.messages.extraction import PACKAGES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "migrated"


@cache
def _sources() -> str:
    """A short hash of all that a migration can use: every module and datum of the packages, and the pinned versions."""
    seen = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in {".py", ".json", ".csv"}:
                seen.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return seen.hexdigest()[:16]


@contextmanager
def alone(file: Path = FOLDER / "lock") -> Iterator[None]:
    """While no other process is in here with the same file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(url: str) -> None:
    """With the command that everybody uses."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATABASE_URL": url, "DATA_DIR": folder}
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def copy_sqlite(to: Path) -> None:
    """A migrated database at ``to``, instead of any that was there."""
    kept = FOLDER / f"{_sources()}.sqlite3"
    with alone():
        if not kept.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            begun = FOLDER / "begun.sqlite3"
            migrate(f"sqlite://{quote(str(begun))}")
            with closing(sqlite3.connect(begun)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file
            begun.rename(kept)
    for old in (to, to.with_name(to.name + "-wal"), to.with_name(to.name + "-shm")):
        old.unlink(missing_ok=True)
    shutil.copyfile(kept, to)


def copy_postgres(url: str, to: str) -> None:
    """A migrated database named ``to`` in the cluster of ``url``, instead of any of that name."""
    prefix = f"{urlsplit(url).path.strip('/')}_migrated_"
    kept, begun = prefix + _sources(), prefix + "begun"
    with closing(psycopg.connect(url, autocommit=True)) as connection:

        def run(statement: str, *names: str) -> None:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

        with alone():
            like = prefix.replace("_", r"\_") + "%"
            found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like]).fetchall()
            if (kept,) not in found:
                for (old,) in found:
                    run("DROP DATABASE {}", old)
                run("CREATE DATABASE {}", begun)
                migrate(urlsplit(url)._replace(path=f"/{begun}").geturl())
                run("ALTER DATABASE {} RENAME TO {}", begun, kept)
        run("DROP DATABASE IF EXISTS {} WITH (FORCE)", to)
        run("CREATE DATABASE {} TEMPLATE {}", to, kept)
        run("ALTER DATABASE {} SET synchronous_commit = off", to)  # nobody needs it after a loss of power
