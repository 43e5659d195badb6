"""HTML of other systems as our plain text with marks (``docs/rules/question-texts.md``), and back.

Nothing that a reader sees gets lost without a note: links keep their address behind the words, tables their cells, and pictures
are told to the caller, who knows where their files are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from quizzes.importers.reading import Note

_BLOCKS = frozenset(
    (
        *(
            "p",
            "div",
            "section",
            "article",
            "header",
            "footer",
            "blockquote",
            "pre",
            "table",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
        ),
        *(
            "h5",
            "h6",
            "dl",
            "dt",
            "dd",
            "figure",
            "figcaption",
            "center",
            "form",
            "hr",
            "address",
            "main",
            "aside",
            "nav",
        ),
    )
)
_MARKS = {
    "b": "**",
    "strong": "**",
    "i": "*",
    "em": "*",
    "cite": "*",
    "code": "`",
    "kbd": "`",
    "samp": "`",
    "tt": "`",
    "sub": "~",
    "sup": "^",
}
_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript"))
_MEDIA = frozenset(("audio", "video", "iframe", "object", "embed", "svg", "canvas"))
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_TEX = re.compile(r"\$\$(.+?)\$\$|\\\[(.+?)\\\]", re.DOTALL)
LONGEST_ADDRESS = 300
LONGEST_HTML = 100_000


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


def marks_of(html: str) -> Rich:
    """The text of a piece of HTML. Takes time by its length alone; no nesting is too deep."""
    if len(html) > LONGEST_HTML:
        return _cut(html)
    if "<" not in html and "&" not in html:
        return Rich(tidy(_tex(html)))
    taking = _Taking()
    taking.feed(html)
    taking.close()
    return Rich(tidy(_tex("".join(taking.pieces))), taking.pictures, list(taking.notes.values()))


def _cut(html: str) -> Rich:
    rich = marks_of(html[:LONGEST_HTML])
    rich.notes.append(Note("import.note.text_cut", {"limit": LONGEST_HTML}))
    return rich


def tidy(text: str) -> str:
    """Without spaces at the ends of lines, and with one blank line at most between paragraphs."""
    lines = [re.sub(" {2,}", " ", line).strip() for line in text.replace("\u00a0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _tex(text: str) -> str:
    return _TEX.sub(lambda found: rf"\( {(found.group(1) or found.group(2)).strip()} \)", text)


class _Taking(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.pictures: list[Picture] = []
        self.notes: dict[str, Note] = {}
        self.silent = 0
        self.preformatted = 0
        self.numbers: list[int | None] = []
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self.silent += 1
        elif self.silent:
            return
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in ("ul", "ol"):
            self._block()
            self.numbers.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._line()
            self.pieces.append("- ")
        elif tag in ("td", "th"):
            self._cell()
        elif tag in _BLOCKS:
            self._started(tag)
        elif tag in _MARKS:
            self.pieces.append(_MARKS[tag])
        elif tag == "img":
            self._picture(given)
        elif tag == "a":
            self.links.append((given.get("href", "").strip(), len(self.pieces)))
        elif tag in _MEDIA:
            self._note(
                "import.note.media_lost", source=(given.get("src") or given.get("data") or tag)[:LONGEST_ADDRESS]
            )

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("br", "img", "hr"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif self.silent:
            return
        elif tag in ("ul", "ol"):
            if self.numbers:
                self.numbers.pop()
            self._block()
        elif tag == "tr":
            self._line()
        elif tag in _BLOCKS:
            if tag == "pre":
                self.preformatted = max(0, self.preformatted - 1)
            self._block()
        elif tag in _MARKS:
            self._close_mark(_MARKS[tag])
        elif tag == "a" and self.links:
            self._link(*self.links.pop())

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.preformatted:
            self.pieces.append(data)
            return
        text = _SPACE.sub(" ", data)
        if text == " " and (not self.pieces or self.pieces[-1].endswith((" ", "\n"))):
            return
        self.pieces.append(text)

    def _started(self, tag: str) -> None:
        if tag == "tr":
            self._line()
            return
        if tag == "table":
            self._note("import.note.table_flattened")
        if tag == "pre":
            self.preformatted += 1
        self._block()

    def _block(self) -> None:
        if self.pieces and not self._ends_with("\n\n"):
            self.pieces.append("\n" if self._ends_with("\n") else "\n\n")

    def _line(self) -> None:
        if self.pieces and not self._ends_with("\n"):
            self.pieces.append("\n")

    def _ends_with(self, ending: str) -> bool:
        return "".join(self.pieces[-2:]).rstrip(" ").endswith(ending)

    def _cell(self) -> None:
        if self.pieces and not self._ends_with("\n"):
            self.pieces.append(" | ")

    def _close_mark(self, mark: str) -> None:
        """Marks touch their words: spaces inside go outside, and marks around nothing go."""
        inside: list[str] = []
        while self.pieces and self.pieces[-1] != mark:
            inside.append(self.pieces.pop())
            if len(inside) > 200:
                break
        text = "".join(reversed(inside))
        if not self.pieces or self.pieces[-1] != mark:
            self.pieces.append(text)
            return
        self.pieces.pop()
        words = text.strip()
        if not words or "\n" in words:
            self.pieces.append(text)
            return
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        self.pieces.append(f"{before}{mark}{words}{mark}{after}")

    def _picture(self, given: dict[str, str]) -> None:
        source = given.get("src", "").strip()
        if source:
            self.pictures.append(Picture(source, _SPACE.sub(" ", given.get("alt", "")).strip()))

    def _link(self, address: str, begun: int) -> None:
        words = "".join(self.pieces[begun:]).strip()
        shown = address.removeprefix("mailto:")
        if shown and not shown.startswith(("#", "javascript:")) and shown != words and len(shown) <= LONGEST_ADDRESS:
            self.pieces.append(f" ({shown})")

    def _note(self, code: str, **data: str) -> None:
        self.notes.setdefault(f"{code}{sorted(data.items())}", Note(code, data))


_INLINE = re.compile(r"\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|~(\S.*?)~|\^(\S.*?)\^")
_TAGS = ("strong", "em", "code", "sub", "sup")


def html_of(text: str) -> str:
    """The text with marks as HTML, such that :func:`marks_of` gives it back."""
    pieces: list[str] = []
    for block in re.split(r"\n{2,}", text.strip()):
        lines = block.split("\n")
        if all(line.startswith("- ") for line in lines):
            pieces.append("<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>")
        else:
            pieces.append("<p>" + "<br>".join(map(_inline, lines)) + "</p>")
    return "".join(pieces)


def _inline(line: str) -> str:
    pieces, at = [], 0
    for found in _INLINE.finditer(line):
        number = next(number for number, inside in enumerate(found.groups()) if inside is not None)
        inside = found.group(number + 1)
        content = escape(inside, quote=False) if _TAGS[number] == "code" else _inline(inside)
        pieces.append(escape(line[at : found.start()], quote=False))
        pieces.append(f"<{_TAGS[number]}>{content}</{_TAGS[number]}>")
        at = found.end()
    pieces.append(escape(line[at:], quote=False))
    return "".join(pieces)


def literal(text: str) -> str:
    """A plain text, in which no letter is a mark."""
    return text
