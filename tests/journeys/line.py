"""A line between a browser and the site that can be cut and mended: plain TCP, byte for byte."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator


class Line:
    """Carries connections from ``port`` to the site's port. Once cut, it drops what there is and takes nothing."""

    def __init__(self, target: int) -> None:
        self._target = ("127.0.0.1", target)
        self._up = True
        self._held: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self.origin = f"http://localhost:{self.port}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        with self._lock:
            self._up = False
            dropped, self._held = self._held, set()
        for end in dropped:
            _shut(end)

    def mend(self) -> None:
        with self._lock:
            self._up = True

    def close(self) -> None:
        self.cut()
        self._door.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.socket()
                with self._lock:
                    up = self._up
                    if up:
                        self._held |= {near, far}
                try:
                    if not up:
                        raise OSError
                    far.connect(self._target)
                except OSError:
                    near.close()
                    far.close()
                    continue
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
        _shut(source)
        _shut(sink)
        with self._lock:
            self._held -= {source, sink}


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextlib.contextmanager
def line_to(site: str) -> Iterator[Line]:
    """A line to the site of an address like ``http://localhost:8000``."""
    line = Line(int(site.rsplit(":", 1)[1]))
    try:
        yield line
    finally:
        line.close()
