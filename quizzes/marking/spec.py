"""What the arithmetic knows of a question and of a response."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Malformed(Exception):
    """A response that does not fit its question. ``code`` is a refusal code, ``data`` its numbers."""

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


class Given(Protocol):
    """A response as it came. Only the field that belongs to the question's kind may be set."""

    @property
    def choices(self) -> Sequence[int] | None: ...
    @property
    def number(self) -> float | None: ...
    @property
    def text(self) -> str | None: ...
    @property
    def words(self) -> Sequence[str] | None: ...


@dataclass(frozen=True)
class QuestionSpec:
    """A question without its texts. ``choices``: ids in order of position; ``right``: ids of those that are right."""

    kind: str
    choices: tuple[int, ...] = ()
    right: frozenset[int] = frozenset()
    low: float | None = None
    high: float | None = None
    key_number: float | None = None
    tolerance: float = 0
    max_choices: int | None = None
    points: int = 1


class Kind(Protocol):
    """What the module of a kind of question provides."""

    def canonical(self, given: Given, spec: QuestionSpec) -> dict[str, Any]: ...

    def has_key(self, spec: QuestionSpec) -> bool: ...

    def share(self, response: dict[str, Any], spec: QuestionSpec) -> float: ...


def only(given: Given, field: str) -> Any:
    """The one field that may be set, if it is and no other is; else ``answer.malformed``."""
    value = getattr(given, field)
    others = (name for name in ("choices", "number", "text", "words") if name != field)
    if value is None or any(getattr(given, name) is not None for name in others):
        raise Malformed("answer.malformed")
    return value


def known_choices(given: Given, spec: QuestionSpec) -> list[int]:
    """The chosen ids, each of this question and none twice."""
    chosen = list(only(given, "choices"))
    if not chosen:
        raise Malformed("answer.empty")
    if len(set(chosen)) != len(chosen):
        raise Malformed("answer.malformed")
    if not set(chosen) <= set(spec.choices):
        raise Malformed("answer.unknown_choice")
    return chosen
