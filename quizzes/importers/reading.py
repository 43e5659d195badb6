"""What a reader of a file makes of it: one :class:`ReadQuestion` after the other, with notes of what was changed or lost.

A reader is a generator over the bytes of a file, ``read(data, language)``, where ``language`` is that of texts which do not say
theirs. It never holds the whole file's questions, never writes, and refuses a file that cannot be read with one ``import.…``
code. What it cannot take of one question it says in that question's notes, or leaves the question out and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizzes.content import QuestionContent, Texts

MOST_QUESTIONS = 20_000
LONGEST_TEXT = 20_000
"""Characters of one text; nothing in a question is as long."""


@dataclass(frozen=True)
class Note:
    """What was changed or lost, as a refusal's code ``import.note.…`` with its data: read in six languages."""

    code: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> list[Any]:
        return [self.code, dict(self.data)]


@dataclass(frozen=True)
class ReadFile:
    """A file that the question brings; ``use`` is a :class:`quizzes.choices.FileUse`."""

    name: str
    data: bytes
    alt: Texts = field(default_factory=dict)
    use: str = "picture"


@dataclass(frozen=True)
class ReadQuestion:
    """A question as its file has it.

    ``label``: how a person finds it in the file. ``key``: what the file calls it for good, "" when it has nothing of the kind.
    ``category``: from the outermost in. ``left_out`` says why there is no ``content``.
    """

    label: str
    content: QuestionContent | None = None
    key: str = ""
    notes: tuple[Note, ...] = ()
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    files: tuple[ReadFile, ...] = ()
    left_out: Note | None = None


Reader = Callable[[bytes, str], Iterator[ReadQuestion]]


def left_out(label: str, code: str, **data: Any) -> ReadQuestion:
    """A question that cannot be taken, and why."""
    return ReadQuestion(label=label, left_out=Note(code, data))
