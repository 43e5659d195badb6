"""A lesson whole, in six languages, as plain values: what the editor makes, a revision keeps and a translator reads.

``to_json`` and ``from_json`` are each other's inverse; what is at its default is left out of the JSON. The tables behind it are
in :mod:`courses.models.curriculum`. Also what a published version keeps: the structure of a module, and blocks in one language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import Any

Texts = Mapping[str, str]
"""By language; a language without a text is left out."""


@dataclass(frozen=True)
class BlockContent:
    """A block. ``id`` names the one to change; a new one has none.

    ``text``: plain words of a heading, a file's label, and what an image shows; cleaned HTML (:mod:`courses.markup`) of text,
    table, quotation and callout. ``caption``: below an image or a table, and whose words a quotation is. ``level`` (2 or 3) is
    of headings, ``tone`` (:class:`courses.choices.Tone`) of callouts. ``file`` and ``quiz`` are ids.
    """

    kind: str
    text: Texts = field(default_factory=dict)
    caption: Texts = field(default_factory=dict)
    level: int = 2
    tone: str = "note"
    file: int | None = None
    quiz: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class LessonContent:
    """A lesson: fields as in :class:`courses.models.Lesson`, and its blocks in order. ``captions``: file ids by language."""

    kind: str
    title: Texts = field(default_factory=dict)
    blocks: tuple[BlockContent, ...] = ()
    minutes: int = 10
    is_optional: bool = False
    deck: int | None = None
    quiz: int | None = None
    file: int | None = None
    scorm: int | None = None
    url: str = ""
    source: str = ""
    captions: Mapping[str, int] = field(default_factory=dict)
    source_language: str = "en"


def to_json(content: LessonContent | BlockContent) -> dict[str, Any]:
    """Plain values, without what is at its default."""
    found: dict[str, Any] = {}
    for each in fields(content):
        value = getattr(content, each.name)
        if each.default is not MISSING and value == each.default:
            continue
        if isinstance(value, tuple):
            value = [to_json(block) for block in value]
        elif isinstance(value, Mapping):
            value = {key: kept for key, kept in value.items() if kept}
        if value or (each.default is MISSING and each.default_factory is MISSING):
            found[each.name] = value
    return found


def from_json(values: Mapping[str, Any]) -> LessonContent:
    """The inverse of :func:`to_json` for a lesson."""
    blocks = tuple(BlockContent(**block) for block in values.get("blocks", ()))
    return LessonContent(**{**values, "blocks": blocks})


@dataclass(frozen=True)
class LessonPlace:
    """A lesson in a published version: everything of it that no language has. ``captions``: file keys by language."""

    id: int
    kind: str
    minutes: int = 0
    is_optional: bool = False
    deck: int | None = None
    quiz: int | None = None
    file: str = ""
    file_name: str = ""
    media_type: str = ""
    scorm: int | None = None
    url: str = ""
    source: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)
    quizzes: tuple[int, ...] = ()
    """Of its blocks."""


@dataclass(frozen=True)
class ModuleStructure:
    """A module in a published version, without words."""

    source_language: str
    minutes: int
    audiences: tuple[str, ...]
    lessons: tuple[LessonPlace, ...]

    @property
    def required(self) -> tuple[LessonPlace, ...]:
        return tuple(lesson for lesson in self.lessons if not lesson.is_optional)


def structure_to_json(structure: ModuleStructure) -> dict[str, Any]:
    return asdict(structure)


def structure_from_json(values: Mapping[str, Any]) -> ModuleStructure:
    lessons = tuple(LessonPlace(**{**each, "quizzes": tuple(each.get("quizzes", ()))}) for each in values["lessons"])
    return ModuleStructure(values["source_language"], values["minutes"], tuple(values["audiences"]), lessons)


@dataclass(frozen=True)
class ShownBlock:
    """A block as a page shows it. ``language`` is the one its words are in; ``text`` is safe HTML or plain words."""

    id: int
    kind: str
    language: str
    text: str = ""
    caption: str = ""
    level: int = 2
    tone: str = "note"
    file: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int | None = None
    width: int | None = None
    height: int | None = None
    quiz: int | None = None


def shown_to_json(blocks: tuple[ShownBlock, ...]) -> list[dict[str, Any]]:
    return [{name: value for name, value in asdict(block).items() if value not in ("", None)} for block in blocks]


def shown_from_json(values: list[dict[str, Any]]) -> tuple[ShownBlock, ...]:
    return tuple(ShownBlock(**each) for each in values)


def with_fallback(own: tuple[ShownBlock, ...], source: tuple[ShownBlock, ...]) -> tuple[ShownBlock, ...]:
    """The blocks of ``source`` in order, each as ``own`` has it where none of its words are missing: a block is never mixed."""
    held = {block.id: block for block in own}
    return tuple(_whole(held.get(block.id), block) for block in source)


def _whole(own: ShownBlock | None, source: ShownBlock) -> ShownBlock:
    if own is None or (source.text and not own.text) or (source.caption and not own.caption):
        return source
    return own
