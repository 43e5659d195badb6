"""The two versions that are written, by their names and namespaces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from core.importing.xml import Element, name_of


@dataclass(frozen=True)
class Version:
    """``space``: of items; ``package``: of the manifest; ``item``: the type of a resource that is an item."""

    space: str
    package: str
    schema: str
    schema_version: str
    item: str


OLDER = Version(
    "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "QTIv2.2 Package",
    "1.0.0",
    "imsqti_item_xmlv2p2",
)
NEWER = Version(
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "QTI Package",
    "3.0.0",
    "imsqti_item_xmlv3p0",
)
HTML = frozenset(["p", "div", "br", "ul", "li", "strong", "em", "code", "sub", "sup", "img", "a", "object", "span"])
"""Elements of a body that have the same names in both versions."""
_CAPITAL = re.compile(r"([A-Z])")
_WITH_BODY = frozenset(("modalFeedback", "rubricBlock"))


def with_newer_names(item: Element) -> Element:
    """An item of 2.2 with the names of 3.0: ``simpleChoice`` as ``qti-simple-choice``."""
    space = f"{{{NEWER.space}}}"
    made = etree.Element(item.tag, nsmap={None: NEWER.space})  # type: ignore[dict-item]
    _copy(item, made, space)
    return made


def _copy(old: Element, new: Element, space: str) -> None:
    name = name_of(old)
    is_html = name in HTML
    new.tag = space + (name if is_html else f"qti-{_newer(name)}")
    for key, value in old.attrib.items():
        new.set(key if is_html or key.startswith("{") else _newer(key), value)
    if name == "object":
        new.tag = space + "img"
        new.set("src", new.attrib.pop("data", ""))
        new.attrib.pop("type", None)
        new.set("alt", old.text or "")
        return
    inside = etree.SubElement(new, space + "qti-content-body") if name in _WITH_BODY else new
    inside.text = old.text
    for each in old:
        made = etree.SubElement(inside, each.tag)
        _copy(each, made, space)
        made.tail = each.tail


def _newer(name: str) -> str:
    return _CAPITAL.sub(lambda found: "-" + found[1].lower(), name)
