"""Arithmetic of time intervals. Pure: no clock, no database.

An interval is half-open, ``start <= t < end``, of two instants in UTC. :func:`interval` converts: Python subtracts two
datetimes of one zone by the wall clock, which is wrong in the night when the clocks change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple


class Interval(NamedTuple):
    start: datetime
    end: datetime


class Step(NamedTuple):
    """``people`` are there from ``at`` until the next step."""

    at: datetime
    people: int


def interval(start: datetime, end: datetime) -> Interval:
    """From two aware instants of any zone. An end before the start gives an empty interval at the start."""
    begin = start if start.tzinfo is UTC else start.astimezone(UTC)
    return Interval(begin, max(begin, end if end.tzinfo is UTC else end.astimezone(UTC)))


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time, in order, without overlaps, touching ones joined, empty ones left out."""
    merged: list[Interval] = []
    present = [one for one in intervals if one.start < one.end]
    if len(present) < 2:
        return present
    for one in sorted(present):
        if merged and one.start <= merged[-1].end:
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return merged


def intersect(left: Iterable[Interval], right: Iterable[Interval]) -> list[Interval]:
    """The time that is in both."""
    ours, theirs = union(left), union(right)
    common: list[Interval] = []
    i = j = 0
    while i < len(ours) and j < len(theirs):
        start = max(ours[i].start, theirs[j].start)
        end = min(ours[i].end, theirs[j].end)
        if start < end:
            common.append(Interval(start, end))
        if ours[i].end < theirs[j].end:
            i += 1
        else:
            j += 1
    return common


def clip(intervals: Iterable[Interval], within: Interval) -> list[Interval]:
    """The part that lies in ``within``."""
    start, end = within
    inside = [one for one in union(intervals) if one.start < end and one.end > start]
    return [Interval(max(one.start, start), min(one.end, end)) for one in inside if start < end]


def total_seconds(intervals: Iterable[Interval]) -> float:
    """Length in seconds; time that several intervals share counts once."""
    return sum(((one.end - one.start).total_seconds() for one in union(intervals)), 0.0)


def presence(people: Iterable[Iterable[Interval]]) -> list[Step]:
    """How many people are there, as steps in order. Each item of ``people`` is the time of one person."""
    changes: dict[datetime, int] = {}
    for person in people:
        for one in union(person):
            changes[one.start] = changes.get(one.start, 0) + 1
            changes[one.end] = changes.get(one.end, 0) - 1
    steps: list[Step] = []
    there = 0
    for at in sorted(changes):
        if changes[at]:
            there += changes[at]
            steps.append(Step(at, there))
    return steps


def people_at(steps: Sequence[Step], at: datetime) -> int:
    index = bisect_right([step.at for step in steps], at) - 1
    return steps[index].people if index >= 0 else 0


def most_at_once(steps: Sequence[Step], within: Interval) -> int:
    """The greatest number of people at any moment of ``within``; 0 for an empty interval."""
    if within.start >= within.end:
        return 0
    inside = [step.people for step in steps if within.start < step.at < within.end]
    return max([people_at(steps, within.start), *inside])


def by_minute(steps: Sequence[Step], within: Interval) -> list[Step]:
    """For each minute of ``within``, the most people at once in it. The last minute may be a shorter one."""
    minutes: list[Step] = []
    there = people_at(steps, within.start)
    index = bisect_right([step.at for step in steps], within.start)
    at = within.start
    while at < within.end:
        until = min(at + timedelta(minutes=1), within.end)
        most = there
        while index < len(steps) and steps[index].at < until:
            there = steps[index].people
            most = max(most, there) if steps[index].at > at else there
            index += 1
        minutes.append(Step(at, most))
        at = until
    return minutes
