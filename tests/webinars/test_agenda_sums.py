"""What an agenda adds up to: examples of each warning, and what holds of any agenda."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.agenda_sums import ASKS, RESTS, SILENT_MINUTES, Part, Stretch, silent_stretches, sums

KINDS = ["module", "quiz", "poll", "discussion", "break"]
PARTS = st.lists(
    st.builds(Part, kind=st.sampled_from(KINDS), minutes=st.integers(1, 240), activities=st.integers(0, 5)), max_size=12
)


@pytest.mark.parametrize(
    ("parts", "silent"),
    [
        ([], []),
        ([Part("module", 49)], []),
        ([Part("module", 50)], [Stretch(0, 50)]),
        ([Part("module", 50, 1)], []),
        ([Part("module", 45), Part("module", 45)], [Stretch(0, 90)]),
        ([Part("module", 45), Part("poll", 5), Part("module", 45)], []),
        ([Part("module", 45), Part("break", 10), Part("module", 45)], []),
        ([Part("module", 45), Part("break", 10), Part("module", 55)], [Stretch(55, 110)]),
        ([Part("module", 40, 1), Part("module", 40, 1)], []),
        ([Part("module", 100, 1)], [Stretch(0, 50), Stretch(50, 100)]),
        ([Part("module", 101, 1)], [Stretch(0, 51), Stretch(50, 101)]),
        ([Part("break", 60)], []),
        ([Part("discussion", 60)], []),
    ],
)
def test_stretches_without_interaction(parts: list[Part], silent: list[Stretch]) -> None:
    assert silent_stretches(parts) == silent


def test_every_warning_of_an_agenda() -> None:
    found = sums(
        [Part("module", 39), Part("module", 40), Part("module", 50), Part("module", 51), Part("break", 5)], 180
    )
    assert (found.total, found.starts) == (185, (0, 39, 79, 129, 180))
    assert (found.odd, found.over, found.is_long) == ((0, 3), 5, True)
    assert found.silent == (Stretch(0, 180),)


@pytest.mark.parametrize(("planned", "sitting", "is_long"), [(180, 180, False), (181, 240, True), (90, 181, True)])
def test_three_hours_are_the_most(planned: int, sitting: int, is_long: bool) -> None:
    assert sums([Part("break", planned)], sitting).is_long is is_long


@given(PARTS)
def test_times_add_up(parts: list[Part]) -> None:
    found = sums(parts, 180)
    assert found.total == sum(part.minutes for part in parts)
    ends = [*found.starts[1:], found.total][: len(parts)]
    assert [end - start for start, end in zip(found.starts, ends, strict=True)] == [part.minutes for part in parts]


@given(PARTS, st.randoms())
def test_order_changes_neither_the_total_nor_which_modules_are_odd(parts: list[Part], chance: object) -> None:
    mixed = list(parts)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    before, after = sums(parts, 100), sums(mixed, 100)
    assert (before.total, before.over, before.is_long) == (after.total, after.over, after.is_long)
    assert sorted(parts[i].minutes for i in before.odd) == sorted(mixed[i].minutes for i in after.odd)


@given(PARTS)
def test_stretches_are_long_in_order_and_hold_no_interaction_and_no_break(parts: list[Part]) -> None:
    found = silent_stretches(parts)
    starts = sums(parts, 0).starts
    for stretch in found:
        assert stretch.minutes >= SILENT_MINUTES
        for start, part in zip(starts, parts, strict=True):
            if part.kind == RESTS or part.kind in ASKS:
                assert start + part.minutes <= stretch.start or start >= stretch.end
    assert found == sorted(found, key=lambda one: one.start)


@given(PARTS)
def test_an_activity_more_never_makes_the_longest_stretch_longer(parts: list[Part]) -> None:
    asked = [Part(part.kind, part.minutes, part.activities + 1) for part in parts]
    longest = max((one.minutes for one in silent_stretches(parts)), default=SILENT_MINUTES)
    assert max((one.minutes for one in silent_stretches(asked)), default=0) <= longest
    if all(part.minutes < SILENT_MINUTES for part in parts):
        assert silent_stretches([Part(part.kind, part.minutes, 50) for part in parts]) == []
