"""Writing what was read: HTML of a few elements and nobody's attributes, or plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape

from quizzes.markup.maths import mathml
from quizzes.markup.reading import MARKS, Block, Piece, read

TAGS = frozenset({"p", "br", "ul", "li", "strong", "em", "code", "sub", "sup"})
"""Elements of a text, beside those of :data:`quizzes.markup.maths.TAGS`."""

GAP = "____"
"""A gap where there is nothing to fill in."""

Pieces = tuple[str | int, ...]

_SUPERSCRIPT = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


KEPT = 2000
"""Characters of a text whose HTML is remembered: most are drawn again and again."""


def pieces(text: str, *, inline: bool = False) -> Pieces:
    """The text as HTML in pieces, with the number of a gap between them where there is one.

    Put together the pieces are well formed. ``inline``: without paragraphs and lists, for a label or a legend.
    """
    return _remembered(text, inline) if len(text) <= KEPT else _pieces(text, inline)


def _pieces(text: str, inline: bool) -> Pieces:
    found: list[str | int] = []
    (_inline if inline else _blocks)(read(text), found)
    return _joined(found)


_remembered = lru_cache(maxsize=2048)(_pieces)


def to_html(text: str, *, gap: Callable[[int], str] | None = None, inline: bool = False) -> str:
    """The text as HTML. ``gap`` gives the HTML of a gap by its number; without it a gap is a line."""
    fill = gap or (lambda number: GAP)
    return "".join(piece if isinstance(piece, str) else fill(piece) for piece in pieces(text, inline=inline))


def to_plain(text: str) -> str:
    """The text without marks, for a list, a mail, a search: formulae as they are written, gaps as lines."""
    lines: list[str] = []
    was_item = False
    for number, block in enumerate(read(text)):
        if number and not (was_item and block.is_item):
            lines.append("")
        lines.append(("- " if block.is_item else "") + _plain(block.pieces))
        was_item = block.is_item
    return "\n".join(lines)


def escaped(plain: str) -> str:
    """A text that reads as ``plain`` does, whatever letters are in it: with backslashes only where they are needed."""
    if all(piece.kind in ("text", "line") for block in read(plain) for piece in block.pieces) and to_plain(
        plain
    ) == _tidy(plain):
        return plain
    return "\n".join(map(_escaped_line, _tidy(plain).split("\n")))


def _tidy(plain: str) -> str:
    """Lines trimmed, never two empty ones together, none around."""
    lines = [line.strip() for line in plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).strip("\n")


def escaped_letters(line: str) -> str:
    """The line with a backslash before each letter that could be a mark."""
    return "".join(f"\\{letter}" if letter in MARKS else letter for letter in line)


def _escaped_line(line: str) -> str:
    return ("\\" if line.startswith("- ") else "") + escaped_letters(line)


def gaps_of(text: str) -> tuple[int, ...]:
    """The numbers of the gaps in a text, in order, each as often as it is there."""
    return tuple(piece for piece in pieces(text) if isinstance(piece, int))


def _blocks(blocks: Iterable[Block], found: list[str | int]) -> None:
    in_list = False
    for block in blocks:
        if block.is_item != in_list:
            found.append("<ul>" if block.is_item else "</ul>")
            in_list = block.is_item
        tag = "li" if block.is_item else "p"
        found.append(f"<{tag}>")
        _html(block.pieces, found)
        found.append(f"</{tag}>")
    if in_list:
        found.append("</ul>")


def _inline(blocks: Iterable[Block], found: list[str | int]) -> None:
    for number, block in enumerate(blocks):
        if number:
            found.append("<br>")
        if block.is_item:
            found.append("• ")
        _html(block.pieces, found)


def _html(within: Iterable[Piece], found: list[str | int]) -> None:
    for piece in within:
        if piece.kind == "gap":
            found.append(int(piece.text))
        elif piece.kind == "line":
            found.append("<br>")
        elif piece.kind == "maths":
            found.append(mathml(piece.text))
        elif piece.kind == "text":
            found.append(escape(piece.text))
        else:
            found.append(f"<{piece.kind}>")
            _html(piece.within, found) if piece.within else found.append(escape(piece.text))
            found.append(f"</{piece.kind}>")


def _joined(found: list[str | int]) -> Pieces:
    whole: list[str | int] = []
    run: list[str] = []
    for piece in found:
        if isinstance(piece, str):
            run.append(piece)
            continue
        whole += ["".join(run), piece]
        run = []
    return (*whole, "".join(run))


def _plain(within: Iterable[Piece]) -> str:
    return "".join(_plain_piece(piece) for piece in within)


def _plain_piece(piece: Piece) -> str:
    if piece.kind == "gap":
        return GAP
    if piece.kind == "line":
        return "\n"
    if piece.kind == "sup":
        return _small(piece.text, _SUPERSCRIPT)
    if piece.kind == "sub":
        return _small(piece.text, _SUBSCRIPT)
    return _plain(piece.within) if piece.within else piece.text


def _small(text: str, table: dict[int, int]) -> str:
    """In small figures, where there are such: m², H₂O."""
    return text.translate(table) if all(ord(letter) in table for letter in text) else text
