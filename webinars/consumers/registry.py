"""Handlers of commands: parse (done) → fetch with a right → call one action → answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from people.models import Person
from webinars.protocol.from_client import Command


@dataclass
class Door:
    """Who is at the door of which room. ``language`` is the one being read; ``rights`` were read at the welcome."""

    person: Person
    room_id: int
    language: str


C = TypeVar("C", bound=Command)
Handler = Callable[[Door, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Entry:
    handler: Handler
    reads_only: bool


_handlers: dict[type[Command], Entry] = {}


def handles(
    command: type[C], *, reads_only: bool = False
) -> Callable[[Callable[[Door, C], Any]], Callable[[Door, C], Any]]:
    """Register the handler of a command. It runs in the write thread, or in the read pool when it ``reads_only``.

    What it returns becomes ``done.data``; :class:`core.actions.Refused` becomes ``refused``.
    """

    def register(handler: Callable[[Door, C], Any]) -> Callable[[Door, C], Any]:
        if command in _handlers:
            raise ValueError(f"{command.__name__} has two handlers.")
        _handlers[command] = Entry(handler, reads_only)
        return handler

    return register


def entry_for(command: Command) -> Entry | None:
    return _handlers.get(type(command))
