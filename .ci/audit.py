"""Ask the registries about known vulnerabilities of the pinned packages.

Exit 1 when there is one. A registry that does not answer is said and passes: the checks must not depend on the weather.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SECONDS = 60
_BIN = Path(sys.executable).parent


def _answer(command: list[str]) -> dict[str, Any] | None:
    path = f"{os.environ['PATH']}{os.pathsep}{_BIN}"
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=SECONDS, env={**os.environ, "PATH": path}, check=False
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


def python_findings() -> list[str] | None:
    requirements = ["-r", "requirements.txt", "--require-hashes", "--disable-pip"]
    answer = _answer(
        [sys.executable, "-m", "pip_audit", *requirements, "--format", "json", "--progress-spinner", "off"]
    )
    if answer is None or "dependencies" not in answer:
        return None
    return [
        f"{package['name']} {package['version']}: {found['id']}, fixed in {', '.join(found['fix_versions']) or 'nothing yet'}"
        for package in answer["dependencies"]
        for found in package.get("vulns", [])
    ]


def node_findings() -> list[str] | None:
    answer = _answer(["npm", "audit", "--json", "--audit-level", "high"])
    if answer is None or "vulnerabilities" not in answer:
        return None
    grave = {"high", "critical"}
    return [f"{name}: {row['severity']}" for name, row in answer["vulnerabilities"].items() if row["severity"] in grave]


def main() -> int:
    bad = False
    for registry, findings in (("PyPI", python_findings()), ("npm", node_findings())):
        if findings is None:
            print(f"{registry} did not answer: its packages were not audited.")  # noqa: T201
        for finding in findings or []:
            bad = True
            print(f"{registry}: {finding}")  # noqa: T201
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
