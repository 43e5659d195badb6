"""The files in ``content/``: webinars, polls, quizzes and what people say, in six languages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.languages import LANGUAGES
from quizzes.content import ChoiceContent, QuestionContent

CONTENT = Path(__file__).parent / "content"
Texts = dict[str, str]


class Untranslated(Exception):
    """A text of the demonstration is not there in all six languages."""


@dataclass(frozen=True)
class Part:
    """A part of an agenda. ``polls`` and ``quiz`` name what is prepared for it in ``polls.toml`` and ``quizzes.toml``."""

    kind: str
    title: Texts
    minutes: int
    notes: str
    shows_slides: bool
    polls: tuple[str, ...]
    quiz: str


@dataclass(frozen=True)
class Plan:
    title: Texts
    description: Texts
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Poll:
    """A poll or discussion point to prepare."""

    kind: str
    draft: QuestionContent
    anonymous: bool
    live_results: bool


@dataclass(frozen=True)
class QuizPlan:
    title: Texts
    questions: tuple[tuple[QuestionContent, int], ...]


@dataclass(frozen=True)
class Saying:
    """What somebody writes, in their own language. ``author`` is the first part of their address, ``minute`` since the start."""

    author: str
    text: str
    minute: float
    state: str = "published"
    votes: int = 0


@cache
def load(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def texts(value: dict[str, str], where: str) -> Texts:
    """A text in all six languages, or :class:`Untranslated`."""
    if set(value) != set(LANGUAGES) or not all(text.strip() for text in value.values()):
        raise Untranslated(where)
    return {language: " ".join(value[language].split()) for language in LANGUAGES}


def plan(name: str) -> Plan:
    data = load(name)
    parts = tuple(
        Part(
            kind=row["kind"],
            title=texts(row["title"], f"{name}: part {number}"),
            minutes=row["minutes"],
            notes=row.get("notes", ""),
            shows_slides=row.get("slides", False),
            polls=tuple(row.get("polls", ())),
            quiz=row.get("quiz", ""),
        )
        for number, row in enumerate(data["part"], start=1)
    )
    return Plan(texts(data["title"], name), texts(data["description"], name), parts)


def poll(key: str) -> Poll:
    row = load("polls")[key]
    return Poll(
        row.get("activity", "poll"), _draft(row, key), row.get("anonymous", False), row.get("live_results", False)
    )


def quiz(key: str) -> QuizPlan:
    row = load(f"quiz_{key}")
    questions = tuple(
        (_draft(question, f"{key} {number}"), question.get("seconds", 30))
        for number, question in enumerate(row["question"], start=1)
    )
    return QuizPlan(texts(row["title"], key), questions)


def sayings(webinar: str, what: str) -> list[Saying]:
    return [Saying(**row) for row in load("voices")[webinar][what]]


def _draft(row: dict[str, Any], where: str) -> QuestionContent:
    several: dict[str, Any] = {
        name: texts(row[name], f"{where}: {name}") for name in ("explanation", "low_label", "high_label") if name in row
    }
    choices = tuple(
        ChoiceContent(
            text=texts({code: choice[code] for code in LANGUAGES if code in choice}, f"{where}: choice {number}"),
            is_right=choice.get("right", False),
        )
        for number, choice in enumerate(row.get("choice", ()), start=1)
    )
    numbers = {
        name: row[name] for name in ("low", "high", "key_number", "tolerance", "max_choices", "points") if name in row
    }
    return QuestionContent(kind=row["kind"], text=texts(row["text"], where), choices=choices, **several, **numbers)
