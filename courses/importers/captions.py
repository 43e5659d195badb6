"""Captions as they come: WebVTT or SubRip, in the letters that people have. They are kept as WebVTT in UTF-8, without any marks.

What is between ``<`` and ``>`` goes (voices, colours, classes), as do positions, styles and notes: a caption is its words and
its time. Formats: W3C WebVTT, 4; SubRip as its players read it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

from core.actions import Refused

MOST_BYTES = 2 * 1024**2
MOST_CUES = 20_000
_OLD_LETTERS = {"ru": "cp1251", "ar": "cp1256"}
_SCRIPTS = {"ru": "CYRILLIC", "ar": "ARABIC"}
_FROM_THE_RIGHT = "\u200f"
_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_MARK = re.compile(r"<[^<>]{0,500}>|\{\\[^{}]{0,100}\}")
_ASIDE = ("NOTE", "STYLE", "REGION", "WEBVTT")
_LONGEST_PART = 600
"""Letters of a paragraph of a transcript, after which it ends with its sentence."""
_PAUSE = 4000


@dataclass(frozen=True)
class Cue:
    """``start`` and ``end`` in milliseconds of the film. ``text`` is plain, in one or more lines."""

    start: int
    end: int
    text: str


def read_captions(data: bytes, *, language: str = "") -> list[Cue]:
    """The cues in the order of their beginnings. ``language`` tells which letters to try where it is no Unicode, and to
    expect; "" of captions that are kept.

    Refused with ``caption.empty``, ``caption.too_large``, ``caption.wrong_letters``, ``caption.no_times`` or, with its line,
    ``caption.ends_early``; ``caption.other_letters`` when the words are plainly of another language.
    """
    if not data.strip():
        raise Refused("caption.empty")
    if len(data) > MOST_BYTES:
        raise Refused("caption.too_large", limit=MOST_BYTES // 1024**2)
    cues: list[Cue] = []
    lines = _letters(data, language).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    position = 0
    while position < len(lines):
        found = _TIMES.fullmatch(lines[position])
        if found is None:
            position = _after(lines, position) if lines[position].startswith(_ASIDE) else position + 1
            continue
        start, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])
        if end <= start:
            raise Refused("caption.ends_early", line=position + 1)
        until = _after(lines, position)
        text = _plain(lines[position + 1 : until])
        if text:
            cues.append(Cue(start, end, text))
        position = until
    if not cues or len(cues) > MOST_CUES:
        raise Refused("caption.no_times")
    if language and _script_of("".join(cue.text for cue in cues)) not in (None, _SCRIPTS.get(language, "LATIN")):
        raise Refused("caption.other_letters")
    return sorted(cues, key=lambda cue: (cue.start, cue.end))


def _letters(data: bytes, language: str) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decoded(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, _OLD_LETTERS.get(language, "cp1252"))
    foreign = sum(letter.isalpha() and letter > "\x7f" for letter in text)
    if language not in _OLD_LETTERS and 2 * foreign > sum(map(str.isalpha, text)):
        raise Refused(
            "caption.wrong_letters"
        )  # no language in these letters has so many with marks: they are of another
    return text


def _script_of(text: str) -> str | None:
    """The letters that most of a text is written in, when they are more than nine in ten; None of a mixture."""
    found = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    name, most = max(found.items(), key=lambda each: each[1], default=("", 0))
    return name if most * 10 > found.total() * 9 else None


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise Refused("caption.wrong_letters") from None


def _after(lines: list[str], position: int) -> int:
    """Where the block ends that stands at ``position``: at an empty line."""
    while position < len(lines) and lines[position].strip():
        position += 1
    return position


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = parts
    return ((int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)) * 1000 + int(
        (rest or "0").ljust(3, "0")
    )


def _plain(lines: list[str]) -> str:
    kept = (unescape(_MARK.sub("", line)) for line in lines)
    cleaned = ("".join(letter for letter in line if letter >= " ").replace("-->", "→") for line in kept)
    cleaned = (line.strip().removeprefix(_FROM_THE_RIGHT) for line in cleaned)
    return "\n".join(line for line in cleaned if line)


def to_vtt(cues: Iterable[Cue], *, language: str = "en") -> str:
    """As WebVTT; :func:`read_captions` gives the same cues back.

    A line of Arabic begins with a mark that says so: else one that begins with a Latin word would be laid out from the left.
    """
    mark = _FROM_THE_RIGHT if language == "ar" else ""
    parts = [f"{_clock(cue.start)} --> {_clock(cue.end)}\n{_lines(cue.text, mark)}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *parts])


def _lines(text: str, mark: str) -> str:
    return "\n".join(mark + line for line in escape(text, quote=False).split("\n"))


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def paragraphs(cues: Iterable[Cue]) -> list[tuple[int, str]]:
    """What is said, each paragraph with the millisecond in which it begins: one ends where nobody speaks for a while, or with
    a sentence when it has become long."""
    begun: list[int] = []
    parts: list[str] = []
    before = None
    for cue in cues:
        words = " ".join(cue.text.split())
        is_long = bool(parts) and len(parts[-1]) > _LONGEST_PART and parts[-1].endswith((".", "!", "?", "؟", "…"))
        if before is None or cue.start - before > _PAUSE or is_long:
            begun.append(cue.start)
            parts.append(words)
        else:
            parts[-1] += f" {words}"
        before = cue.end
    return list(zip(begun, parts, strict=True))
