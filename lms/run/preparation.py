"""What must be up to date before anything is served. Each step does nothing when nothing changed.

Runs as a process of its own (``python -m lms.run.preparation``), so that the one that waits for Ctrl-C stays small.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands


def prepare() -> str:
    """Check, migrate, compile, collect; gives what the demonstration content says of its accounts."""
    if not (settings.FRONTEND_DIR / "room" / "room.js").exists():
        raise CommandError("The browser code is not built: run make frontend.")
    call_command("check", stdout=io.StringIO())
    call_command("migrate", interactive=False, verbosity=0)
    close_database()
    call_command("createcachetable", verbosity=0)
    call_command("messages", "compile")
    collect_static()
    if not settings.DEMONSTRATION or "demonstration" not in get_commands():
        return ""
    said = io.StringIO()
    call_command("demonstration", stdout=said)
    return said.getvalue().strip()


def close_database() -> None:
    """Let no other user of the machine read an SQLite database; its journals follow its permissions."""
    entry = settings.DATABASES["default"]
    if str(entry["ENGINE"]).endswith("sqlite3"):
        Path(str(entry["NAME"])).chmod(0o600)


def collect_static() -> None:
    """Collect and hash the static files, if one of them changed since the last time."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            state = Path(storage.path(path)).stat()
            seen.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if stamp.exists() and stamp.read_text() == seen.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(seen.hexdigest())


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    try:
        django.setup()
        sys.stdout.write(prepare())
    except (ImproperlyConfigured, CommandError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
