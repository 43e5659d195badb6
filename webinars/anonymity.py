"""Arithmetic of anonymous answers: under which word one is kept, and which groups are large enough to be told apart.

``docs/rules/anonymous-answers.md`` has the rules in words.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Hashable, Mapping
from typing import TypeVar

from core.suppression import THRESHOLD

K = TypeVar("K", bound=Hashable)


def voter_word(key: bytes, person_id: int) -> str:
    """The word of a person under a key: the same while the key lives, and nobody's once it is destroyed."""
    return hmac.new(key, str(person_id).encode(), hashlib.sha256).hexdigest()


def large_groups(counts: Mapping[K, int], *, k: int = THRESHOLD) -> frozenset[K]:
    """The groups that may be told apart: each of at least ``k``, and all others together nobody or at least ``k``.

    Otherwise who knows the whole would have the small ones by subtraction. The smallest give way first.
    """
    kept = {group for group, number in counts.items() if number >= k}
    rest = sum(counts.values()) - sum(counts[group] for group in kept)
    for group in sorted(kept, key=lambda group: (counts[group], str(group))):
        if rest == 0 or rest >= k:
            break
        kept.discard(group)
        rest += counts[group]
    return frozenset(kept)
