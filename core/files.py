"""Pictures and files that people bring: what they are is told from their bytes, never from their names.

A picture is drawn anew as WebP of at most :data:`WIDEST` pixels: nothing that was hidden in it stays, neither a place nor a
script. A file to open is kept as it is, and handed out to be saved, never to be shown by the browser.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageOps

from core.actions import Refused

MOST_PICTURE_BYTES = 10 * 1024**2
MOST_BYTES = 20 * 1024**2
MOST_PIXELS = 30_000_000
"""Of a picture as it comes: unpacked it takes four bytes for each."""
WIDEST = 1600
LONGEST_NAME = 200
_SMALL = 200_000
"""Drawings as small as this lose nothing; photographs give way a little."""
_MOST_ENTRIES = 10_000
_PICTURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF87a": "GIF", b"GIF89a": "GIF"}
_OFFICE = {
    "word/": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/": ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}


@dataclass(frozen=True)
class Checked:
    """A file as it can be kept. ``width`` and ``height`` are of pictures, in pixels; of other files 0."""

    data: bytes
    media_type: str
    extension: str
    width: int = 0
    height: int = 0

    @property
    def is_picture(self) -> bool:
        return self.width > 0


_ALSO = {"txt": {"csv", "tsv", "md"}, "jpg": {"jpeg"}, "jpeg": {"jpg"}}


def shown_name(name: str, extension: str = "") -> str:
    """The last part of a file's name as it came, in one line; ending as what the file was found to be, where that is given:
    plain words that call themselves a program would be run by whoever opens them."""
    last = PurePosixPath(name.replace("\\", "/")).name
    found = "".join(letter for letter in last if letter.isprintable())[:LONGEST_NAME] or "file"
    ending = found.rpartition(".")[2].lower() if "." in found else ""
    if not extension or ending in {extension, *_ALSO.get(extension, ())}:
        return found
    return f"{found[: LONGEST_NAME - len(extension) - 1]}.{extension}"


def check_file(data: bytes) -> Checked:
    """The file as it can be kept: a picture drawn anew, or a PDF, an office document without macros, or plain text.

    Refused with ``file.empty``, ``file.too_large``, ``file.not_taken``, ``file.has_macros``, ``file.picture_broken`` or
    ``file.picture_too_large``.
    """
    if not data:
        raise Refused("file.empty")
    if len(data) > MOST_BYTES:
        raise Refused("file.too_large", limit=MOST_BYTES // 1024**2)
    form = picture_format(data)
    if form:
        return _picture(data, form)
    if b"%PDF-" in data[:1024]:
        return Checked(data, "application/pdf", "pdf")
    if data.startswith(b"PK\x03\x04"):
        extension, media_type = _office(data)
        return Checked(data, media_type, extension)
    if _is_plain(data):
        return Checked(data, "text/plain; charset=utf-8", "txt")
    raise Refused("file.not_taken")


def picture_format(data: bytes) -> str:
    """``PNG``, ``JPEG``, ``GIF`` or ``WEBP``; "" for what is no such picture."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((form for start, form in _PICTURES.items() if data.startswith(start)), "")


def _picture(data: bytes, form: str) -> Checked:
    if len(data) > MOST_PICTURE_BYTES:
        raise Refused("file.too_large", limit=MOST_PICTURE_BYTES // 1024**2)
    try:
        with Image.open(BytesIO(data), formats=[form]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused("file.picture_too_large", limit=MOST_PIXELS // 1_000_000)
            opened.draft("RGB", (WIDEST, WIDEST))
            has_alpha = opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info
            image = ImageOps.exif_transpose(opened).convert("RGBA" if has_alpha else "RGB")
    except Refused:
        raise
    except Exception as error:  # whatever a decoder makes of a bad file, it is a bad file
        raise Refused("file.picture_broken") from error
    image.thumbnail((WIDEST, WIDEST))
    written = _webp(image, lossless=form in ("PNG", "GIF"))
    if len(written) > _SMALL and form != "JPEG":
        written = min(written, _webp(image, lossless=False), key=len)
    return Checked(written, "image/webp", "webp", *image.size)


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", lossless=lossless, quality=60 if lossless else 84, method=4)
    return out.getvalue()


def _office(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused("file.not_taken") from None
    if len(names) > _MOST_ENTRIES or "[Content_Types].xml" not in names:
        raise Refused("file.not_taken")
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for name in names):
        raise Refused("file.has_macros")
    for start, found in _OFFICE.items():
        if any(name.startswith(start) for name in names):
            return found
    raise Refused("file.not_taken")


def _is_plain(data: bytes) -> bool:
    """Whether it is text in UTF-8 that no browser takes for a page."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if text.lstrip()[:1] == "<":
        return False
    return all(letter >= " " or letter in "\t\r\n\f" for letter in text)
