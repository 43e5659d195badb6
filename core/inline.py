"""Text with marks in pieces: letters, and the marks among them, each as it stands in the text.

What files for translators are made of (:mod:`core.xliff`): the letters are translated, the marks stay what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One mark. ``kind``: ``open``, ``close`` or ``alone``. ``name``: what it is (``strong``); ``text``: the mark itself."""

    kind: str
    name: str
    text: str


Pieces = Sequence[str | Mark]
"""Opened marks are closed in turn, the last one first."""
