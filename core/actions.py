"""``@action``: one business rule in one transaction. ``Refused``: a rule said no, with a code."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


class Refused(Exception):
    """A rule said no. ``code`` is a dotted word that pages and the room's client translate; never a sentence."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run ``function`` in one durable transaction of its own: actions never nest."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(durable=True):
            return function(*args, **kwargs)

    return run
