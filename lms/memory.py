"""How often a server process looks for cycles of objects that nobody needs."""

from __future__ import annotations

import gc

COLLECT_AFTER = (20_000, 20, 100)
"""After so many new objects, and through the older ones so much more seldom. With Python's own 700, 10, 10 a page with the
figures of 2,000 people spends a quarter of its time on looking."""


def settle() -> None:
    """To be called once everything is loaded: that stays for ever, and need not be looked through again."""
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
