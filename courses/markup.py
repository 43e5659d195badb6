"""The HTML of lessons: what of it is kept. Everything else is taken out, its words stay (nh3, an HTML5 sanitiser).

Inline: strong, em, code, sub, sup, br, a (http, https, mailto). Blocks: p, ul, ol, li, and the parts of a table.
"""

from __future__ import annotations

import html as entities

import nh3

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
        attributes={"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    ).strip()


def plain_text(html: str) -> str:
    """The words alone, for search and short previews."""
    spaced = html.replace("<", " <")
    return " ".join(entities.unescape(nh3.clean(spaced, tags=set())).split())
