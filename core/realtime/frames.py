"""Encoding: one JSON text per language and event, shared by every socket that reads that language."""

from __future__ import annotations

import json
from typing import Any

from core.languages import localize


def encode(payload: Any) -> str:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def event_frame(alias: str, seq: int, payload: dict[str, Any], language: str) -> str:
    """A recorded event for readers of ``language``."""
    return encode({"topic": alias, "seq": seq, "event": localize(payload, language)})


def tick_frame(tick: int, updates: list[dict[str, Any]], language: str) -> str:
    """The ephemeral updates of one tick for readers of ``language``."""
    return encode({"type": "tick", "tick": tick, "updates": localize(updates, language)})
