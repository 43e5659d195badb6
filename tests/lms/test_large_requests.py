"""What a request brings beyond the limit is let go of before it reaches the disk, and its sender is told."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

MB = 1024**2


@pytest.fixture(scope="module")
def port(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A web process that takes decks of 3 MB, and keeps nothing in its folder for temporary files."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    folder = tmp_path_factory.mktemp("web")
    process = subprocess.Popen(
        [sys.executable, "-m", "lms.run.web", "-b", "127.0.0.1", "-p", str(number), "-v", "0", "lms.asgi:application"],
        cwd=root,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "DEBUG": "1", "DECK_MAX_MB": "3"},
    )
    give_up_at = time.monotonic() + 60
    while ask(number, "GET", "/health")[0] == 0:
        assert time.monotonic() < give_up_at
        time.sleep(0.2)
    yield number
    process.terminate()
    process.wait(20)


def ask(port: int, method: str, path: str, size: int = 0, *, chunked: bool = False) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    block = b"x" * 65536
    body = (block for _ in range(size // len(block))) if chunked else b"x" * size
    headers = {"Content-Type": "text/plain", "Accept-Language": "fr", "Host": "localhost"}
    try:
        connection.request(method, path, body or None, headers, encode_chunked=chunked)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


@pytest.mark.processes
@pytest.mark.parametrize("chunked", [False, True])
def test_a_form_that_is_too_long_is_refused(port: int, chunked: bool) -> None:
    status, page = ask(port, "POST", "/accounts/login/", 3 * MB, chunked=chunked)
    assert status == 413
    assert '<html lang="fr"' in page


@pytest.mark.processes
def test_a_file_that_is_too_large_is_refused_with_the_limit(port: int) -> None:
    status, page = ask(port, "POST", "/decks/1/", 5 * MB)
    assert status == 413
    assert "3 Mo" in page


@pytest.mark.processes
def test_what_is_within_the_limit_reaches_its_page(port: int) -> None:
    assert ask(port, "POST", "/decks/1/", 2 * MB)[0] != 413
    assert ask(port, "POST", "/accounts/login/", MB)[0] == 403  # no token of a form
