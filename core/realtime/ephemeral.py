"""Providers of ephemeral state: how to compute the latest value of a dirty key from the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

Provider = Callable[[str, str, dict[str, int]], BaseModel | None]
"""``(topic, argument, added)`` → the update to send, or None for nothing. Runs in the read pool."""

_providers: dict[str, Provider] = {}
_every: dict[str, float] = {}


def ephemeral(name: str, *, every: float = 0.0) -> Callable[[Provider], Provider]:
    """Register the provider of keys ``name`` and ``name:argument``; at least ``every`` seconds pass between two updates."""

    def register(provider: Provider) -> Provider:
        if name in _providers:
            raise ValueError(f"Ephemeral {name} has two providers.")
        _providers[name] = provider
        _every[name] = every
        return provider

    return register


def least_gap(key: str) -> float:
    """Seconds between two updates of ``key``."""
    return _every.get(key.partition(":")[0], 0.0)


def compute(topic: str, key: str, added: dict[str, int]) -> dict[str, Any] | None:
    """The update of ``key`` for ``topic`` as a payload that may hold local texts."""
    name, _, argument = key.partition(":")
    provider = _providers.get(name)
    if provider is None:  # of a newer process, while an installation is being upgraded
        return None
    update = provider(topic, argument, added)
    return None if update is None else update.model_dump(mode="json")
