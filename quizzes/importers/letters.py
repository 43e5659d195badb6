"""Text out of bytes in any usual encoding, with one clear refusal for what is none."""

from __future__ import annotations

from core.actions import Refused
from core.importing.letters import decode

LONGEST_LINE = 200_000


def text_of(data: bytes) -> str:
    """The text, its lines ending in ``\\n``. Refused with ``import.empty``, ``import.wrong_letters``, ``import.long_line``."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Refused("import.empty")
    try:
        text, _encoding = decode(data)
    except Refused:
        raise Refused("import.wrong_letters") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _longest_line(text) > LONGEST_LINE:
        raise Refused("import.long_line", limit=LONGEST_LINE)
    return text


def _longest_line(text: str) -> int:
    return max(map(len, text.split("\n")))
