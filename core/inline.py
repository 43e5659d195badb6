"""Text with marks in pieces: letters, and the marks among them, each as it stands in the text.

What files for translators are made of (:mod:`core.xliff`): the letters are translated, the marks stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_SPACES = re.compile(r"[^\S\u00a0\u202f]+")


@dataclass(frozen=True)
class Mark:
    """One mark. ``kind``: ``open``, ``close`` or ``alone``. ``name``: what it is (``strong``); ``text``: the mark itself."""

    kind: str
    name: str
    text: str


Pieces = Sequence[str | Mark]
"""Opened marks are closed in turn, the last one first."""


def one_line(text: str) -> str:
    """The text in one line; spaces that keep words together stay, as before a French colon."""
    return _SPACES.sub(" ", text).strip()
