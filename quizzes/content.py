"""A question whole, in six languages, as plain values: what a form makes, a file brings, a version keeps and an attempt shows.

``to_json`` and ``from_json`` are each other's inverse; what is at its default is left out of the JSON. Texts are plain text
with the few marks of ``docs/rules/question-texts.md``. The tables behind it are in :mod:`quizzes.models`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

Texts = Mapping[str, str]
"""By language; a language without a text is left out."""


@dataclass(frozen=True)
class AreaContent:
    """An area of a picture, in shares of its width and height from 0 to 1, from its top left corner.

    ``rect``: left, top, right, bottom. ``circle``: x, y of the middle, the radius in shares of the width, and the same in
    shares of the height (without it, the picture is as wide as it is high). ``poly``: x, y of each corner.
    """

    shape: str
    coords: tuple[float, ...]


@dataclass(frozen=True)
class ChoiceContent:
    """A choice. ``id`` names the one to change; a new one has none. ``share``: its part of the mark, from -1 to 1, where
    choices have shares of their own; of a criterion's level, from 0 to 1."""

    text: Texts
    feedback: Texts = field(default_factory=dict)
    is_right: bool = False
    id: int | None = None
    share: float | None = None
    area: AreaContent | None = None


@dataclass(frozen=True)
class Accepted:
    """An answer in writing that counts: ``text`` (``*`` stands for anything) in ``language`` ("" for all), or ``number`` ±
    ``tolerance``. ``share``: its part of the mark, from 0 to 1."""

    text: str = ""
    language: str = ""
    number: float | None = None
    tolerance: float = 0
    share: float = 1
    feedback: Texts = field(default_factory=dict)
    id: int | None = None


@dataclass(frozen=True)
class Unit:
    """A unit in which the number may be given: the number in the key's unit is ``factor`` times the one given."""

    text: str
    factor: float = 1


@dataclass(frozen=True)
class PartContent:
    """A part of a question, by ``kind`` (:class:`quizzes.choices.PartKind`).

    Stem: ``text``, and ``match``, the number (from 1) of the question's choice that it belongs to. Gap: where the question's
    text says ``[[n]]``, n its number from 1; with ``choices``, or ``accepted`` texts or numbers. Criterion: ``text`` and its
    levels as ``choices``. ``weight``: its part of the mark beside the other parts.
    """

    kind: str
    text: Texts = field(default_factory=dict)
    choices: tuple[ChoiceContent, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    match: int | None = None
    weight: float = 1
    id: int | None = None


@dataclass(frozen=True)
class FileContent:
    """A file beside the text: ``id`` of the kept file, its ``use`` and, of a picture, what it shows."""

    id: int
    use: str
    name: str = ""
    alt: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionContent:
    """A question; the fields are those of :class:`quizzes.models.Question`, with what belongs to it."""

    kind: str
    text: Texts
    choices: tuple[ChoiceContent, ...] = ()
    explanation: Texts = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)
    key_number: float | None = None
    tolerance: float = 0
    max_choices: int | None = None
    points: int = 1
    name: str = ""
    parts: tuple[PartContent, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    units: tuple[Unit, ...] = ()
    files: tuple[FileContent, ...] = ()
    mark_rule: str = "difference"
    case_matters: bool = False
    keeps_order: bool = False
    hs_code: str = ""
    source_language: str = "en"


def to_json(value: Any) -> Any:
    """Any of the classes above as JSON values."""
    if hasattr(value, "__dataclass_fields__"):
        return {
            each.name: to_json(getattr(value, each.name))
            for each in fields(value)
            if getattr(value, each.name) != _default(each)
        }
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _default(each: Any) -> Any:
    if each.default_factory is not MISSING:
        return each.default_factory()
    return each.default


def from_json(data: Mapping[str, Any]) -> QuestionContent:
    """The question that :func:`to_json` wrote."""
    return QuestionContent(
        **{
            **data,
            "choices": tuple(map(_choice, data.get("choices", ()))),
            "parts": tuple(map(_part, data.get("parts", ()))),
            "accepted": tuple(Accepted(**each) for each in data.get("accepted", ())),
            "units": tuple(Unit(**each) for each in data.get("units", ())),
            "files": tuple(FileContent(**each) for each in data.get("files", ())),
        }
    )


def _choice(data: Mapping[str, Any]) -> ChoiceContent:
    area = data.get("area")
    return ChoiceContent(**{**data, "area": area and AreaContent(area["shape"], tuple(area["coords"]))})


def _part(data: Mapping[str, Any]) -> PartContent:
    return PartContent(
        **{
            **data,
            "choices": tuple(map(_choice, data.get("choices", ()))),
            "accepted": tuple(Accepted(**each) for each in data.get("accepted", ())),
        }
    )
