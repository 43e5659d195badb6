from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import count
from typing import Any

from courses.actions.scorm import unpack
from courses.importers.scorm import parts_of, read_package
from courses.models import ScormPackage

_numbers = count(1)

MANIFEST = """<?xml version="1.0"?><manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">{}</manifest>"""
ITEM = (
    '<organizations default="o"><organization identifier="o"><title>Course</title>'
    '<item identifier="one" identifierref="r"><title>One</title></item></organization></organizations>'
)
RESOURCE = '<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="index.html"/></resources>'


def make_zip(
    manifest: str | None = MANIFEST.format(ITEM + RESOURCE),
    files: dict[str, bytes] | None = None,
    *,
    stored: bool = False,
) -> bytes:
    """A SCORM 1.2 package with one item, ``index.html``, unless told otherwise. ``stored``: not compressed."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        if manifest is not None:
            archive.writestr("imsmanifest.xml", manifest)
        for name, data in (files or {"index.html": b"<p>Hello</p>"}).items():
            archive.writestr(name, data)
    return file.getvalue()


def make_package(data: bytes | None = None, **fields: Any) -> ScormPackage:
    """A package that was checked and unpacked; a new small one unless ``data`` is given."""
    file = BytesIO(data or make_zip())
    found = read_package(file)
    return ScormPackage.objects.create(
        **{
            "name": f"package-{next(_numbers)}.zip",
            "key": unpack(parts_of(file, found.names)),
            "version": found.version,
            "title": found.title,
            "items": found.plain_items,
            "size": found.size,
            **fields,
        }
    )
