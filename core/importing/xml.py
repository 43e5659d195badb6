"""The one door through which XML of others comes in.

The letters are decoded here, strictly, so that the parser sees one encoding only. Nothing is loaded, from the network or
from the disk; a document that brings definitions of its own (entities that grow or that read files live there) is refused
before it is parsed, and one that nests too deeply or holds too many elements as well. Every file that cannot be read ends in
one refusal: ``import.too_large``, ``import.wrong_letters``, ``import.hostile`` or ``import.not_xml`` with its line.
"""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree

from core.actions import Refused

Element = Any
"""An element of lxml."""

MOST_BYTES = 32 * 1024**2
MOST_ELEMENTS = 500_000
DEEPEST = 100

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE = (("<\x00", "utf-16-le"), ("\x00<", "utf-16-be"))
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,200}?\?>")
_ENCODING = re.compile(rb"""^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_TAKEN = re.compile(r"utf-8|utf-16(-le|-be)?|ascii|iso8859-\d{1,2}|cp125\d|koi8-[ru]|latin-1")
"""Encodings in Python's names: those of files that people have, each a plain alphabet."""
_BEFORE = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)


def read_xml(data: bytes) -> Element:
    """The root of a document, without comments and processing instructions."""
    if len(data) > MOST_BYTES:
        raise Refused("import.too_large", limit=MOST_BYTES // 1024**2)
    text = _DECLARATION.sub("", _decode(data), count=1)
    if text[_end_of_prolog(text) :].startswith("<!"):
        raise Refused("import.hostile")
    if text.count("<") - text.count("</") > MOST_ELEMENTS:
        raise Refused("import.too_large", limit=MOST_BYTES // 1024**2)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise Refused("import.hostile") from None
        raise Refused("import.not_xml", line=error.lineno or 1) from None
    except (ValueError, UnicodeEncodeError):
        raise Refused("import.not_xml", line=1) from None
    if root.getroottree().docinfo.internalDTD is not None or _is_too_deep(root):
        raise Refused("import.hostile")
    return root


def _decode(data: bytes) -> str:
    try:
        return data.decode(_encoding(data)).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        raise Refused("import.wrong_letters") from None


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    for start, name in _BARE:
        if data.startswith(start.encode("latin-1")):
            return name
    declared = _ENCODING.match(data[:512])
    name = codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
    if not _TAKEN.fullmatch(name):
        raise LookupError(name)
    return name


def _end_of_prolog(text: str) -> int:
    position = 0
    while found := _BEFORE.match(text, position):
        position = found.end()
    return position


def _is_too_deep(root: Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False


def name_of(element: Element) -> str:
    """The name without its namespace: files use several for the same things."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> list[Element]:
    """The children of these names, whatever their namespace; all of them without names."""
    return [each for each in element if name_of(each) and (not names or name_of(each) in names)]


def child(element: Element, *path: str) -> Element | None:
    """The first element at the end of a path of names, or None."""
    for name in path:
        element = next(iter(children(element, name)), None)
        if element is None:
            return None
    return element


def descendants(element: Element, *names: str) -> list[Element]:
    """All elements within of these names, in the order of the document."""
    return [each for each in element.iter() if each is not element and name_of(each) in names]


def number_of(value: str | None, default: float | None = None) -> float | None:
    """A finite number as files write it, with a point or a comma; ``default`` for what is none."""
    try:
        number = float((value or "").strip().replace(",", "."))
    except ValueError:
        return default
    return number if abs(number) < 1e15 else default
