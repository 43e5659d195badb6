"""``@action``: one business rule in one transaction. ``Refused``: a rule said no, with a code."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")
TURN_SECONDS = 20.0
"""So long an action waits for its turn before it tries its luck with the database."""

_turn = threading.RLock()
_receipt: ContextVar[str | None] = ContextVar("receipt", default=None)


class Refused(Exception):
    """A rule said no. ``code`` is a dotted word that pages and the room's client translate; never a sentence."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class Repeated(Exception):
    """The command with this receipt was carried out before: nothing is left to do."""


@contextmanager
def once(receipt: str) -> Iterator[None]:
    """Let the action called inside leave ``receipt`` in its own transaction; a second one raises :class:`Repeated`.

    A client that lost its line sends a command again without knowing whether it arrived.
    """
    token = _receipt.set(receipt)
    try:
        yield
    finally:
        _receipt.reset(token)


def _leave(receipt: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_receipt (key, at) VALUES (%s, CURRENT_TIMESTAMP) ON CONFLICT (key) DO NOTHING", [receipt]
        )
        if cursor.rowcount == 0:
            raise Repeated


@contextmanager
def _in_turn() -> Iterator[None]:
    """Let the threads of a process write one after the other where the database does: on SQLite.

    It lets the others try again by chance, so that under a rush some are never served; those of one process queue here instead.
    Nobody waits for ever, and a job that runs at once after a commit is in its action's turn.
    """
    is_mine = connection.vendor == "sqlite" and _turn.acquire(timeout=TURN_SECONDS)
    try:
        yield
    finally:
        if is_mine:
            _turn.release()


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run ``function`` in one durable transaction of its own: actions never nest."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with _in_turn(), transaction.atomic(durable=True):
            receipt = _receipt.get()
            if receipt is not None:
                _leave(receipt)
            return function(*args, **kwargs)

    return run


@action
def forget_receipts(*, before: datetime) -> int:
    """Remove receipts older than any client tries again. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_receipt WHERE at < %s", [before])
        return int(cursor.rowcount)
