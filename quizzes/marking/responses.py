"""Responses as JSON: read strictly where they come in from outside, and plainly where they were kept."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from quizzes.marking.spec import FIELDS, Malformed, Response
from quizzes.words.numbers import number_of

MOST = 200
"""Entries of one response: choices, gaps."""
MOST_WORDS = 20
"""Words of one response."""
LONGEST_TEXT = 60_000
"""Characters of a text as it comes; kinds have their own bounds below it."""
LARGEST_ID = 2**63 - 1
LARGEST_NUMBER = 1e15

Value = TypeVar("Value")


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


def given_from_json(data: object) -> Response:
    """The response in JSON values from outside. Malformed (``answer.malformed``) where a field is unknown or not of its type,
    and ``answer.not_a_number`` where a number cannot be counted with; whether it fits its question is not asked here."""
    fields = _mapping(data, FIELDS)
    return Response(**{name: _READERS[name](value) for name, value in fields.items() if value is not None})


def _mapping(value: object, names: tuple[str, ...] | None = None) -> Mapping[str, Any]:
    if not isinstance(value, dict) or len(value) > MOST or not all(isinstance(name, str) for name in value):
        raise Malformed("answer.malformed")
    if names is not None and not set(value) <= set(names):
        raise Malformed("answer.malformed")
    return value


def _id(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= LARGEST_ID:
        raise Malformed("answer.malformed")
    return value


def _number(value: object) -> float:
    """A number, or one that was left as it was typed."""
    if isinstance(value, str):
        value = number_of(value)
        if value is None:
            raise Malformed("answer.not_a_number")
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Malformed("answer.malformed")
    if abs(value) > LARGEST_NUMBER or not math.isfinite(value):
        raise Malformed("answer.not_a_number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Malformed("answer.malformed")
    if len(value) > LONGEST_TEXT:
        raise Malformed("answer.too_long", most=LONGEST_TEXT)
    return value


def _gap(value: object) -> int | float | str:
    return _text(value) if isinstance(value, str) else _number(value)


def _list_of(read: Callable[[object], Value], most: int = MOST) -> Callable[[object], list[Value]]:
    def reader(value: object) -> list[Value]:
        if not isinstance(value, list) or len(value) > most:
            raise Malformed("answer.malformed")
        return [read(each) for each in value]

    return reader


def _by_part(read: Callable[[object], Value]) -> Callable[[object], dict[int, Value]]:
    def reader(value: object) -> dict[int, Value]:
        return {_part_id(name): read(each) for name, each in _mapping(value).items()}

    return reader


def _part_id(name: str) -> int:
    if not (name.isascii() and name.isdigit()) or len(name) > 19 or name.startswith("0"):
        raise Malformed("answer.malformed")
    return _id(int(name))


def _point(value: object) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) != 2:
        raise Malformed("answer.malformed")
    return _number(value[0]), _number(value[1])


_READERS: dict[str, Callable[[object], Any]] = {
    "choices": _list_of(_id),
    "number": _number,
    "text": _text,
    "words": _list_of(_text, MOST_WORDS),
    "unit": _text,
    "matches": _by_part(_id),
    "gaps": _by_part(_gap),
    "point": _point,
    "code": _text,
}
