"""An HTML document as chapters: what the library's reader shows one after the other. Knows no Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

import nh3

from courses.markup import BLOCKS, INLINE, TABLE, clean_html, plain_text

MOST_BYTES = 40 * 1024**2
"""Of a document that the library takes."""
LONGEST_HEADING = 300
_HEADINGS = ("h1", "h2", "h3")
_HEADING = re.compile(r"<h([123])>(.*?)</h\1>", re.DOTALL)


@dataclass(frozen=True)
class Chapter:
    """``text`` is cleaned HTML, ``level`` that of the heading (1 to 3)."""

    heading: str
    level: int
    text: str


def chapters_of(html: str) -> tuple[Chapter, ...]:
    """A chapter for each heading down to the third level, and one for what stands before the first; empty ones are left out
    unless they have a heading. Whatever is not text (scripts, styles, pictures, forms) is taken out."""
    whole = nh3.clean(
        html,
        tags=set(INLINE | BLOCKS | TABLE | {"b", "i"}) | set(_HEADINGS),
        clean_content_tags={"script", "style", "title", "template", "noscript"},
        attributes={"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
        strip_comments=True,
    )
    pieces = _HEADING.split(whole)
    found = [Chapter("", 1, clean_html(pieces[0]))]
    for level, heading, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        found.append(Chapter(plain_text(heading)[:LONGEST_HEADING], int(level), clean_html(text)))
    return tuple(chapter for chapter in found if chapter.heading or plain_text(chapter.text))
