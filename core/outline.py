"""Errors in the log without what people wrote: an exception's own words may hold a row, an answer or an address."""

from __future__ import annotations

import traceback
from pathlib import PurePath

DEPTH = 6


def outline(error: BaseException) -> str:
    """The type and the innermost places of ``error``: ``ValueError at answers.py:120 in _check < batcher.py:90 in _attempt``."""
    frames = traceback.extract_tb(error.__traceback__)[-DEPTH:]
    places = " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places or 'an unknown place'}"
