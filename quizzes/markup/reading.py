"""Reading a text with marks: blocks of pieces. Linear in its length, whatever it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "line", "code", "maths", "gap", "sub", "sup", "strong", "em"]


@dataclass(frozen=True)
class Piece:
    """A stretch of a block. ``strong`` and ``em`` hold pieces, the others a text; a gap's text is its number."""

    kind: Kind
    text: str = ""
    within: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph, or an item of a list."""

    is_item: bool
    pieces: tuple[Piece, ...]


MARKS = "\\*`~^["
"""Letters that a backslash before them makes ordinary; ``-`` too, where a line begins."""
_ORDINARY = re.compile(r"[^\\*`~^\[\n]+")
_GAP = re.compile(r"\[\[([1-9][0-9]{0,2})\]\]")
_SMALL = {"~": re.compile(r"~([^~\s]{1,40})~"), "^": re.compile(r"\^([^^\s]{1,40})\^")}
_SMALL_KINDS: dict[str, Kind] = {"~": "sub", "^": "sup"}


def read(text: str) -> tuple[Block, ...]:
    """The blocks of a text. Paragraphs end at an empty line; each line that begins with ``- `` is an item."""
    blocks: list[Block] = []
    lines: list[str] = []

    def close() -> None:
        if lines:
            blocks.append(Block(False, read_pieces("\n".join(lines))))
            lines.clear()

    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = line.strip()
        if line.startswith("- "):
            close()
            blocks.append(Block(True, read_pieces(line[2:].strip())))
        elif line:
            lines.append(line)
        else:
            close()
    close()
    return tuple(blocks)


def read_pieces(text: str) -> tuple[Piece, ...]:
    return _Reader(text).read()


class _Reader:
    """One pass over a block. ``open``: where in ``found`` each mark of emphasis was opened, the inner one last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Piece] = []
        self.open: list[tuple[Kind, int]] = []
        self.missing: set[str] = set()

    def read(self) -> tuple[Piece, ...]:
        while self.at < len(self.text):
            self._next()
        return joined(self.found)

    def _next(self) -> None:
        text, at = self.text, self.at
        ordinary = _ORDINARY.match(text, at)
        if ordinary:
            return self._add("text", ordinary[0], ordinary.end())
        letter = text[at]
        if letter == "\n":
            return self._add("line", "", at + 1)
        if letter == "\\":
            return self._backslash()
        if letter == "`" and (end := self._find("`", at + 1)) > at + 1:
            return self._add("code", text[at + 1 : end], end + 1)
        if letter == "[" and (gap := _GAP.match(text, at)):
            return self._add("gap", gap[1], gap.end())
        if letter in _SMALL and (small := _SMALL[letter].match(text, at)):
            return self._add(_SMALL_KINDS[letter], _unescaped(small[1]), small.end())
        if letter == "*":
            return self._emphasis(self._mark())
        return self._add("text", letter, at + 1)

    def _backslash(self) -> None:
        text, at = self.text, self.at
        if text.startswith("\\(", at) and (end := self._find("\\)", at + 2)) > at + 2:
            return self._add("maths", text[at + 2 : end].strip(), end + 2)
        if at + 1 < len(text) and (text[at + 1] in MARKS or (text[at + 1] == "-" and self._begins_line())):
            return self._add("text", text[at + 1], at + 2)
        return self._add("text", "\\", at + 1)

    def _begins_line(self) -> bool:
        return self.at == 0 or self.text[self.at - 1] == "\n"

    def _mark(self) -> str:
        """One star or two; of three, first the one that closes what was opened last."""
        if self.open and self.open[-1][0] == "em" and self.text.startswith("***", self.at):
            return "*"
        return "**" if self.text.startswith("**", self.at) else "*"

    def _emphasis(self, mark: str) -> None:
        """Opens before a letter, closes after one. A single star beside a letter or digit on its outer side is a star."""
        text, at, end = self.text, self.at, self.at + len(mark)
        kind: Kind = "strong" if mark == "**" else "em"
        before, after = text[at - 1 : at] if at else "", text[end : end + 1]
        may_close = bool(before.strip()) and not (mark == "*" and after.isalnum())
        may_open = bool(after.strip()) and not (mark == "*" and before.isalnum())
        kinds = [one for one, _ in self.open]
        if may_close and kind in kinds:
            depth = kinds.index(kind)
            start = self.open[depth][1]
            if start < len(self.found) - 1:
                within = joined(self.found[start + 1 :])
                del self.found[start:], self.open[depth:]
                return self._add(kind, "", end, within)
        if may_open and kind not in kinds:
            self.open.append((kind, len(self.found)))
        return self._add("text", mark, end)

    def _find(self, what: str, start: int) -> int:
        """Where ``what`` comes next, -1 if nowhere; the text is searched once for what it does not hold."""
        if what in self.missing:
            return -1
        end = self.text.find(what, start)
        if end < 0:
            self.missing.add(what)
        return end

    def _add(self, kind: Kind, text: str, end: int, within: tuple[Piece, ...] = ()) -> None:
        self.found.append(Piece(kind, text, within))
        self.at = end


def joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The same with neighbouring texts made one."""
    found: list[Piece] = []
    run: list[str] = []
    for piece in pieces:
        if piece.kind == "text":
            run.append(piece.text)
            continue
        if run:
            found.append(Piece("text", "".join(run)))
            run = []
        found.append(piece)
    if run:
        found.append(Piece("text", "".join(run)))
    return tuple(found)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([\\*`~^\[])", r"\1", text)
