"""A measurement in a process, a folder and a database of its own, which are gone afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from django.conf import settings


def run_alone(module: str, *words: str, database: str = "") -> dict[str, Any]:
    """What ``python -m module words…`` prints as JSON in its last line, after migrating an empty database: SQLite in the folder,
    or the one at the address ``database``. RuntimeError with its last words when it fails."""
    with tempfile.TemporaryDirectory(prefix="lectern-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        env = {**kept, "DATA_DIR": folder, "LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": "lms.settings"}
        if database:
            env["DATABASE_URL"] = database
        printed = ""
        for command in (
            ["manage.py", "migrate", "--verbosity", "0"],
            ["manage.py", "createcachetable"],
            ["-m", module, *words],
        ):
            done = subprocess.run(  # noqa: S603  our own commands
                [sys.executable, *command], env=env, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
            )
            if done.returncode:
                raise RuntimeError(done.stderr.strip()[-2000:])
            printed = done.stdout
    found: dict[str, Any] = json.loads(printed.strip().splitlines()[-1])
    return found
