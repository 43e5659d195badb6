"""What a replay is made of: steps along its chapters, a recording, and the sittings beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from courses.queries.decks import DeckPage
from quizzes.models import Choice
from webinars.models import Activity, AgendaItem, Sitting
from webinars.protocol.views import ResultsView
from webinars.queries.bars import Bar


def clock(second: float) -> str:
    """A time since the beginning as players show it: ``4:05``, ``1:02:30``."""
    minutes, seconds = divmod(int(second), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@dataclass(frozen=True)
class Slide:
    """A page of a deck from ``second`` on."""

    second: float
    page: DeckPage

    @property
    def at(self) -> str:
        return clock(self.second)


@dataclass(frozen=True)
class Asked:
    """An activity at its place. ``own``: what the person answered for themselves; ``share``: the part of the mark that it is
    worth, None where nothing is right or wrong. ``room``: what the room said, once it may be shown to this person.

    ``answered``: how many did in the room; None under five, or where the room never saw the results.
    """

    second: float
    number: int
    activity: Activity
    own: dict[str, Any] | None
    share: float | None
    room: ResultsView | None
    bars: list[Bar]
    answered: int | None
    has_key: bool
    was_revealed: bool

    @property
    def at(self) -> str:
        return clock(self.second)

    @property
    def right(self) -> list[Choice]:
        """The right choices, for who has answered."""
        if self.own is None or not self.has_key:
            return []
        return [choice for choice in self.activity.question.choices.all() if choice.is_right]


@dataclass(frozen=True)
class Raised:
    """A question to the trainers that they answered: who asked it is not said. ``votes``: None under five."""

    second: float
    text: str
    language: str
    votes: int | None

    @property
    def at(self) -> str:
        return clock(self.second)


Step = Slide | Asked | Raised


@dataclass
class Chapter:
    """A part of the agenda as it ran; without one where nothing was planned. ``until`` is the second at which it ended."""

    number: int
    second: float
    until: float
    item: AgendaItem | None
    steps: list[Step] = field(default_factory=list)

    @property
    def at(self) -> str:
        return clock(self.second)


@dataclass(frozen=True)
class Recording:
    """Where a recording is put, and what is there: ``key`` of a film in the house, which begins at second ``film_from``, with
    the keys of its captions by language; else ``url`` leads to one elsewhere; else there is none."""

    lesson: int
    source_language: str
    key: str = ""
    media_type: str = ""
    captions: Mapping[str, str] = field(default_factory=dict)
    film_from: int = 0
    url: str = ""


@dataclass(frozen=True)
class SittingBeside:
    """A sitting of the webinar, this one too. ``is_done``: the person has seen its replay."""

    sitting_id: int
    number: int
    starts_at: datetime
    ends_at: datetime
    is_over: bool
    is_done: bool


@dataclass(frozen=True)
class Timeline:
    """A replay whole. ``second``: where the person left; ``seen``: the numbers of the steps that they saw; ``is_done``: they
    had seen it all. ``recording``: None where somebody removed the lesson of the replay."""

    sitting: Sitting
    seconds: int
    chapters: list[Chapter]
    recording: Recording | None
    second: int
    seen: list[int]
    is_done: bool
    sittings: list[SittingBeside]

    @property
    def steps(self) -> list[Step]:
        return [step for chapter in self.chapters for step in chapter.steps]

    @property
    def percent(self) -> int:
        """How much of it was seen."""
        total = len(self.steps)
        return 100 if self.is_done else 100 * sum(step < total for step in self.seen) // total if total else 0

    @property
    def own_number(self) -> int:
        return next((each.number for each in self.sittings if each.sitting_id == self.sitting.pk), 1)

    @property
    def next_over(self) -> SittingBeside | None:
        """The first sitting that can be seen again and was not yet, by this person."""
        others = (each for each in self.sittings if each.sitting_id != self.sitting.pk)
        return next((each for each in others if each.is_over and not each.is_done), None)

    @property
    def is_bare(self) -> bool:
        """Nothing was shown or asked, and there is no film to see."""
        return not self.steps and not (self.recording and self.recording.key)

    @property
    def length(self) -> str:
        return clock(self.seconds)

    @property
    def slides(self) -> list[Slide]:
        return [step for chapter in self.chapters for step in chapter.steps if isinstance(step, Slide)]

    @property
    def asked(self) -> list[Asked]:
        return [step for chapter in self.chapters for step in chapter.steps if isinstance(step, Asked)]
