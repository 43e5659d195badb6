"""Standings in a live quiz: one's own, and by country. Never a list of persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, Q, Sum

from people.models import Person
from quizzes import marking
from quizzes.models import AttemptAnswer
from quizzes.queries.specs import specs_of
from webinars.choices import ActivityKind, ActivityState
from webinars.models import Activity, Room
from webinars.protocol.views import CountryMark, StandingView

FEWEST = 5
"""A country with fewer people is not on the board."""


def source_of(room: Room) -> str:
    """Where attempts of this room were taken, for :class:`quizzes.models.Attempt`."""
    return f"sitting:{room.sitting_id}"


def standing(room: Room, *, quiz_id: int, person: Person) -> StandingView:
    """One's own points over the questions revealed so far; a question not answered counts as nothing."""
    questions = _revealed(room, quiz_id)
    figures = AttemptAnswer.objects.filter(
        attempt__quiz_id=quiz_id, attempt__source=source_of(room), attempt__person=person, question_id__in=questions
    ).aggregate(mark=Sum("mark"), right=Count("id", filter=Q(is_right=True)))
    return StandingView(
        quiz=quiz_id,
        mark=float(figures["mark"] or 0),
        max_mark=float(_max_mark(questions)),
        right=figures["right"],
        questions=len(questions),
    )


def boards(activities: Iterable[Activity]) -> dict[int, list[CountryMark]]:
    """The board for each revealed question of a quiz: as it stands over all questions of its quiz revealed so far.

    The number of queries is that of the quizzes, which are one or two in a room.
    """
    by_quiz: defaultdict[tuple[int, int], list[Activity]] = defaultdict(list)
    for activity in activities:
        if activity.kind == ActivityKind.QUIZ and activity.quiz_id is not None:
            by_quiz[activity.room_id, activity.quiz_id].append(activity)
    found: dict[int, list[CountryMark]] = {}
    for (room_id, quiz_id), members in by_quiz.items():
        lines = board(Room.objects.get(pk=room_id), quiz_id=quiz_id)
        found.update({activity.pk: lines for activity in members})
    return found


def board(room: Room, *, quiz_id: int) -> list[CountryMark]:
    """Countries by their people's mean share of the points to be had, the best first.

    Countries with fewer than five people are left out; and when those left out are together fewer than five, so that a
    subtraction could give them back, so is the smallest of the others, until they are not.
    """
    questions = _revealed(room, quiz_id)
    most = _max_mark(questions)
    if not most:
        return []
    rows = (
        AttemptAnswer.objects.filter(
            attempt__quiz_id=quiz_id, attempt__source=source_of(room), question_id__in=questions
        )
        .values_list("attempt__person__country", "attempt__person__administration__country")
        .annotate(people=Count("attempt__person_id", distinct=True), mark=Sum("mark"))
        .order_by()
    )
    people: defaultdict[str, int] = defaultdict(int)
    marks: defaultdict[str, Decimal] = defaultdict(Decimal)
    for own, administration, number, mark in rows:
        country = own or administration or ""
        people[country] += number
        marks[country] += mark
    shown = disclosed(people)
    lines = [
        CountryMark(
            country=country,
            people=people[country],
            mean=float(round(100 * marks[country] / (most * people[country]))),
        )
        for country in shown
    ]
    return sorted(lines, key=lambda line: (-line.mean, line.country))


def disclosed(people: dict[str, int]) -> set[str]:
    """Countries that may be shown, given how many people each has; those of an unknown country never are."""
    shown = {country for country, number in people.items() if country and number >= FEWEST}
    rest = sum(number for country, number in people.items() if country not in shown)
    while shown and 0 < rest < FEWEST:
        smallest = min(shown, key=lambda country: (people[country], country))
        shown.remove(smallest)
        rest += people[smallest]
    return shown


def _revealed(room: Room, quiz_id: int) -> list[int]:
    rows = Activity.objects.filter(room=room, quiz_id=quiz_id, kind=ActivityKind.QUIZ, state=ActivityState.REVEALED)
    return list(rows.values_list("question_id", flat=True))


def _max_mark(question_ids: list[int]) -> Decimal:
    specs = specs_of(question_ids)
    return sum((marking.mark(None, spec).max_points for spec in specs.values()), Decimal(0))
