"""What the arithmetic knows of a question and of a response."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
class Response:
    """What a person gave outside of a room, a :class:`Given` of any kind of question.

    ``unit``: beside ``number``. ``matches``: choice by stem. ``gaps``: by gap a choice's id, a number, or a text. ``point``:
    x and y in shares of the picture. ``code``: digits of an HS code. Keys of mappings are ids of parts.
    """

    choices: Sequence[int] | None = None
    number: float | None = None
    text: str | None = None
    words: Sequence[str] | None = None
    unit: str | None = None
    matches: Mapping[int, int] | None = None
    gaps: Mapping[int, int | float | str] | None = None
    point: tuple[float, float] | None = None
    code: str | None = None


@dataclass(frozen=True)
class AcceptedSpec:
    """A text (``*`` stands for anything) or a number that counts, in ``language`` ("" for all), for a share of the mark."""

    text: str = ""
    language: str = ""
    number: float | None = None
    tolerance: float = 0
    share: float = 1


@dataclass(frozen=True)
class PartSpec:
    """A stem, gap or criterion. ``choices``: ids of its own choices in order, ``right`` those that are right (of a stem: the
    question's choice that it belongs to); ``shares``: what a criterion's levels are worth."""

    id: int
    kind: str
    choices: tuple[int, ...] = ()
    right: frozenset[int] = frozenset()
    shares: Mapping[int, float] = field(default_factory=dict)
    accepted: tuple[AcceptedSpec, ...] = ()
    weight: float = 1


@dataclass(frozen=True)
class AreaSpec:
    """An area of a picture, as :class:`quizzes.content.AreaContent`."""

    shape: str
    coords: tuple[float, ...]


@dataclass(frozen=True)
class QuestionSpec:
    """A question without its texts. ``choices``: ids in order of position; ``right``: ids of those that are right.

    ``shares``: what choices are worth under the rule "shares". ``units``: factor by unit. ``areas``: by choice.
    """

    kind: str
    choices: tuple[int, ...] = ()
    right: frozenset[int] = frozenset()
    low: float | None = None
    high: float | None = None
    key_number: float | None = None
    tolerance: float = 0
    max_choices: int | None = None
    points: int = 1
    mark_rule: str = "difference"
    shares: Mapping[int, float] = field(default_factory=dict)
    accepted: tuple[AcceptedSpec, ...] = ()
    parts: tuple[PartSpec, ...] = ()
    units: Mapping[str, float] = field(default_factory=dict)
    areas: Mapping[int, AreaSpec] = field(default_factory=dict)
    case_matters: bool = False
    hs_code: str = ""


class Kind(Protocol):
    """What the module of a kind of question provides."""

    def canonical(self, given: Given, spec: QuestionSpec) -> dict[str, Any]: ...

    def has_key(self, spec: QuestionSpec) -> bool: ...

    def share(self, response: dict[str, Any], spec: QuestionSpec) -> float: ...


FIELDS = ("choices", "number", "text", "words", "unit", "matches", "gaps", "point", "code")


def only(given: Given, field: str, *beside: str) -> Any:
    """The one field that may be set, if it is and no other is (but those ``beside`` it); else ``answer.malformed``."""
    value = getattr(given, field, None)
    if value is None or any(
        getattr(given, other, None) is not None for other in FIELDS if other not in (field, *beside)
    ):
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


def worth_of(choice: int, spec: QuestionSpec) -> float:
    """What one choice is worth by itself, from -1 to 1: under the rule "shares" its share, else all when it is right."""
    if spec.mark_rule == "shares" and spec.shares:
        return spec.shares.get(choice, 0.0)
    return 1.0 if choice in spec.right else 0.0
