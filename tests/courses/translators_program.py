"""A program of its own that translates XLIFF 2.0 with translate-toolkit's reader and writer: ``IN OUT``.

translate-toolkit is a program of others under its own licence: this file runs beside the tests and is imported by none of them.
Every target becomes its source in capitals, with the codes of the source.
"""

from __future__ import annotations

import sys
from pathlib import Path

from translate.storage.placeables import StringElem
from translate.storage.xliff2 import Xliff2File


def translate(came: str, goes: str) -> None:
    with Path(came).open("rb") as file:
        store = Xliff2File.parsefile(file)
    for unit in store.units:
        (text,) = unit.rich_source
        text.map(_capitals, lambda each: each.isleaf())
        unit.rich_target = [text]
        unit.marktranslated()
    store.savefile(goes)


def _capitals(leaf: StringElem) -> None:
    leaf.sub = [str(each).upper() for each in leaf.sub]


if __name__ == "__main__":
    translate(*sys.argv[1:])
