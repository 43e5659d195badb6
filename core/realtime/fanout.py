"""From commits to hubs: the local one directly, those of other processes through the channel layer.

A publish may be lost: every hub reconciles with the database once a second.
"""

from __future__ import annotations

from typing import Any, Protocol


class LocalHub(Protocol):
    """What the fan-out asks of this process's hub. Both may be called from any thread."""

    def event_committed(self, topic: str, seq: int, payload: dict[str, Any]) -> None: ...

    def key_touched(self, topic: str, key: str, add: dict[str, int] | None) -> None: ...


_hub: LocalHub | None = None


def attach(hub: LocalHub | None) -> None:
    """Make ``hub`` this process's own; None when it stops."""
    global _hub
    _hub = hub


def publish(topic: str, seq: int, payload: dict[str, Any]) -> None:
    """Send a committed event on. Without a hub in this process, the other processes find it by reconciling."""
    if _hub is not None:
        _hub.event_committed(topic, seq, payload)


def touch(topic: str, key: str, add: dict[str, int] | None) -> None:
    if _hub is not None:
        _hub.key_touched(topic, key, add)
