"""Responses as they were kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizzes.marking.spec import Response


def from_stored(response: Mapping[str, Any]) -> Response:
    """The response that a canonical one says."""
    fields = dict(response)
    for field in ("matches", "gaps"):
        if field in fields:
            fields[field] = {int(part): value for part, value in fields[field].items()}
    if "point" in fields:
        x, y = fields["point"]
        fields["point"] = (x, y)
    return Response(**fields)
