"""Zip packages of others, read in memory and never unpacked to a disk.

A package with a part that would leave its folder, a link, a password, a name twice, more parts or bytes than any real one
has, or a part that grows beyond measure, is refused whole with ``import.hostile``.
"""

from __future__ import annotations

import stat
from io import BytesIO
from posixpath import normpath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from core.actions import Refused

MOST_PARTS = 12_000
MOST_UNPACKED = 96 * 1024**2
"""Bytes of all parts together."""
LARGEST_GROWTH = 200
"""A part of more than :data:`SMALL` bytes grows by this factor at most when unpacked: text grows by less than fifty."""
SMALL = 1024**2


class Package:
    """The files of a package by their names."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError):
            raise Refused("import.unreadable") from None
        parts = self._archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refused("import.hostile")
        if len({part.filename for part in parts}) < len(parts) or not all(map(_is_harmless, parts)):
            raise Refused("import.hostile")
        self._parts = {part.filename: part for part in parts if not part.is_dir()}

    @property
    def names(self) -> list[str]:
        return list(self._parts)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None when there is none of this name. ``name`` may go up within the package."""
        part = self._parts.get(normpath(name))
        if part is None:
            return None
        try:
            with self._archive.open(part) as file:
                return file.read(part.file_size + 1)[: part.file_size]
        except Exception:  # what a broken part raises is up to the unpacking: lengths, sums, streams
            raise Refused("import.unreadable") from None


def _is_harmless(part: ZipInfo) -> bool:
    name = part.filename
    steps = name.rstrip("/").split("/")
    return (
        bool(name)
        and not name.startswith("/")
        and not any(letter in name for letter in "\\:\x00")
        and not {"..", ".", ""} & set(steps)
        and not part.flag_bits & 0x1
        and not stat.S_ISLNK(part.external_attr >> 16)
        and part.compress_type in (ZIP_STORED, ZIP_DEFLATED)
        and (part.file_size <= SMALL or part.file_size <= LARGEST_GROWTH * max(1, part.compress_size))
    )
