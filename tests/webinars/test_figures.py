"""The geometry of the chart of people connected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webinars.figures import BOTTOM, LEFT, RIGHT, TOP, presence_chart, round_ceiling
from webinars.intervals import Step, by_minute, interval, presence

NOON = datetime(2026, 6, 4, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


@given(st.integers(0, 100_000))
def test_the_axis_holds_every_count_and_wastes_little(most: int) -> None:
    ceiling = round_ceiling(most)
    assert most <= ceiling <= max(4, 2 * most)
    assert ceiling % 2 == 0


def test_a_chart_of_three_minutes() -> None:
    live = interval(at(0), at(4))
    steps = presence([[interval(at(0), at(4))], [interval(at(1), at(2))]])
    chart = presence_chart(live, by_minute(steps, live), [interval(at(0), at(2)), interval(at(2), at(4))])
    assert chart is not None
    assert chart.line == "M36.0 140.0H146.0V100.0H256.0V140.0H476"
    assert chart.area == chart.line + "V180H36z"
    assert [(level.people, level.y) for level in chart.levels] == [(0, 180.0), (2, 100.0), (4, 20.0)]
    assert [(band.x, band.width) for band in chart.bands] == [(36.0, 219.0), (256.0, 219.0)]
    assert (chart.peak.people, chart.peak_at) == (2, at(1))


def test_without_live_time_there_is_nothing_to_draw() -> None:
    assert presence_chart(interval(at(0), at(0)), [], []) is None


@given(st.lists(st.integers(0, 300), min_size=1, max_size=40))
def test_nothing_is_drawn_outside(counts: list[int]) -> None:
    live = interval(at(0), at(len(counts)))
    chart = presence_chart(live, [Step(at(minute), people) for minute, people in enumerate(counts)], [live])
    assert chart is not None
    assert all(TOP <= level.y <= BOTTOM for level in [*chart.levels, chart.peak])
    assert all(LEFT <= mark.x <= RIGHT for mark in chart.marks)
    assert LEFT <= chart.peak_x <= RIGHT
    assert chart.peak.people == max(counts)
