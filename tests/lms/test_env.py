"""The environment is read strictly: a wrong value is one clear line, never a guess."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from lms import env
from lms.run import plan
from lms.run.preparation import close_database


@pytest.mark.parametrize(("raw", "value"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, raw: str, value: bool) -> None:
    monkeypatch.setenv("A_FLAG", raw)
    assert env.flag("A_FLAG") is value


def test_an_empty_flag_is_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_FLAG", " ")
    assert env.flag("A_FLAG", True) is True


def test_any_other_flag_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="A_FLAG must be one of"):
        env.flag("A_FLAG")


@pytest.mark.parametrize("raw", ["many", "0", "65", "1.5"])
def test_a_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("A_NUMBER", raw)
    with pytest.raises(ImproperlyConfigured, match="A_NUMBER must be"):
        env.whole("A_NUMBER", 1, low=1, high=64)


def test_a_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = env.secret("SOME_SECRET", tmp_path)
    assert len(first) >= 32
    assert env.secret("SOME_SECRET", tmp_path) == first
    assert (tmp_path / "secrets" / "some_secret").stat().st_mode & 0o777 == 0o600


def test_a_short_secret_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOME_SECRET", "hunter2")
    with pytest.raises(ImproperlyConfigured, match="at least 32"):
        env.secret("SOME_SECRET", tmp_path)


def test_a_database_is_sqlite_unless_said(tmp_path: Path) -> None:
    assert env.database("NO_SUCH_URL", tmp_path)["NAME"] == tmp_path / "lectern.sqlite3"


def test_a_postgres_address_may_hold_escaped_characters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("A_DATABASE", "postgres://us%40er:p%2Fw@db.example.org:5433/lec%20tern")
    entry = env.database("A_DATABASE", tmp_path)
    assert [entry[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "us@er",
        "p/w",
        "db.example.org",
        "5433",
        "lec tern",
    ]


def test_another_kind_of_database_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("A_DATABASE", "mysql://localhost/lectern")
    with pytest.raises(ImproperlyConfigured, match="it begins with 'mysql'"):
        env.database("A_DATABASE", tmp_path)


def test_a_named_host_is_the_one_that_is_answered_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("ALLOWED_HOSTS", "PUBLIC_URL", "WEB_PROCESSES"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HOST", "192.0.2.7")
    monkeypatch.setenv("PORT", "8123")
    read = plan.read()
    plan.tell_settings(read)
    assert env.words("ALLOWED_HOSTS") == ["localhost", "127.0.0.1", "[::1]", "192.0.2.7"]
    assert env.text("PUBLIC_URL") == "http://192.0.2.7:8123"


def test_loopback_leaves_the_hosts_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "")
    monkeypatch.delenv("ALLOWED_HOSTS")
    monkeypatch.setenv("PUBLIC_URL", "")
    monkeypatch.delenv("PUBLIC_URL")
    monkeypatch.setenv("WEB_PROCESSES", "1")
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", "8123")
    plan.tell_settings(plan.read())
    assert env.text("ALLOWED_HOSTS", "unset") == "unset"
    assert env.text("PUBLIC_URL") == "http://localhost:8123"


def test_a_private_folder_is_closed_to_other_users(tmp_path: Path) -> None:
    held = tmp_path / "mail"
    held.mkdir(mode=0o755)
    assert env.folder("", held, private=True).stat().st_mode & 0o777 == 0o700
    assert env.folder("", tmp_path / "media").stat().st_mode & 0o700 == 0o700


def test_mails_and_jobs_are_kept_in_private_folders(settings: Any) -> None:
    queue = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {}).get("data_folder_in")  # none with Redis
    for path in [settings.EMAIL_FILE_PATH, *([Path(queue).parent] if queue else [])]:
        assert path.stat().st_mode & 0o077 == 0


def test_the_database_file_is_closed_to_other_users(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "lectern.sqlite3"
    path.touch(mode=0o644)
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", path)
    close_database()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("value", ["", "https://content.example.org", "http://127.0.0.1:8001"])
def test_an_origin_is_read_as_browsers_compare_it(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("AN_ORIGIN", value.upper())
    assert env.origin("AN_ORIGIN") == value


@pytest.mark.parametrize(
    "value",
    [
        "content.example.org",
        "https://a.example/",
        "https://a.example/x",
        "ftp://a.example",
        "https://me@a.example",
        "https://a.example:443",
        "http://a:x",
    ],
)
def test_what_is_no_origin_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("AN_ORIGIN", value)
    with pytest.raises(ImproperlyConfigured, match="AN_ORIGIN"):
        env.origin("AN_ORIGIN")
