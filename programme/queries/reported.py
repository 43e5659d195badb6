"""What a freeze keeps beside facts, read back into objects, with the texts and names of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from people.models import Person
from programme.queries.measures import shown_name
from quizzes.models import Question
from webinars.intervals import Interval, Step, interval
from webinars.models import AgendaItem
from webinars.protocol.views import ResultsView


@dataclass(frozen=True)
class Part:
    """A part of the agenda as it ran: the most people at once in it."""

    item: AgendaItem
    time: Interval
    most: int


@dataclass(frozen=True)
class Presence:
    """People connected over the live time of one sitting, by minute, with the agenda under it."""

    sitting_id: int
    live: Interval
    minutes: tuple[Step, ...]
    most: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Result:
    """The answers to one question. ``results`` is None while they may not be told: ``hidden`` says why.

    ``languages``: only those that may be told apart. ``kind`` is that of the activity; empty in an evaluation.
    """

    kind: str
    sitting_id: int | None
    question: Question
    anonymous: bool
    hidden: str
    results: ResultsView | None
    languages: tuple[tuple[str, ResultsView], ...]


@dataclass(frozen=True)
class Evaluation:
    filled_in: int
    hidden: str
    questions: tuple[Result, ...]


@dataclass(frozen=True)
class Gain:
    """Means in percent of those who took both tests; None of fewer than five. ``gain``: of what could be gained."""

    people: int
    took_before: int
    took_after: int
    before: float | None
    after: float | None
    gain: float | None


@dataclass(frozen=True)
class Said:
    """``is_final``: the evaluation and the gain are counted at the freeze; before, both are None."""

    activities: tuple[Result, ...]
    evaluation: Evaluation | None
    gain: Gain | None
    is_final: bool


@dataclass(frozen=True)
class Voice:
    """Somebody who spoke. ``name`` is empty when they erased their account."""

    name: str
    seconds: float

    @property
    def minutes(self) -> int:
        """Rounded to the nearest: half a minute of floor is not nothing."""
        return int(self.seconds / 60 + 0.5)


def presence_of(kept: Sequence[dict[str, Any]], items: dict[int, AgendaItem]) -> tuple[Presence, ...]:
    """``items``: what was loaded already; else one query."""
    wanted = {part["item"] for sitting in kept for part in sitting["parts"]}
    if not wanted <= items.keys():
        items = AgendaItem.objects.in_bulk(wanted)
    return tuple(
        Presence(
            sitting_id=sitting["sitting"],
            live=_time(sitting),
            minutes=tuple(
                Step(_time(sitting).start + timedelta(minutes=number), people)
                for number, people in enumerate(sitting["minutes"])
            ),
            most=sitting["most"],
            parts=tuple(
                Part(items[part["item"]], _time(part), part["most"])
                for part in sitting["parts"]
                if part["item"] in items
            ),
        )
        for sitting in kept
    )


def said_of(beside: dict[str, Any], questions: dict[int, Question]) -> Said:
    """``questions``: what was loaded already, with the choices; else two queries."""
    evaluation, gain = beside.get("evaluation"), beside.get("gain")
    lines = [*beside["activities"], *(evaluation["questions"] if evaluation else ())]
    wanted = {line["question"] for line in lines}
    if not wanted <= questions.keys():
        found = Question.objects.filter(pk__in=wanted).prefetch_related("choices")
        questions = {question.pk: question for question in found}
    return Said(
        activities=tuple(_result(line, questions) for line in beside["activities"] if line["question"] in questions),
        evaluation=evaluation
        and Evaluation(
            evaluation["filled_in"],
            evaluation["hidden"],
            tuple(_result(line, questions) for line in evaluation["questions"] if line["question"] in questions),
        ),
        gain=gain and Gain(**gain),
        is_final="evaluation" in beside,
    )


def voices_of(kept: Sequence[dict[str, Any]], names: dict[int, str]) -> tuple[Voice, ...]:
    """``names``: what was loaded already; else one query."""
    wanted = {voice["person"] for voice in kept}
    if not wanted <= names.keys():
        people = Person.objects.filter(pk__in=wanted).values_list("pk", "full_name", "email")
        names = {person: shown_name(name, email) for person, name, email in people}
    return tuple(Voice(names.get(voice["person"], ""), voice["seconds"]) for voice in kept)


def _time(kept: dict[str, Any]) -> Interval:
    return interval(datetime.fromisoformat(kept["from"]), datetime.fromisoformat(kept["until"]))


def _result(line: dict[str, Any], questions: dict[int, Question]) -> Result:
    return Result(
        kind=line.get("kind", ""),
        sitting_id=line.get("sitting"),
        question=questions[line["question"]],
        anonymous=line.get("anonymous", True),
        hidden=line["hidden"],
        results=ResultsView.model_validate(line["results"]) if line["results"] else None,
        languages=tuple((code, ResultsView.model_validate(own)) for code, own in line["languages"].items()),
    )
