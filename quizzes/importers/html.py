"""HTML of other systems as our texts with marks, and back: :mod:`quizzes.markup`, with what imports and exports need beside it.

Nothing that a reader sees gets lost without a note: links keep their address behind the words, and pictures are told to the
caller, who knows where their files are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from quizzes.importers.reading import Note
from quizzes.markup import escaped, from_html
from quizzes.markup.reading import Piece, read

_NOTES = {
    "text.table": "import.note.table_flattened",
    "text.look": "import.note.look_lost",
    "text.code": "import.note.code_lost",
    "text.formula": "import.note.formula_lost",
}
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|&[a-zA-Z#][a-zA-Z0-9]*;")
_SIMPLE = re.compile(r"(?:<(?:p|div)>)?([^<>&\\*`~^\[$\u00a0]*)(?:</(?:p|div)>)?")
"""Words of one paragraph at most, without a letter that could be a mark."""
LONGEST_ADDRESS = 300


@dataclass(frozen=True)
class Picture:
    """A picture that the HTML shows: its address as written, and what it shows."""

    source: str
    alt: str


@dataclass
class Rich:
    """The text with marks, the pictures in it, and what was lost."""

    text: str
    pictures: list[Picture] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def marks_of(html: str, *, gaps: bool = False) -> Rich:
    """The text of a piece of HTML. ``gaps``: ``[[1]]`` in it is a gap. Takes time by its length alone."""
    simple = _SIMPLE.fullmatch(html)
    if simple and (words := " ".join(simple[1].split())).isprintable() and not words.startswith("-"):
        return Rich(words)  # most texts are, and need no parser
    text, notes = from_html(html, gaps=gaps)
    rich = Rich(text)
    for note in notes:
        if note.code == "text.image":
            rich.pictures.append(Picture(str(note.data["src"]).strip(), " ".join(str(note.data["alt"]).split())))
        elif note.code == "text.media":
            source = str(note.data["src"] or note.data["tag"])[:LONGEST_ADDRESS]
            rich.notes.append(Note("import.note.media_lost", {"source": source}))
        elif note.code == "text.cut":
            rich.notes.append(Note("import.note.text_cut", {"limit": note.data["most"]}))
        elif note.code in _NOTES and (known := Note(_NOTES[note.code])) not in rich.notes:
            rich.notes.append(known)
    return rich


def literal(text: str) -> str:
    """A plain text, in which no letter is a mark."""
    return escaped(text)


def has_markup(text: str) -> bool:
    return bool(_MARKUP.search(text))


def html_of(text: str) -> str:
    """The text with marks as HTML, with formulae and gaps as they are written, such that :func:`marks_of` gives it back."""
    pieces: list[str] = []
    in_list = False
    for block in read(text):
        if block.is_item != in_list:
            pieces.append("<ul>" if block.is_item else "</ul>")
            in_list = block.is_item
        tag = "li" if block.is_item else "p"
        pieces.append(f"<{tag}>{_inline(block.pieces)}</{tag}>")
    return "".join([*pieces, "</ul>" if in_list else ""])


def _inline(pieces: Iterable[Piece]) -> str:
    return "".join(map(_written, pieces))


def _written(piece: Piece) -> str:
    if piece.kind == "gap":
        return f"[[{piece.text}]]"
    if piece.kind == "line":
        return "<br>"
    if piece.kind == "maths":
        return f"\\({escape(piece.text, quote=False)}\\)"
    inside = _inline(piece.within) if piece.within else escape(piece.text, quote=False)
    return inside if piece.kind == "text" else f"<{piece.kind}>{inside}</{piece.kind}>"
