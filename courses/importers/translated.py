"""Translations of courses that come back as XLIFF 1.2 or 2.x, or as PO."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polib

from core.actions import Refused
from core.importing.xml import MOST_BYTES
from core.languages import LANGUAGES
from core.xliff import NOTE, Coded, read_xliff
from courses.choices import TranslatedFormat

MOST_PASSAGES = 50_000
_MARKUP = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<", b"<\x00", b"\x00<")
_BINARY = (b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
_LINE = re.compile(r'\s*(?:#.*|(?:[a-z_]+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"\s*)?', re.DOTALL)
"""A line of PO: nothing, a comment, or a string that ends."""
_SEPARATORS = {ord(letter): chr(0xE000 + ord(letter) % 0x100) for letter in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"}
_BACK = {ord(private): letter for letter, private in _SEPARATORS.items()}


@dataclass(frozen=True)
class Brought:
    """A passage of a file. ``original``: the part's key. ``source`` and ``target``: letters and codes of XLIFF, HTML of PO.
    ``doubt``: as of :class:`core.xliff.ReadUnit`, and ``fuzzy``."""

    original: str
    key: str
    source: Coded | str
    target: Coded | str
    seen: str
    doubt: str = ""


@dataclass(frozen=True)
class BroughtFile:
    format: TranslatedFormat
    language: str
    passages: list[Brought]


def read_translated(data: bytes) -> BroughtFile:
    """Refused: ``file.empty``, ``import.too_large``, ``import.wrong_letters``, ``import.hostile``, ``import.not_xml``,
    ``import.unknown_language``, ``translated_file.unknown_format``, ``translated_file.languages``,
    ``translated_file.broken`` (PO, with its ``line``)."""
    if len(data) > MOST_BYTES:
        raise Refused("import.too_large", limit=MOST_BYTES // 1024**2)
    start = data[:64].lstrip()
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Refused("file.empty")
    if start.startswith(_BINARY):
        raise Refused("translated_file.unknown_format")
    if start.startswith(_MARKUP):
        return _xliff(data)
    return _po(data)


def _xliff(data: bytes) -> BroughtFile:
    passages: list[Brought] = []
    languages = set()
    for original in read_xliff(data, otherwise="translated_file.unknown_format"):
        languages.add(original.language)
        passages += [
            Brought(original.key, each.key, each.source, each.target, each.seen, each.doubt) for each in original.units
        ]
    return _file(TranslatedFormat.XLIFF, languages, passages)


def _file(kind: TranslatedFormat, languages: set[str], passages: list[Brought]) -> BroughtFile:
    if len(passages) > MOST_PASSAGES:
        raise Refused("translated_file.too_many", limit=MOST_PASSAGES)
    if not passages:
        raise Refused("translated_file.nothing")
    if len(languages) != 1:
        raise Refused("translated_file.languages")
    return BroughtFile(kind, languages.pop(), passages)


def _po(data: bytes) -> BroughtFile:
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("import.wrong_letters") from None
    if not re.search(r'(?m)^\s*msgid\s+"', text) or "\x00" in text:
        raise Refused("translated_file.unknown_format")
    for number, line in enumerate(text.split("\n"), start=1):
        if not _LINE.fullmatch(line):  # the reader takes a line that was cut off for a shorter one
            raise Refused("translated_file.broken", line=number)
    try:
        # a line before all, so that no text is taken for the name of a file; nothing but \n divides lines
        read = polib.pofile("\n" + text.translate(_SEPARATORS), encoding="utf-8")
    except (OSError, ValueError, IndexError, KeyError, AttributeError) as error:
        found = re.search(r"line (\d+)", str(error))
        raise Refused("translated_file.broken", line=max(1, int(found[1]) - 1) if found else 1) from None
    language = read.metadata.get("Language", "").lower().replace("_", "-").partition("-")[0]
    if language not in LANGUAGES:
        raise Refused("import.unknown_language", language=language[:20] or "?")
    return _file(TranslatedFormat.PO, {language}, list(_entries(read)))


def _entries(read: polib.POFile) -> Iterator[Brought]:
    for entry in read:
        if entry.obsolete or not entry.msgctxt or "|" not in entry.msgctxt:
            continue
        original, _, key = entry.msgctxt.partition("|")
        seen = re.search(rf"{NOTE}: ([0-9a-f]+)", entry.comment or "")
        yield Brought(
            original,
            key,
            entry.msgid.translate(_BACK),
            entry.msgstr.translate(_BACK),
            seen[1] if seen else "",
            "fuzzy" if entry.fuzzy else "",
        )
