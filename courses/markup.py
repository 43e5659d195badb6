"""The HTML of lessons: what of it is kept. Everything else is taken out, its words stay (nh3, an HTML5 sanitiser).

Inline: strong, em, code, sub, sup, br, a (http, https, mailto). Blocks: p, ul, ol, li, and the parts of a table.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from html.parser import HTMLParser

import nh3

from core.inline import Mark, Pieces

INLINE = frozenset({"strong", "em", "code", "sub", "sup", "br", "a"})
BLOCKS = frozenset({"p", "ul", "ol", "li"})
TABLE = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"})
_SAME = {"b": "strong", "i": "em"}


def clean_html(html: str) -> str:
    """``html`` as it may be kept and shown: idempotent."""
    for old, new in _SAME.items():
        for opening in (f"<{old}>", f"</{old}>"):
            html = html.replace(opening, opening.replace(old, new))
    return nh3.clean(
        html,
        tags=set(INLINE | BLOCKS | TABLE),
        attributes={"*": set(), "a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    ).strip()


def as_html(text: str) -> str:
    """What somebody typed into a plain field: words without any mark become paragraphs, divided by empty lines."""
    if "<" in text:
        return text
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part)


_BETWEEN_WORDS = re.compile(r"<(?!/?(?:strong|em|code|sub|sup|a|b|i)\b)")


def plain_text(html: str) -> str:
    """The words alone, for search and short previews."""
    spaced = _BETWEEN_WORDS.sub(" <", html)
    return " ".join(entities.unescape(nh3.clean(spaced, tags=set())).split())


ALONE = frozenset({"br"})
_FREE = BLOCKS | {"br"}
"""How a translation is divided into paragraphs and lines is the translator's business."""
_MARK = re.compile(r"</?[A-Za-z][^<>]*>")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str | Mark] = []
        self.unclosed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        text = self.get_starttag_text() or f"<{tag}>"
        if tag in ALONE:
            self.pieces.append(Mark("alone", tag, text))
        else:
            self.unclosed.append(tag)
            self.pieces.append(Mark("open", tag, text))

    def handle_endtag(self, tag: str) -> None:
        while tag in self.unclosed:
            inner = self.unclosed.pop()
            self.pieces.append(Mark("close", inner, f"</{inner}>"))
            if inner == tag:
                break

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def pieces_of(html: str) -> list[str | Mark]:
    """Cleaned HTML as letters and marks, :func:`html_of`'s inverse."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    while reader.unclosed:
        inner = reader.unclosed.pop()
        reader.pieces.append(Mark("close", inner, f"</{inner}>"))
    return reader.pieces


def html_of(pieces: Pieces) -> str:
    return "".join(entities.escape(each, quote=False) if isinstance(each, str) else each.text for each in pieces)


def has_marks(text: str) -> bool:
    """Whether plain words hold what looks like HTML."""
    return _MARK.search(text) is not None


def missing_and_added(source: str, target: str) -> tuple[list[str], list[str]]:
    """Marks that a translation needs and does not have, and those that it has too many: emphasis, links, parts of tables.

    The order may be another one: languages differ. Paragraphs, lists and breaks are free.
    """
    wanted, given = _marks(source), _marks(target)
    return sorted((wanted - given).elements()), sorted((given - wanted).elements())


def _marks(html: str) -> Counter[str]:
    opened = (each for each in pieces_of(html) if isinstance(each, Mark) and each.kind != "close")
    return Counter(_named(each) for each in opened if each.name not in _FREE)


def _named(mark: Mark) -> str:
    found = re.search(r'href="([^"]*)"', mark.text)
    return f"<a {entities.unescape(found[1])}>" if found else f"<{mark.name}>"
