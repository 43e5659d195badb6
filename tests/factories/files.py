"""Files as people bring them."""

from __future__ import annotations

import zipfile
from io import BytesIO

from PIL import Image


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, form)
    return out.getvalue()


def office(*names: str) -> bytes:
    """An office document that holds entries of these names."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return out.getvalue()
