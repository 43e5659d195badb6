"""A finished sitting along its time: parts, slides, polls and quizzes, for one person in one language.

``docs/rules/replay.md`` has the rule in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery

from core.models import RecordedEvent
from core.suppression import THRESHOLD
from courses.choices import LessonKind
from courses.models import Lesson
from courses.queries.decks import DeckPage, pages_of_decks
from people.models import Person
from quizzes import marking
from quizzes.choices import QuestionKind
from quizzes.models import Choice
from quizzes.queries.specs import spec_of
from webinars import topics
from webinars.access.replays import source_of
from webinars.choices import ActivityState
from webinars.models import Activity, AgendaItem, Replay, ReplayAnswer, ReplayView, Sitting
from webinars.protocol.views import ResultsView
from webinars.queries.bars import Bar, bars
from webinars.queries.results import Groups, counted_view, grouped_answers

Change = tuple[float, int, int]
"""Second of the live time, deck, page."""


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


Step = Slide | Asked


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
    """``key`` is that of a film in the house, else ``url`` leads to one elsewhere."""

    key: str = ""
    media_type: str = ""
    url: str = ""


@dataclass(frozen=True)
class Timeline:
    """A replay whole. ``second``: where the person left; ``is_done``: they had seen it all."""

    sitting: Sitting
    seconds: int
    chapters: list[Chapter]
    recording: Recording | None
    second: int
    is_done: bool

    @property
    def length(self) -> str:
        return clock(self.seconds)

    @property
    def slides(self) -> list[Slide]:
        return [step for chapter in self.chapters for step in chapter.steps if isinstance(step, Slide)]

    @property
    def asked(self) -> list[Asked]:
        return [step for chapter in self.chapters for step in chapter.steps if isinstance(step, Asked)]


def live_seconds(sitting: Sitting) -> float:
    """How long a sitting that is over was live."""
    if sitting.live_from is None or sitting.live_until is None:
        return 0.0
    return (sitting.live_until - sitting.live_from).total_seconds()


def _second(sitting: Sitting, moment: datetime) -> float:
    """Where ``moment`` lies in the live time, within its bounds."""
    assert sitting.live_from is not None
    return round(min(max((moment - sitting.live_from).total_seconds(), 0.0), live_seconds(sitting)), 1)


def recorded_slides(sitting: Sitting) -> list[Change]:
    """The pages that were on stage, from the room's events; where those say none, the decks of the agenda.

    A deck of which no page was turned is spread evenly over its part.
    """
    changes: list[Change] = []
    events = RecordedEvent.objects.filter(
        topic=topics.room(sitting.room.pk),
        type="stage.changed",
        at__gte=sitting.live_from,
        at__lte=sitting.live_until,
    )
    for at, payload in events.order_by("seq").values_list("at", "payload"):
        stage = payload["stage"]
        deck = stage["deck"]["id"] if stage["deck"] is not None else None
        if deck is not None and (not changes or changes[-1][1:] != (deck, stage["page"])):
            changes.append((_second(sitting, at), deck, stage["page"]))
    return changes or _spread(sitting)


def _spread(sitting: Sitting) -> list[Change]:
    changes: list[Change] = []
    for item in _ran(sitting):
        if item.deck is None or not item.deck.page_count:
            continue
        start = _second(sitting, item.started_at or sitting.starts_at)
        end = _second(sitting, item.ended_at) if item.ended_at is not None else live_seconds(sitting)
        turn = (end - start) / item.deck.page_count
        changes += [(round(start + turn * page, 1), item.deck.pk, page + 1) for page in range(item.deck.page_count)]
    return changes


def _ran(sitting: Sitting) -> list[AgendaItem]:
    items = AgendaItem.objects.filter(sitting=sitting, started_at__isnull=False).select_related("deck")
    return list(items.order_by("started_at", "position"))


def timeline(sitting: Sitting, person: Person, *, language: str) -> Timeline:
    """The replay for one person: seven queries however much happened, where ``sitting`` has its replay with it."""
    kept: Replay | None = getattr(sitting, "replay", None)
    changes = [tuple(change) for change in kept.slides] if kept is not None else recorded_slides(sitting)
    steps: list[Step] = [*_slides(changes, language), *_asked(sitting, person)]
    chapters = _chapters(sitting)
    for step in sorted(steps, key=lambda step: (step.second, isinstance(step, Asked))):
        _chapter_at(chapters, step.second).steps.append(step)
    view = ReplayView.objects.filter(sitting=sitting, person=person).first()
    return Timeline(
        sitting=sitting,
        seconds=int(live_seconds(sitting)),
        chapters=chapters,
        recording=_recording(sitting),
        second=view.second if view is not None else 0,
        is_done=view is not None and view.done_at is not None,
    )


def _chapters(sitting: Sitting) -> list[Chapter]:
    items = _ran(sitting)
    starts = [_second(sitting, item.started_at) for item in items if item.started_at is not None]
    end = live_seconds(sitting)
    found = [
        Chapter(number, start, until, item)
        for number, (item, start, until) in enumerate(zip(items, starts, [*starts[1:], end], strict=False), 1)
    ]
    if not found or found[0].second > 1:
        first = Chapter(0, 0.0, found[0].second if found else end, None)
        found.insert(0, first)
    return found


def _chapter_at(chapters: Sequence[Chapter], second: float) -> Chapter:
    """The last that had begun."""
    return next((chapter for chapter in reversed(chapters) if chapter.second <= second), chapters[0])


def _slides(changes: Iterable[tuple[Any, ...]], language: str) -> list[Slide]:
    """What of ``changes`` can still be shown: decks and pages may be gone."""
    listed = list(changes)
    decks = pages_of_decks({deck for _, deck, _ in listed}, language)
    pages = {(deck, page.position): page for deck, found in decks.items() for page in found}
    return [Slide(second, pages[deck, page]) for second, deck, page in listed if (deck, page) in pages]


def _asked(sitting: Sitting, person: Person) -> list[Asked]:
    choices = Prefetch("question__choices", Choice.objects.order_by("question_id", "position"))
    own = ReplayAnswer.objects.filter(person=person, activity=OuterRef("pk")).values("response")
    opened = Activity.objects.filter(room__sitting=sitting, opened_at__isnull=False).annotate(own=Subquery(own))
    activities = list(opened.select_related("question").prefetch_related(choices).order_by("opened_at", "pk"))
    shown = [each for each in activities if each.state == ActivityState.REVEALED and each.own is not None]
    said = grouped_answers(shown)
    return [_one(sitting, number, activity, said.get(activity.pk)) for number, activity in enumerate(activities, 1)]


def _one(sitting: Sitting, number: int, activity: Any, said: Groups | None) -> Asked:
    """``said``: what the room answered, where this person may see it if enough did."""
    spec, own = spec_of(activity.question), activity.own
    answered = sum(people for _, _, people in said or ())
    enough = said is not None and answered >= THRESHOLD
    results = None
    if said is not None and enough and activity.question.kind != QuestionKind.OPEN_TEXT:
        results = counted_view(activity.question, said)
    return Asked(
        second=_second(sitting, activity.opened_at),
        number=number,
        activity=activity,
        own=own,
        share=marking.share(own, spec) if own is not None else None,
        room=results,
        bars=bars(activity.question, results),
        answered=answered if enough else None,
        has_key=marking.has_key(spec),
        was_revealed=activity.state == ActivityState.REVEALED,
    )


def _recording(sitting: Sitting) -> Recording | None:
    """Of the lesson that replays the sitting: a film of the house, or an address."""
    lesson = (
        Lesson.objects.filter(source=source_of(sitting.pk), kind=LessonKind.REPLAY, removed_at__isnull=True)
        .select_related("file")
        .only("url", "file__key", "file__media_type")
        .order_by("pk")
        .first()
    )
    if lesson is None:
        return None
    if lesson.file is not None and lesson.file.media_type.startswith("video/"):
        return Recording(key=lesson.file.key, media_type=lesson.file.media_type)
    return Recording(url=lesson.url) if lesson.url else None


def own_replays(person_id: int, sitting_ids: Iterable[int]) -> Mapping[int, ReplayView]:
    """How far the person is in replays, by sitting: one query."""
    rows = ReplayView.objects.filter(person=person_id, sitting__in=set(sitting_ids))
    return {row.sitting_id: row for row in rows}


def unmade_replays(*, since: datetime) -> list[int]:
    """Sittings that ended after ``since`` and of which no replay is kept."""
    over = Sitting.objects.filter(is_rehearsal=False, live_until__gte=since, replay__isnull=True)
    return list(over.order_by("pk").values_list("pk", flat=True))
