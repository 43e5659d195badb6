"""QTI 3.0 names its elements and attributes anew; what they mean is what they meant in 2.x."""

from __future__ import annotations

import re

from core.importing.xml import Element, name_of

_DASH = re.compile(r"-([a-z])")


def with_older_names(root: Element) -> Element:
    """The document as it is, one of 3.0 with the names of 2.x: ``qti-simple-choice`` as ``simpleChoice``."""
    if not name_of(root).startswith("qti-"):
        return root
    for each in root.iter():
        name = name_of(each)
        if not name.startswith("qti-"):
            continue
        space = each.tag.rpartition("}")[0]
        each.tag = f"{space}}}{_older(name[4:])}" if space else _older(name[4:])
        for key, value in list(each.attrib.items()):
            if "-" in key and not key.startswith(("data-", "{")):
                del each.attrib[key]
                each.set(_older(key), value)
    return root


def _older(name: str) -> str:
    return _DASH.sub(lambda found: found[1].upper(), name)
