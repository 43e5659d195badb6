"""One topic as a hub holds it: the sockets that listen, by language, and what was delivered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

UNKNOWN = -1


class Listener(Protocol):
    """A socket, as the hub sees it."""

    language: str

    def take_event(self, topic: str, seq: int, frame: str) -> bool:
        """Whether to send the frame now; a socket that still waits for its welcome keeps it instead."""

    def takes_ticks(self, tick: int) -> bool:
        """False for a socket that lags: it is spared this tick."""

    async def send_frame(self, frame: str) -> None: ...


@dataclass(eq=False)
class Topic:
    """``alias`` is its name on the wire. ``seq`` is the last delivered; ``pending`` are later ones that came too early.

    ``dirty`` maps keys to counts added since the last tick; ``latest`` keeps the last update of each key.
    ``sent_at``/``changed_at`` are monotonic seconds of a key's last computation and last change. ``unsent`` are keys touched
    since the other processes were told; ``newcomers`` are due every value at the next tick.
    """

    name: str
    alias: str
    seq: int = UNKNOWN
    listeners: dict[str, set[Listener]] = field(default_factory=dict)
    pending: dict[int, dict[str, Any]] = field(default_factory=dict)
    dirty: dict[str, dict[str, int]] = field(default_factory=dict)
    latest: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent_at: dict[str, float] = field(default_factory=dict)
    changed_at: dict[str, float] = field(default_factory=dict)
    unsent: set[str] = field(default_factory=set)
    newcomers: set[Listener] = field(default_factory=set)

    @property
    def group(self) -> str:
        """The subscription that covers it: its first two words."""
        return ".".join(self.name.split(".")[:2])

    @property
    def empty(self) -> bool:
        return not any(self.listeners.values())

    def add(self, listener: Listener) -> None:
        self.listeners.setdefault(listener.language, set()).add(listener)

    def remove(self, listener: Listener) -> None:
        self.newcomers.discard(listener)
        for sockets in self.listeners.values():
            sockets.discard(listener)

    def ready(self) -> list[tuple[int, dict[str, Any]]]:
        """Take the events that are next in order."""
        events = []
        while self.seq != UNKNOWN and self.seq + 1 in self.pending:
            self.seq += 1
            events.append((self.seq, self.pending.pop(self.seq)))
        for seq in [seq for seq in self.pending if seq <= self.seq]:
            del self.pending[seq]
        return events

    def touch(self, key: str, add: dict[str, int] | None) -> None:
        counts = self.dirty.setdefault(key, {})
        for name, count in (add or {}).items():
            counts[name] = counts.get(name, 0) + count
