"""Providers of ephemeral state: how to compute the latest value of a dirty key from the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

Provider = Callable[[str, str, dict[str, int]], BaseModel | None]
"""``(topic, argument, added)`` → the update to send, or None for nothing. Runs in the read pool."""

_providers: dict[str, Provider] = {}


def ephemeral(name: str) -> Callable[[Provider], Provider]:
    """Register the provider of keys ``name`` and ``name:argument``."""

    def register(provider: Provider) -> Provider:
        if name in _providers:
            raise ValueError(f"Ephemeral {name} has two providers.")
        _providers[name] = provider
        return provider

    return register


def compute(topic: str, key: str, added: dict[str, int]) -> dict[str, Any] | None:
    """The update of ``key`` for ``topic`` as a payload that may hold local texts."""
    name, _, argument = key.partition(":")
    update = _providers[name](topic, argument, added)
    return None if update is None else update.model_dump(mode="json")
