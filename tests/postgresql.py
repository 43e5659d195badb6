"""A file of tests once more on PostgreSQL, for those whose promises hang on how a database locks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection


def assert_passes_on_postgresql(file: str, *, postgres_url: str, root: Path) -> None:
    """Run the tests of ``file`` on a database of its own, unless this run is on PostgreSQL itself."""
    if connection.vendor == "postgresql":
        return
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "not postgresql", file],
        env={**os.environ, "DATABASE_URL": f"{postgres_url}_{Path(file).stem}"},
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-2000:]
