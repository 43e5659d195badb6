"""What must be up to date before anything is served. Each step does nothing when nothing changed."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command, get_commands


def prepare(*, demonstration: bool) -> str:
    """Check, migrate, compile, collect; gives what the demonstration content says of its accounts."""
    if not (settings.FRONTEND_DIR / "room" / "room.js").exists():
        raise CommandError("The browser code is not built: run make frontend.")
    call_command("check", stdout=io.StringIO())
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("messages", "compile")
    collect_static()
    if not demonstration or "demonstration" not in get_commands():
        return ""
    said = io.StringIO()
    call_command("demonstration", stdout=said)
    return said.getvalue().strip()


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
