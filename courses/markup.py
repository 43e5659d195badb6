"""The HTML of lessons: what of it is kept. Everything else is taken out, its words stay (nh3, an HTML5 sanitiser).

Inline: strong, em, code, sub, sup, br, a (http, https, mailto). Blocks: p, ul, ol, li, and the parts of a table.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from functools import lru_cache

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
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:\s+[a-z-]+="[^"]*")*\s*/?>""")
_MARK = re.compile(r"</?[A-Za-z][^<>]*>")


@lru_cache(maxsize=1024)
def pieces_of(html: str) -> Pieces:
    """HTML that was cleaned as letters and marks, :func:`html_of`'s inverse. What is not closed is closed at the end."""
    pieces: list[str | Mark] = []
    unclosed: list[str] = []
    end = 0
    for found in _TAG.finditer(html):
        if found.start() > end:
            pieces.append(entities.unescape(html[end : found.start()]))
        end = found.end()
        is_closing, name = found[1], found[2]
        if not is_closing:
            pieces.append(Mark("alone" if name in ALONE else "open", name, found[0]))
            if name not in ALONE:
                unclosed.append(name)
        while is_closing and name in unclosed:
            inner = unclosed.pop()
            pieces.append(Mark("close", inner, f"</{inner}>"))
            if inner == name:
                break
    if end < len(html):
        pieces.append(entities.unescape(html[end:]))
    return (*pieces, *(Mark("close", name, f"</{name}>") for name in reversed(unclosed)))


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
