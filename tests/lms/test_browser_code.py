"""The browser's code has tests of its own, in ``frontend/tests``; they run in Node."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def node() -> str:
    """Node from the system, or from the environment; the packages it needs must be installed too."""
    found = shutil.which("node", path=f"{os.environ['PATH']}:{ROOT / '.venv' / 'bin'}")
    if found is None or not (ROOT / "node_modules" / "esbuild").is_dir():
        pytest.skip("Node and its packages are not installed: make frontend")
    return found


def test_the_browser_code_keeps_its_promises():
    run = subprocess.run([node(), "frontend/test.mjs"], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_browser_code_is_well_typed():
    compiler = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    run = subprocess.run(
        [node(), str(compiler), "--noEmit", "-p", "frontend/tsconfig.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout + run.stderr
