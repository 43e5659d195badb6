"""Reading what a package sends while it plays."""

from __future__ import annotations

import json
from typing import Any

from core.actions import Refused
from courses.actions.playing import MOST_BYTES, Commit

_DEEPEST = 12


def read_commit(body: bytes, item: str) -> Commit:
    """Refused with ``message.malformed`` or ``message.too_large``."""
    if len(body) > MOST_BYTES:
        raise Refused("message.too_large")
    try:
        given = json.loads(body, parse_constant=_no_number)
        run, number, seen = str(given["run"]), int(given["number"]), int(given["seen"])
        cmi = _clean(given["cmi"], 0)
        if not isinstance(cmi, dict) or not 0 < len(run) <= 40:
            raise ValueError
        return Commit(item, run, number, seen, given.get("end") is True, cmi)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Refused("message.malformed") from None


def _no_number(name: str) -> float:
    raise ValueError(name)


def _clean(value: Any, depth: int) -> Any:
    """Plain values that every database keeps: without the letter that PostgreSQL takes nowhere."""
    if depth > _DEEPEST:
        raise ValueError
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {key.replace("\x00", ""): _clean(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_clean(each, depth + 1) for each in value]
    return value
