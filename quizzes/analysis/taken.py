"""How often each choice was taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

Taken = Counter[tuple[int | None, int]]
"""How often, by part (None for the question itself) and choice."""

ALL_CHOICES = frozenset({"ordering", "ranking"})
"""Kinds whose every answer names every choice: counting them says nothing."""


def taken(kind: str, responses: Iterable[tuple[Mapping[str, Any] | None, int]]) -> Taken:
    """Counts over ``responses``, each with how many people gave it. Gaps are counted where a choice was taken, which is a whole
    number; the caller knows which gaps have choices."""
    found: Taken = Counter()
    if kind in ALL_CHOICES:
        return found
    for response, people in responses:
        for part, choice in _ticks(response or {}):
            found[part, choice] += people
    return found


def _ticks(response: Mapping[str, Any]) -> Iterable[tuple[int | None, int]]:
    for choice in response.get("choices", ()):
        yield None, int(choice)
    for parts in (response.get("matches", {}), response.get("gaps", {})):
        for part, choice in parts.items():
            if isinstance(choice, int):
                yield int(part), choice
