"""Catalogues of packages under the name by which Django asks for them."""

from __future__ import annotations

import contextlib
from importlib.util import find_spec
from pathlib import Path


def allauth_in_portuguese(data_dir: Path) -> Path:
    """A folder for ``LOCALE_PATHS`` in which allauth's European Portuguese (``pt_PT``) is found as ``pt``."""
    spec = find_spec("allauth")
    assert spec is not None
    assert spec.submodule_search_locations
    source = Path(spec.submodule_search_locations[0]) / "locale" / "pt_PT"
    folder = data_dir / "locale"
    folder.mkdir(exist_ok=True)
    link = folder / "pt"
    if not link.is_symlink() or link.readlink() != source:
        link.unlink(missing_ok=True)
        with contextlib.suppress(FileExistsError):  # another process of the same start was quicker
            link.symlink_to(source)
    return folder
