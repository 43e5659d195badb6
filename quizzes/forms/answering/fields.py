"""One question as it is drawn for one reader. A template of its kind draws it: ``templates/quizzes/answering/<kind>.html``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from core.languages import active
from quizzes.choices import FileUse, PartKind, QuestionKind
from quizzes.content import ChoiceContent, PartContent, QuestionContent, Texts
from quizzes.forms.answering.kept import fields_of
from quizzes.forms.answering.reading import MOST_WORDS, field_name
from quizzes.forms.answering.wording import Wording, wording
from quizzes.marking.open_text import LONGEST as LONGEST_TEXT
from quizzes.marking.word_cloud import AT_MOST
from quizzes.models import QuestionFile
from quizzes.words import LONGEST as LONGEST_WORD

LONGEST_SHORT = 500
LONGEST_ESSAY = 20_000


@dataclass(frozen=True)
class Option:
    """One of several: a choice of the question, of a gap, a step of a scale, a unit. ``value`` is what is sent."""

    id: str
    name: str
    value: str
    is_chosen: bool
    text: Wording | None = None
    number: int = 0


@dataclass(frozen=True)
class Line:
    """One of several to fill in: a stem, a place in an order, a word, a gap. ``number`` counts from 1."""

    id: str
    name: str
    value: str
    number: int
    kind: str = ""
    text: Wording | None = None
    options: tuple[Option, ...] = ()
    choice: int = 0


@dataclass(frozen=True)
class Attached:
    """A file beside the text."""

    file: QuestionFile
    alt: Wording


class AnswerField:
    """A question for one reader, with what they gave.

    ``position`` names its fields. ``order``: ids of its choices as they are shown; those that it leaves out follow.
    ``response`` is as stored; ``data``, what was typed, goes before it. ``files``: rows of the content's files by id
    (:func:`quizzes.queries.files.files_of`). ``error``: why what was given is not taken.
    """

    def __init__(
        self,
        content: QuestionContent,
        *,
        position: int,
        language: str,
        order: Sequence[int] = (),
        response: Mapping[str, Any] | None = None,
        data: MultiValueDict[str, str] | None = None,
        files: Mapping[int, QuestionFile] | None = None,
        error: str = "",
    ) -> None:
        self.content = content
        self.kind = content.kind
        self.position = position
        self.language = language
        self.error = error
        self.name = f"q{position}"
        self._order = {choice: place for place, choice in enumerate(order)}
        self._files = files or {}
        self._kept = fields_of(content.kind, response)
        self._data = data

    @property
    def template(self) -> str:
        return f"quizzes/answering/{self.kind}.html"

    @property
    def is_given(self) -> bool:
        return bool(self._kept) if self._data is None else any(map(self._data.get, self._data))

    @cached_property
    def text(self) -> Wording:
        return self.say(self.content.text)

    @cached_property
    def low_label(self) -> Wording:
        return self.say(self.content.low_label, has_marks=False)

    @cached_property
    def high_label(self) -> Wording:
        return self.say(self.content.high_label, has_marks=False)

    @cached_property
    def choices(self) -> list[ChoiceContent]:
        """As they are shown."""
        last = len(self._order)
        return sorted(self.content.choices, key=lambda choice: self._order.get(choice.id or 0, last))

    @cached_property
    def options(self) -> list[Option]:
        """Choices to tick, areas of a picture, steps of a scale."""
        if self.kind == QuestionKind.SCALE:
            low, high = int(self.content.low or 0), int(self.content.high or 0)
            return [self._option("number", str(step), step) for step in range(low, high + 1)]
        return [
            self._option("choice", str(choice.id), number, choice.text)
            for number, choice in enumerate(self.choices, start=1)
        ]

    @cached_property
    def named_areas(self) -> list[Option]:
        """Areas to choose by name, where the names do not give the answer away by being alone."""
        named = [option for option in self.options if option.text]
        return named if len(named) > 1 else []

    @cached_property
    def places(self) -> list[Line]:
        """Choices to be put in order: as they were put, else as they are shown."""
        lines = []
        for choice in self.choices:
            value = self.typed(f"p{choice.id}")
            lines.append((int(value) if value.isdecimal() else len(self.choices) + 1, choice, value))
        lines.sort(key=lambda line: line[0])
        return [
            self._line(f"p{choice.id}", value, number, text=choice.text, choice=choice.id or 0)
            for number, (_, choice, value) in enumerate(lines, start=1)
        ]

    @property
    def place_numbers(self) -> range:
        return range(1, len(self.content.choices) + 1)

    @cached_property
    def stems(self) -> list[Line]:
        stems = [part for part in self.content.parts if part.kind == PartKind.STEM]
        return [
            self._line(
                f"m{part.id}",
                self.typed(f"m{part.id}"),
                number,
                text=part.text,
                options=self._options_of(f"m{part.id}", self.choices),
            )
            for number, part in enumerate(stems, start=1)
        ]

    @cached_property
    def needs_list(self) -> bool:
        """Whether choices hold what a list to choose from cannot show: they stand above it, by number."""
        return any("<math" in option.text.inline for option in self.options if option.text)

    @cached_property
    def gaps(self) -> list[Line]:
        gaps = [part for part in self.content.parts if part.kind != PartKind.CRITERION]
        return [self._gap(part, number) for number, part in enumerate(gaps, start=1)]

    def filled_text(self) -> SafeString:
        """The text of a cloze with its fields where the gaps are; gaps that it does not name follow it."""
        drawn = {line.number: self.draw_gap(line) for line in self.gaps}
        html = self.text.filled(lambda number: drawn.pop(number, ""))
        rest = SafeString("").join(SafeString(f"<p>{field}</p>") for field in drawn.values())
        return SafeString(html + rest)

    def draw_gap(self, line: Line) -> SafeString:
        return render_to_string("quizzes/answering/gap.html", {"line": line, "field": self, "language": active()})

    @cached_property
    def words(self) -> list[Line]:
        most = min(self.content.max_choices or AT_MOST, MOST_WORDS)
        return [self._line(f"w{number}", self.typed(f"w{number}"), number) for number in range(1, most + 1)]

    @cached_property
    def units(self) -> list[Option]:
        return [self._option("unit", unit.text, number) for number, unit in enumerate(self.content.units, start=1)]

    @property
    def criteria(self) -> list[Line]:
        """What an essay will be marked by."""
        parts = [part for part in self.content.parts if part.kind == PartKind.CRITERION]
        return [self._line(f"c{part.id}", "", number, text=part.text) for number, part in enumerate(parts, start=1)]

    @property
    def longest(self) -> int:
        return {
            QuestionKind.WORD_CLOUD: LONGEST_WORD,
            QuestionKind.SHORT_TEXT: LONGEST_SHORT,
            QuestionKind.ESSAY: LONGEST_ESSAY,
        }.get(QuestionKind(self.kind), LONGEST_TEXT)

    @cached_property
    def pictures(self) -> list[Attached]:
        return self._attached(FileUse.PICTURE)

    @cached_property
    def attachments(self) -> list[Attached]:
        return self._attached(FileUse.ATTACHMENT)

    @cached_property
    def background(self) -> Attached | None:
        return next(iter(self._attached(FileUse.BACKGROUND)), None)

    def typed(self, what: str) -> str:
        return next(iter(self._sent(what)), "")

    @property
    def number(self) -> str:
        return self.typed("number")

    @property
    def answer_text(self) -> str:
        return self.typed("text")

    @property
    def code(self) -> str:
        return self.typed("code")

    @property
    def x(self) -> str:
        return self.typed("x")

    @property
    def y(self) -> str:
        return self.typed("y")

    def _sent(self, what: str) -> Sequence[str]:
        if self._data is not None:
            return self._data.getlist(field_name(self.position, what))
        return self._kept.get(what, [])

    def say(self, texts: Texts, *, has_marks: bool = True) -> Wording:
        return replace(wording(texts, self.language, self.content.source_language), has_marks=has_marks)

    def _option(self, what: str, value: str, number: int, text: Texts | None = None) -> Option:
        name = field_name(self.position, what)
        words = self.say(text) if text is not None else None
        return Option(f"{name}-{number}", name, value, value in self._sent(what), words, number)

    def _options_of(self, what: str, choices: Iterable[ChoiceContent]) -> tuple[Option, ...]:
        return tuple(
            self._option(what, str(choice.id), number, choice.text) for number, choice in enumerate(choices, start=1)
        )

    def _line(
        self,
        what: str,
        value: str,
        number: int,
        *,
        kind: str = "",
        text: Texts | None = None,
        options: tuple[Option, ...] = (),
        choice: int = 0,
    ) -> Line:
        name = field_name(self.position, what)
        words = self.say(text) if text is not None else None
        return Line(name, name, value, number, kind, words, options, choice)

    def _gap(self, part: PartContent, number: int) -> Line:
        what = f"g{part.id}"
        return self._line(what, self.typed(what), number, kind=part.kind, options=self._options_of(what, part.choices))

    def _attached(self, use: str) -> list[Attached]:
        return [
            Attached(self._files[each.id], self.say(each.alt, has_marks=False))
            for each in self.content.files
            if each.use == use and each.id in self._files
        ]
