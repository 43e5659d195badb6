"""Films: what they are is told from their first bytes, never from their names."""

from __future__ import annotations

from core.actions import Refused

MOST_BYTES = 500 * 1024**2
HEAD = 4096
"""So many bytes tell the kind."""


def film_ending(head: bytes, size: int) -> str:
    """``mp4`` or ``webm``. Refused with ``film.empty``, ``film.too_large`` or ``film.not_a_film``.

    An MP4 begins with a box ``ftyp`` (ISO/IEC 14496-12, 4.3); QuickTime's own brand is not played everywhere. A WebM is a
    Matroska whose header says so (RFC 8794, 11.2.4).
    """
    if not size:
        raise Refused("film.empty")
    if size > MOST_BYTES:
        raise Refused("film.too_large", limit=MOST_BYTES // 1024**2)
    if head[4:8] == b"ftyp" and head[8:12] != b"qt  ":
        return "mp4"
    if head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in head:
        return "webm"
    raise Refused("film.not_a_film")
