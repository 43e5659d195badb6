"""From the HTML of other programs to texts with marks, saying what was lost on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from lxml import etree

from quizzes.markup.reading import Piece, joined, read_pieces
from quizzes.markup.writing import escaped_letters

LONGEST = 200_000
"""Characters of HTML that are read; what is beyond is noted as lost."""


class Note(NamedTuple):
    """What became of something that a text cannot hold. Codes: ``text.image`` (``src``, ``alt``: to be attached by who imports),
    ``text.media`` (``tag``, ``src``), ``text.link`` (``href``: written out), ``text.table`` (rows became lines), ``text.look``
    (colours, sizes, underlining), ``text.code`` (scripts, styles, forms), ``text.formula`` (not TeX: its letters are kept),
    ``text.cut`` (``most`` characters were read)."""

    code: str
    data: Mapping[str, Any]


class Run(NamedTuple):
    """A stretch of a block: a text in its emphasis, or a whole of another kind."""

    kind: str
    text: str
    style: frozenset[str] = frozenset()


@dataclass
class _Block:
    lead: str = ""
    runs: list[Run] = field(default_factory=list)


STYLES = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em"} | {
    f"h{level}": "strong" for level in range(1, 7)
}
SMALL = {"sub": "sub", "sup": "sup"}
CODE = frozenset({"code", "kbd", "samp", "tt", "pre"})
BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
UNHEARD = frozenset({"script", "style", "head", "title", "template", "noscript", "select", "textarea"})
MEDIA = frozenset({"audio", "video", "iframe", "object", "embed", "source", "canvas", "svg"})
FORMS = frozenset({"form", "input", "button", "select", "textarea"})
LOOKS = frozenset({"font", "u", "s", "strike", "del", "ins", "mark", "big", "small", "center"})
_TEX = re.compile(r"\\\((.{1,500}?)\\\)|\\\[(.{1,500}?)\\\]|\$\$(.{1,500}?)\$\$", re.DOTALL)
_GAP = re.compile(r"\[\[([1-9][0-9]{0,2})\]\]")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


def from_html(html: str, *, gaps: bool = False) -> tuple[str, list[Note]]:
    """The text of ``html`` and what was lost. ``gaps``: ``[[1]]`` in it is a gap, not two brackets."""
    listener = _Listener(gaps)
    if len(html) > LONGEST:
        listener.note("text.cut", most=LONGEST)
    parser = etree.HTMLParser(target=cast(Any, listener), no_network=True, remove_comments=True, remove_pis=True)
    try:
        parser.feed("<div>" + html[:LONGEST].replace("\x00", "") + "</div>")
        parser.close()
    except etree.LxmlError:
        return "", [Note("text.unreadable", {})]
    listener.end_words()
    listener.end_block()
    return _text_of(listener.blocks, listener.note), list(listener.notes.values())


class _Listener:
    """Hears the elements of a document and gathers its blocks."""

    def __init__(self, gaps: bool) -> None:
        self.gaps = gaps
        self.blocks: list[_Block] = []
        self.block = _Block()
        self.styles: list[str] = []
        self.small: list[str] = []
        self.lists: list[int] = []
        self.links: list[tuple[str, int]] = []
        self.unheard = self.code = self.cells = 0
        self.heard: list[str] = []
        """Words since the last element: the parser gives them in pieces, cut at each entity."""
        self.notes: dict[Any, Note] = {}

    def note(self, code: str, **data: Any) -> None:
        self.notes.setdefault((code, *sorted(data.items())), Note(code, data))

    def end_block(self, lead: str = "") -> None:
        if self.block.runs:
            self.blocks.append(self.block)
        elif self.block.lead and not lead:
            lead = self.block.lead
        self.block = _Block(lead)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.end_words()
        if tag in UNHEARD:
            self.unheard += 1
        if tag in ("script", "style") or tag in FORMS:
            self.note("text.code", tag=tag)
        if self.unheard:
            return
        if tag in BREAKS:
            self.end_block()
        if tag in STYLES:
            self.styles.append(STYLES[tag])
        elif tag in SMALL:
            self.small.append(SMALL[tag])
        elif tag in CODE:
            self.code += 1
        elif tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ul" else 1)
        elif tag == "li":
            self._item()
        elif tag == "br":
            self._add(Run("line", ""))
        else:
            self._start_other(tag, attributes)
        if "style" in attributes or tag in LOOKS:
            self.note("text.look")

    def _start_other(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "img":
            self.note("text.image", src=attributes.get("src", ""), alt=attributes.get("alt", ""))
        elif tag in MEDIA:
            self.note("text.media", tag=tag, src=attributes.get("src") or attributes.get("data", ""))
        elif tag == "a":
            self.links.append((attributes.get("href", ""), len(self.block.runs)))
        elif tag == "table":
            self.note("text.table")
        elif tag == "tr":
            self.cells = 0
        elif tag in ("td", "th"):
            self.cells += 1
            if self.cells > 1:
                self._add(Run("text", " | "))
        elif tag == "math":
            self.note("text.formula")

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] += 1
        self.block.lead = f"{number}. " if number else "- "

    def end(self, tag: str) -> None:
        self.end_words()
        if tag in UNHEARD:
            self.unheard -= 1
            return
        if self.unheard:
            return
        if tag in STYLES and self.styles:
            self.styles.pop()
        elif tag in SMALL and self.small:
            self.small.pop()
        elif tag in CODE:
            self.code -= 1
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "a" and self.links:
            self._end_link(*self.links.pop())
        if tag in BREAKS:
            self.end_block()

    def _end_link(self, href: str, start: int) -> None:
        shown = "".join(run.text for run in self.block.runs[start:])
        if re.match(r"(?:https?|mailto):", href, re.IGNORECASE) and href.removeprefix("mailto:") not in shown:
            self.note("text.link", href=href)
            self._add(Run("text", f" ({href.removeprefix('mailto:')})"))

    def data(self, data: str) -> None:
        if not self.unheard:
            self.heard.append(data)

    def end_words(self) -> None:
        data = "".join(self.heard)
        self.heard.clear()
        if self.code:
            for number, line in enumerate(data.split("\n")):
                if number:
                    self._add(Run("line", ""))
                self._code(line)
            return
        at = 0
        for found in _TEX.finditer(data):
            self._words(data[at : found.start()])
            self._add(Run("maths", next(tex for tex in found.groups() if tex is not None).strip()))
            at = found.end()
        self._words(data[at:])

    def _code(self, line: str) -> None:
        if line.strip():
            self._add(Run("text", line) if "`" in line else Run("code", line.strip()))

    def _words(self, words: str) -> None:
        at = 0
        for found in _GAP.finditer(words) if self.gaps else ():
            self._text(words[at : found.start()])
            self._add(Run("gap", found[1]))
            at = found.end()
        self._text(words[at:])

    def _text(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if not text:
            return
        if self.small:
            sign = "~" if self.small[-1] == "sub" else "^"
            if re.fullmatch(rf"[^{re.escape(sign)}\\\s]{{1,40}}", text.strip()):
                self._add(Run(self.small[-1], text.strip()))
                return
            self.note("text.look")
        self._add(Run("text", text, frozenset(self.styles)))

    def _add(self, run: Run) -> None:
        self.block.runs.append(run)

    def close(self) -> None:
        """Asked for by the parser when the document ends."""


def _text_of(blocks: Iterable[_Block], note: Callable[..., None]) -> str:
    found = ""
    lead = ""
    for block in blocks:
        for number, runs in enumerate(_paragraphs(block.runs)):
            text = _marked(runs, note)
            own = block.lead if number == 0 else ""
            if not text:
                continue
            if own == "- ":
                text = text.replace("\n", " ")
            follows = bool(own and lead and (own == "- ") == (lead == "- "))
            found += ("\n" if follows else "\n\n" if found else "") + own + text
            lead = own
    return found


def _paragraphs(runs: list[Run]) -> list[list[Run]]:
    """Two ends of lines together begin a paragraph."""
    found: list[list[Run]] = [[]]
    for run in runs:
        last = found[-1]
        if run.kind == "line" and (not last or last[-1].kind == "line"):
            if last:
                last.pop()
                found.append([])
            continue
        if run.kind == "text" and not run.text.strip() and (not last or last[-1].kind == "line"):
            continue
        last.append(run)
    return [_trimmed(one) for one in found]


def _trimmed(runs: list[Run]) -> list[Run]:
    """Spaces in places where they show: none around lines, one between words, outside of the emphasis that they end."""
    found: list[Run] = []
    for place, run in enumerate(runs):
        if run.kind != "text":
            found.append(run)
            continue
        after = runs[place + 1] if place + 1 < len(runs) else None
        begins = not found or found[-1].kind == "line" or found[-1].text.endswith(" ")
        core = run.text.strip()
        outer = run.style & found[-1].style if found else frozenset()
        if run.text[:1] == " " and not begins:
            found.append(Run("text", " ", outer))
        if core:
            found.append(Run("text", core, run.style))
        if core and run.text.endswith(" ") and after is not None and after.kind != "line":
            found.append(Run("text", " ", run.style & after.style))
    while found and found[-1].kind in ("line", "text") and not found[-1].text.strip():
        found.pop()
    return found


def _marked(runs: list[Run], note: Callable[..., None]) -> str:
    """The runs as a text that reads as them, with as few backslashes as possible; emphasis that no mark can say is lost."""
    for kept in (frozenset({"strong", "em"}), frozenset({"strong"}), frozenset[str]()):
        wanted = _merged(
            Run(run.kind, run.text, run.style & kept if run.kind == "text" else frozenset()) for run in runs
        )
        for escape in (str, escaped_letters):
            text = _with_marks(wanted, escape)
            if _merged(_runs_of(read_pieces(text))) == wanted:
                if any(run.style - kept for run in runs):
                    note("text.look")
                return "\\" + text if text.startswith("- ") else text
    return escaped_letters(" ".join(run.text for run in runs))


def _merged(runs: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        if found and run.kind == "text" == found[-1].kind and run.style == found[-1].style:
            found[-1] = Run("text", found[-1].text + run.text, run.style)
        else:
            found.append(run)
    return found


_WRITTEN = {"line": "\n", "code": "`{}`", "maths": "\\({}\\)", "gap": "[[{}]]", "sub": "~{}~", "sup": "^{}^"}
_SIGNS = {"strong": "**", "em": "*"}


def _with_marks(runs: list[Run], escape: Callable[[str], str]) -> str:
    found: list[str] = []
    open_: list[str] = []
    for run in runs:
        while open_ and not set(open_) <= run.style:
            found.append(_SIGNS[open_.pop()])
        for style in ("strong", "em"):
            if style in run.style and style not in open_:
                open_.append(style)
                found.append(_SIGNS[style])
        found.append(escape(run.text) if run.kind == "text" else _WRITTEN[run.kind].replace("{}", run.text))
    found += [_SIGNS[style] for style in reversed(open_)]
    return "".join(found)


def _runs_of(pieces: Iterable[Piece], style: frozenset[str] = frozenset()) -> list[Run]:
    found: list[Run] = []
    for piece in joined(list(pieces)):
        if piece.within:
            found += _runs_of(piece.within, style | {piece.kind})
        else:
            found.append(Run(piece.kind, piece.text, style if piece.kind == "text" else frozenset()))
    return found
