"""An evaluation or a test as it is drawn and typed: plain controls for every kind of question, without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from core.refusals import sentence
from quizzes import marking
from quizzes.choices import QuestionKind
from quizzes.marking import Malformed
from quizzes.marking.open_text import LONGEST as LONGEST_TEXT
from quizzes.marking.word_cloud import AT_MOST
from quizzes.models import Choice, Question
from quizzes.queries.specs import spec_of
from quizzes.words import LONGEST as LONGEST_WORD

MOST_WORDS = 10


@dataclass(frozen=True)
class Response:
    """A response as :mod:`quizzes.marking` takes it."""

    choices: Sequence[int] | None = None
    number: float | None = None
    text: str | None = None
    words: Sequence[str] | None = None


@dataclass(frozen=True)
class Option:
    """One of several to tick: a choice, or a step of a scale."""

    id: str
    value: int
    chosen: bool
    choice: Choice | None = None
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Line:
    """One of several to type in: a place of a ranking, or a word. ``number`` counts from 1."""

    id: str
    name: str
    value: str
    number: int
    choice: Choice | None = None


@dataclass
class Asked:
    """A question with what was typed. ``error`` says why it is not taken; ``name`` is of its controls."""

    question: Question
    number: int
    name: str = ""
    options: list[Option] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    typed: str = ""
    error: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or f"q{self.question.pk}"

    @property
    def is_group(self) -> bool:
        """Several controls under one legend."""
        return bool(self.options or self.lines)

    @property
    def places(self) -> range:
        return range(1, len(self.lines) + 1)

    @property
    def longest(self) -> int:
        return LONGEST_WORD if self.question.kind == QuestionKind.WORD_CLOUD else LONGEST_TEXT


class SurveyForm:
    """All questions of a form. With ``data`` it holds what was typed, else ``kept``: what the person said before."""

    def __init__(
        self,
        questions: Sequence[Question],
        data: QueryDict | None = None,
        kept: Mapping[int, dict[str, Any]] | None = None,
    ) -> None:
        self.responses: dict[int, Response] = {}
        self.refusal = ""
        self.asked = [
            self._ask(question, number, data, (kept or {}).get(question.pk, {}))
            for number, question in enumerate(questions, 1)
        ]

    @property
    def faults(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.error]

    def _asked(self, question: Question, number: int) -> Asked:
        return Asked(question, number)

    def _ask(self, question: Question, number: int, data: QueryDict | None, kept: dict[str, Any]) -> Asked:
        asked = self._asked(question, number)
        if data is None:
            _draw(asked, _kept_texts(asked, kept))
            return asked
        _draw(asked, {name: data.getlist(name) for name in data})
        try:
            response = _read(asked)
            if response is not None:
                marking.canonical(response, spec_of(question))
                self.responses[question.pk] = response
        except Malformed as malformed:
            asked.error = sentence(malformed.code, malformed.data)
        return asked


class QuestionForm(SurveyForm):
    """One question alone, whose controls are named ``name``: the same question may stand on the page twice."""

    def __init__(
        self,
        question: Question,
        number: int,
        name: str,
        *,
        data: QueryDict | None = None,
        kept: dict[str, Any] | None = None,
    ) -> None:
        self.number, self.name = number, name
        super().__init__([question], data, {question.pk: kept or {}})

    def _asked(self, question: Question, number: int) -> Asked:
        return Asked(question, self.number, self.name)


def _choices(question: Question) -> list[Choice]:
    return sorted(question.choices.all(), key=lambda choice: choice.position)


def _line_name(asked: Asked, which: int) -> str:
    return f"{asked.name}-{which}"


def _kept_texts(asked: Asked, kept: dict[str, Any]) -> dict[str, list[str]]:
    """A response of before as a browser would send it."""
    if asked.question.kind == QuestionKind.RANKING:
        return {_line_name(asked, choice): [str(place)] for place, choice in enumerate(kept.get("choices", []), 1)}
    if asked.question.kind == QuestionKind.WORD_CLOUD:
        return {_line_name(asked, place): [word] for place, word in enumerate(kept.get("words", []), 1)}
    if "choices" in kept:
        return {asked.name: [str(choice) for choice in kept["choices"]]}
    return {asked.name: [str(kept[key]) for key in ("number", "text") if key in kept]}


def _draw(asked: Asked, sent: Mapping[str, Sequence[str]]) -> None:
    question, own = asked.question, list(sent.get(asked.name, []))
    if question.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        asked.options = [
            Option(f"{asked.name}-{choice.pk}", choice.pk, str(choice.pk) in own, choice)
            for choice in _choices(question)
        ]
    elif question.kind == QuestionKind.SCALE:
        low, high = int(question.low or 0), int(question.high or 0)
        asked.options = [
            Option(f"{asked.name}-{step}", step, str(step) in own, None, step == low, step == high)
            for step in range(low, high + 1)
        ]
    elif question.kind == QuestionKind.RANKING:
        for number, choice in enumerate(_choices(question), 1):
            name = _line_name(asked, choice.pk)
            asked.lines.append(Line(name, name, _first(sent.get(name)), number, choice))
    elif question.kind == QuestionKind.WORD_CLOUD:
        for number in range(1, min(question.max_choices or AT_MOST, MOST_WORDS) + 1):
            name = _line_name(asked, number)
            asked.lines.append(Line(name, name, _first(sent.get(name)), number))
    else:
        asked.typed = _first(own)


def _first(values: Sequence[str] | None) -> str:
    return values[0] if values else ""


def _read(asked: Asked) -> Response | None:
    """What was typed, or None when the question was left out. Raises :class:`Malformed`."""
    kind = asked.question.kind
    if kind == QuestionKind.SCALE:
        return next((Response(number=option.value) for option in asked.options if option.chosen), None)
    if asked.options:
        chosen = [option.value for option in asked.options if option.chosen]
        return Response(choices=chosen) if chosen else None
    if kind == QuestionKind.RANKING:
        return _ranking(asked)
    if kind == QuestionKind.WORD_CLOUD:
        words = [line.value for line in asked.lines if line.value.strip()]
        return Response(words=words) if words else None
    if not asked.typed.strip():
        return None
    return Response(number=_number(asked.typed)) if kind == QuestionKind.NUMERIC else Response(text=asked.typed)


def _ranking(asked: Asked) -> Response | None:
    places = {line.value: line.choice.pk for line in asked.lines if line.value and line.choice}
    if not any(line.value for line in asked.lines):
        return None
    if sorted(places) != sorted(str(place) for place in asked.places):
        raise Malformed("answer.incomplete_ranking", places=len(asked.lines))
    return Response(choices=[places[str(place)] for place in asked.places])


def _number(typed: str) -> float:
    """A number as people write it: with a comma or a point, with digits of their script."""
    try:
        return float("".join(typed.split()).replace(",", ".").replace("٫", "."))
    except ValueError:
        raise Malformed("answer.not_a_number") from None
