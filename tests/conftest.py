"""What every test stands on: files of its own, quick passwords, compiled catalogues, and honest skips.

``LECTERN_TEST_POSTGRES`` (``postgres://user:password@host:port/database``; databases may be made beside it) and
``LECTERN_TEST_REDIS`` (``redis://host:port/number``) tell tests that start real processes where those servers are. To run
the suite itself on them, set ``DATABASE_URL`` and ``REDIS_URL``. With ``LECTERN_NO_SKIPS=1`` a skipped test is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import SyncToAsync
from django.core.cache import cache
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings

from tests.migrated import alone, copy_postgres, copy_sqlite

ROOT = Path(__file__).resolve().parent.parent
settings.register_profile("lectern", deadline=None)
settings.load_profile("lectern")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        from core.messages.catalogues import compile_all

        compile_all(ROOT)


USE_DATABASE = {"db", "transactional_db", "django_db_serialized_rollback", "live_server"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """What may use PostgreSQL or Redis is marked; the quick tests come last.

    Other tests cannot use a database, pytest-django sees to that, and are the same on any. It has put before all others the
    tests that roll back: the others leave tables empty. What starts browsers or processes takes up to a minute: begun
    among the last, it would leave the other workers without work.
    """
    for item in items:
        uses_database = item.get_closest_marker("django_db") or USE_DATABASE & set(getattr(item, "fixturenames", ()))
        if uses_database or "realtime" in item.path.parts:
            item.add_marker(pytest.mark.services)
    yield
    first = next((place for place, item in enumerate(items) if not _rolls_back(item)), len(items))
    items[first:] = sorted(items[first:], key=_is_quick)


def _rolls_back(item: pytest.Item) -> bool:
    marker, names = item.get_closest_marker("django_db"), set(getattr(item, "fixturenames", ()))
    if names & {"transactional_db", "live_server"} or (marker and marker.kwargs.get("transaction")):
        return False
    return bool(marker or "db" in names)


def _is_quick(item: pytest.Item) -> bool:
    return not (item.get_closest_marker("browser") or item.get_closest_marker("processes"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("LECTERN_NO_SKIPS") == "1" and reporter.stats.get("skipped"):
        reporter.write_line("A test was skipped where none may be.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: Any,
) -> Iterator[None]:
    """A database of this worker's own, in which nothing is left to migrate."""
    verbosity: int = request.config.option.verbose
    with django_db_blocker.unblock():
        if not django_db_keepdb or django_db_createdb:
            _copy_migrated()
        databases = setup_databases(verbosity, interactive=False, keepdb=True, serialized_aliases=())
        if connection.vendor == "postgresql":
            connection.ops.sql_flush = _emptying
    yield
    SyncToAsync.single_thread_executor.submit(connections.close_all).result(10)
    if django_db_keepdb:
        return
    with django_db_blocker.unblock():
        if (
            connection.vendor == "postgresql"
        ):  # it drops no database that somebody still uses: end what threads kept open
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        teardown_databases(databases, verbosity)


def _emptying(
    style: Any, tables: list[str], *, reset_sequences: bool = False, allow_cascade: bool = False
) -> list[str]:
    """Empty the tables after a test that commits. To truncate writes new files for 118 tables: seconds, for a few rows.

    As when truncating, whoever still writes is waited for, and references are checked when all tables are empty.
    """
    assert not reset_sequences
    names = [connection.ops.quote_name(table) for table in tables]
    return [f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE", *(f"DELETE FROM {name}" for name in names)]


def _copy_migrated() -> None:
    creation, entry = connection.creation, connection.settings_dict
    if connection.vendor == "sqlite":
        copy_sqlite(Path(creation._get_test_db_name()))
    else:
        address = (
            f"postgres://{entry['USER']}:{entry['PASSWORD']}@{entry['HOST']}:{entry['PORT'] or 5432}/{entry['NAME']}"
        )
        copy_postgres(address, creation._get_test_db_name())


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _own_channels(settings: Any) -> None:
    """Two workers that share a Redis must not hear each other's rooms: their numbers are the same."""
    layer = settings.CHANNEL_LAYERS["default"]
    if "prefix" in layer["CONFIG"]:
        config = {**layer["CONFIG"], "prefix": f"test-{os.getpid()}"}
        settings.CHANNEL_LAYERS = {"default": {**layer, "CONFIG": config}}


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


_COLLECT = """
import django; django.setup()
from django.core.management import call_command
from lms.run.preparation import collect_static
call_command("messages", "compile", verbosity=0)
collect_static()
"""


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collected static files, browser code included: collected once a session, and only read by all workers."""
    if not (root / "build" / "frontend" / "room" / "room.js").exists():
        pytest.skip("the browser code is not built: run make frontend")
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "static"
    with alone(folder.with_name("static.lock")):
        if not (folder / ".collected").exists():
            environment = {**os.environ, "STATIC_DIR": str(folder), "DATA_DIR": str(tmp_path_factory.mktemp("data"))}
            subprocess.run([sys.executable, "-c", _COLLECT], cwd=root, env=environment, check=True, timeout=300)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``../shared`` with the declaration in six languages and other real content."""
    path = ROOT.parent / "shared"
    if not (path / "data").is_dir():
        pytest.skip("../shared/data is not there")
    return path


def _asked_for(name: str, what: str) -> str:
    address = os.environ.get(name, "")
    if not address:
        pytest.skip(f"{what} is not there: {name} is not set")
    return address


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of a PostgreSQL beside whose database others may be made."""
    return _asked_for("LECTERN_TEST_POSTGRES", "PostgreSQL")


@pytest.fixture(scope="session")
def redis_url() -> str:
    """The address of a Redis that tests may fill."""
    return _asked_for("LECTERN_TEST_REDIS", "Redis")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("Chromium is not there: install it, or set CHROMIUM to its path")
    return path
