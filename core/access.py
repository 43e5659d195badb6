"""What every app's ``access`` shares: the two denials."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404


class Unknown(Http404):
    """For a stranger the thing does not exist: 404, whether it does or not."""


class Insufficient(PermissionDenied):
    """The person may know of the thing, but lacks the right: 403."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right
