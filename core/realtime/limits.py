"""Limits per person, never per address: an office shares one. And pacing, so that many at once do not fell the server."""

from __future__ import annotations

import asyncio
import time


class TokenBucket:
    """At most ``burst`` at once, refilled at ``rate`` per second."""

    __slots__ = ("__weakref__", "_burst", "_rate", "_then", "_tokens")

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._then = time.monotonic()

    def take(self) -> bool:
        now = time.monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._then) * self._rate)
        self._then = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Admission:
    """Turns at a steady pace: ``per_second`` on average, each told beforehand how long it will wait."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    def reserve(self) -> float:
        """Take the next turn and return the seconds until it."""
        now = time.monotonic()
        turn = max(now, self._next)
        self._next = turn + self._gap
        return turn - now

    @staticmethod
    async def wait(seconds: float) -> None:
        if seconds > 0:
            await asyncio.sleep(seconds)
