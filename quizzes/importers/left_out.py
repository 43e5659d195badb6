"""Why a question cannot be taken, raised where that shows itself."""

from __future__ import annotations

from typing import Any


class LeftOut(Exception):
    """``code`` says why, ``data`` with which numbers."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data
