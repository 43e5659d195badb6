"""Time intervals: properties that hold for any of them, and nights when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from webinars.intervals import (
    Interval,
    by_minute,
    clip,
    intersect,
    interval,
    most_at_once,
    people_at,
    presence,
    total_seconds,
    union,
)

NOON = datetime(2026, 6, 4, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def span(start: float, end: float) -> Interval:
    return interval(at(start), at(end))


seconds = st.integers(min_value=-3600, max_value=12 * 3600)
one = st.builds(
    lambda start, length: interval(NOON + timedelta(seconds=start), NOON + timedelta(seconds=start + length)),
    seconds,
    st.integers(min_value=-60, max_value=4 * 3600),
)
many = st.lists(one, max_size=12)


@given(many)
def test_a_union_is_in_order_and_without_overlaps(intervals: list[Interval]) -> None:
    merged = union(intervals)
    assert all(left.end < right.start for left, right in pairwise(merged))
    assert all(each.start < each.end for each in merged)


@given(many)
def test_a_union_of_a_union_is_the_same(intervals: list[Interval]) -> None:
    assert union(union(intervals)) == union(intervals)


@given(many, st.randoms(use_true_random=False))
def test_a_union_does_not_depend_on_the_order(intervals: list[Interval], random: object) -> None:
    shuffled = list(intervals)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert union(shuffled) == union(intervals)


@given(many)
def test_a_union_exceeds_neither_its_span_nor_the_sum(intervals: list[Interval]) -> None:
    merged = union(intervals)
    total = total_seconds(intervals)
    assert total <= sum((each.end - each.start).total_seconds() for each in intervals)
    if merged:
        assert total <= (merged[-1].end - merged[0].start).total_seconds()
        assert total >= max((each.end - each.start).total_seconds() for each in intervals)


@given(many, one)
def test_clipped_time_never_exceeds_the_live_time(intervals: list[Interval], live: Interval) -> None:
    assert total_seconds(clip(intervals, live)) <= total_seconds([live])
    assert total_seconds(clip(intervals, live)) <= total_seconds(intervals)


@given(many, many)
def test_both_sides_of_an_intersection_are_alike(left: list[Interval], right: list[Interval]) -> None:
    assert intersect(left, right) == intersect(right, left)
    assert total_seconds(left) + total_seconds(right) == total_seconds([*left, *right]) + total_seconds(
        intersect(left, right)
    )


@given(st.lists(many, max_size=8), one)
def test_nobody_is_counted_twice_at_any_moment(people: list[list[Interval]], within: Interval) -> None:
    steps = presence(people)
    assert all(0 <= step.people <= len(people) for step in steps)
    assert not steps or steps[-1].people == 0
    minutes = by_minute(steps, within)
    assert max((step.people for step in minutes), default=0) == most_at_once(steps, within)
    for step in minutes[:3]:
        assert people_at(steps, step.at) == sum(
            any(each.start <= step.at < each.end for each in person) for person in people
        )


def test_reconnecting_and_two_devices_count_once() -> None:
    assert total_seconds([span(0, 10), span(5, 20), span(20, 30), span(40, 50)]) == 40 * 60


def test_the_night_when_clocks_go_forward_has_one_hour_less() -> None:
    paris = ZoneInfo("Europe/Paris")
    night = interval(datetime(2026, 3, 29, 1, tzinfo=paris), datetime(2026, 3, 29, 4, tzinfo=paris))
    assert total_seconds([night]) == 2 * 3600


def test_the_night_when_clocks_go_back_has_one_hour_more() -> None:
    paris = ZoneInfo("Europe/Paris")
    first = interval(datetime(2026, 10, 25, 2, 10, tzinfo=paris), datetime(2026, 10, 25, 2, 50, tzinfo=paris))
    again = interval(
        datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=paris), datetime(2026, 10, 25, 2, 50, fold=1, tzinfo=paris)
    )
    assert total_seconds([first, again]) == 80 * 60


def test_half_hour_zones_are_instants_like_others() -> None:
    kathmandu, delhi = ZoneInfo("Asia/Kathmandu"), ZoneInfo("Asia/Kolkata")
    same = interval(datetime(2026, 6, 4, 17, 45, tzinfo=kathmandu), datetime(2026, 6, 4, 18, 45, tzinfo=delhi))
    assert same == span(0, 75)


def test_presence_has_the_most_of_each_minute() -> None:
    steps = presence([[span(0, 3)], [span(1.5, 1.6)], [span(2, 3), span(2.5, 4)]])
    assert [step.people for step in by_minute(steps, span(0, 4))] == [1, 2, 2, 1]
    assert most_at_once(steps, span(0, 4)) == 2
    assert people_at(steps, at(3)) == 1
