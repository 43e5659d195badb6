r"""Formulae: TeX as people write it, to MathML that any browser draws and reads aloud.

``latex2mathml`` reads the formula into a tree. Its own way of writing that tree is not used, because it lets code through
(``\text{<b>}``, ``\href``, ``\style``): the tree is written here, by the elements and attributes named below and no others.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element

from latex2mathml.converter import Converter

LONGEST = 500
"""Characters of one formula; a longer one is shown as it is written."""
DEEPEST = 40

TAGS = frozenset(
    [
        "math",
        "menclose",
        "mfrac",
        "mi",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mroot",
        "mrow",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
        "munderover",
    ]
)
ATTRIBUTES = {
    "accent": "true|false",
    "columnalign": "left|right|center",
    "columnspacing": r"0em|0\.2778em|1em",
    "displaystyle": "true|false",
    "fence": "true|false",
    "form": "prefix|postfix|infix",
    "largeop": "true|false",
    "linethickness": "0",
    "mathvariant": "normal|bold|italic|bold-italic|monospace|sans-serif|double-struck|script|fraktur",
    "maxsize": r"[12]\.[0-9]{1,3}em",
    "minsize": r"[12]\.[0-9]{1,3}em",
    "movablelimits": "true|false",
    "notation": "box|updiagonalstrike|downdiagonalstrike|horizontalstrike|updiagonalstrike downdiagonalstrike",
    "scriptlevel": "[0-2]",
    "separator": "true|false",
    "stretchy": "true|false",
    "width": r"0|0\.167em|0\.222em|0\.278em|0\.5em|1em|2em",
}
"""What an attribute may say; any other value is left out, so that none is ever a writer's."""

_VALUES = {name: re.compile(values) for name, values in ATTRIBUTES.items()}
_MACRO = re.compile(r"\\(?:(?:re|provide)?newcommand|[gex]?def|let|input|include|require)\b")
"""Commands that make commands could unfold without end."""
_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{1,5});")


@lru_cache(maxsize=512)
def mathml(source: str) -> str:
    """The formula as MathML; as source within ``<code>`` when it cannot be read. Always from left to right."""
    written = _write(source) if len(source) <= LONGEST and not _MACRO.search(source) else None
    return written or f'<code dir="ltr">{escape(source)}</code>'


def _write(source: str) -> str | None:
    if source.count("{") > DEEPEST or source.count("\\left") > DEEPEST or source.count("\\begin") > DEEPEST:
        return None
    try:
        return _written(Converter().convert_to_element(source))
    except (Exception, RecursionError):
        # The library has no common class for what it cannot read: IndexError and StopIteration are among them.
        return None


def _written(element: Element) -> str:
    if element.tag not in TAGS:
        raise ValueError(element.tag)
    inside = _text(element.text) + "".join(_written(child) + _text(child.tail) for child in element)
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if name in _VALUES and _VALUES[name].fullmatch(value)
    )
    if element.tag == "math":
        attributes = ' dir="ltr"'
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _text(text: str | None) -> str:
    return escape(_REFERENCE.sub(lambda found: chr(int(found[1], 16)), text or ""))
