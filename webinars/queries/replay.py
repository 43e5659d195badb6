"""A finished sitting along its time: parts, slides, polls and quizzes, for one person in one language.

``docs/rules/replay.md`` has the rule in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery

from core.models import RecordedEvent
from core.suppression import THRESHOLD
from courses.choices import LessonKind
from courses.models import Lesson
from courses.queries.decks import pages_of_decks
from people.models import Person
from quizzes import marking
from quizzes.choices import QuestionKind
from quizzes.models import Choice
from quizzes.queries.specs import spec_of
from webinars import topics
from webinars.access.replays import source_of
from webinars.choices import ActivityState, AskedState
from webinars.models import Activity, AgendaItem, AskedQuestion, Replay, ReplayAnswer, ReplayView, Sitting
from webinars.queries.bars import bars
from webinars.queries.results import Groups, counted_view, grouped_answers
from webinars.queries.timelines import Asked, Chapter, Raised, Recording, SittingBeside, Slide, Step, Timeline

Change = tuple[float, int, int]
"""Second of the live time, deck, page."""


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


def timeline(sitting: Sitting, person: Person, *, language: str, with_voices: bool = False) -> Timeline:
    """The replay for one person: seven queries however much happened, where ``sitting`` has its replay with it; one more with
    the questions of the room (``with_voices``)."""
    kept: Replay | None = getattr(sitting, "replay", None)
    changes = [tuple(change) for change in kept.slides] if kept is not None else recorded_slides(sitting)
    steps: list[Step] = [*_slides(changes, language), *_asked(sitting, person)]
    if with_voices:
        steps += _raised(sitting)
    chapters = _chapters(sitting)
    for step in sorted(steps, key=lambda step: (step.second, not isinstance(step, Slide))):
        _chapter_at(chapters, step.second).steps.append(step)
    sittings, view = _sittings(sitting, person)
    return Timeline(
        sitting=sitting,
        seconds=int(live_seconds(sitting)),
        chapters=chapters,
        recording=_recording(sitting, kept.film_from if kept is not None else 0),
        second=view.second,
        seen=view.seen,
        is_done=view.done_at is not None,
        sittings=sittings,
    )


def _sittings(sitting: Sitting, person: Person) -> tuple[list[SittingBeside], ReplayView]:
    """The sittings of the webinar in order, and how far the person is in the replay of this one."""
    own = ReplayView.objects.filter(person=person, sitting=OuterRef("pk"))
    rows = Sitting.objects.filter(webinar=sitting.webinar_id, is_rehearsal=False).order_by("starts_at", "pk")
    told = rows.annotate(
        own_second=Subquery(own.values("second")),
        own_seen=Subquery(own.values("seen")),
        own_done_at=Subquery(own.values("done_at")),
    )
    found, view = [], ReplayView(sitting=sitting, person=person)
    for number, row in enumerate(told, 1):
        is_over = row.live_from is not None and row.live_until is not None
        found.append(SittingBeside(row.pk, number, row.starts_at, row.ends_at, is_over, row.own_done_at is not None))
        if row.pk == sitting.pk:
            view.second, view.seen, view.done_at = row.own_second or 0, row.own_seen or [], row.own_done_at
    return found, view


def _raised(sitting: Sitting) -> list[Raised]:
    """The questions that the trainers answered: the room read them, without a name they tell of nobody."""
    answered = AskedQuestion.objects.filter(
        room__sitting=sitting, state=AskedState.ANSWERED, asked_at__gte=sitting.live_from
    )
    return [
        Raised(_second(sitting, asked_at), text, language, votes if votes >= THRESHOLD else None)
        for asked_at, text, language, votes in answered.order_by("asked_at", "pk").values_list(
            "asked_at", "text", "language", "votes"
        )
    ]


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
    is_worded = activity.question.kind == QuestionKind.WORD_CLOUD
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
        bars=[bar for bar in bars(activity.question, results) if not is_worded or bar.count >= THRESHOLD],
        answered=answered if enough else None,
        has_key=marking.has_key(spec),
        was_revealed=activity.state == ActivityState.REVEALED,
    )


def _recording(sitting: Sitting, film_from: int) -> Recording | None:
    """Of the lesson that replays the sitting: a film of the house with its captions, or an address. One query."""
    lessons = Lesson.objects.filter(source=source_of(sitting.pk), kind=LessonKind.REPLAY, removed_at__isnull=True)
    rows = list(
        lessons.order_by("pk").values_list(
            "pk",
            "module__source_language",
            "url",
            "file__key",
            "file__media_type",
            "captions__language",
            "captions__file__key",
        )
    )
    rows = [row for row in rows if row[0] == rows[0][0]]
    if not rows:
        return None
    lesson, source, url, key, media_type = rows[0][:5]
    if not (media_type or "").startswith("video/"):
        return Recording(lesson, source, url=url)
    captions = {code: file for *_, code, file in rows if code}
    return Recording(lesson, source, key, media_type, captions, film_from)


def unmade_replays(*, since: datetime) -> list[int]:
    """Sittings that ended after ``since`` and of which no replay is kept."""
    over = Sitting.objects.filter(is_rehearsal=False, live_until__gte=since, replay__isnull=True)
    return list(over.order_by("pk").values_list("pk", flat=True))
