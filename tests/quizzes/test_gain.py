"""Hake's average normalised gain, of people who took both tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.marking.gain import Gain, normalised_gain


def test_half_of_what_could_be_gained():
    assert normalised_gain([(40, 70)] * 5) == Gain(people=5, before=40, after=70, gain=0.5)


def test_the_gain_is_that_of_the_means_not_the_mean_of_the_gains():
    pairs = [(0, 50), (0, 50), (0, 50), (0, 50), (90, 80)]
    found = normalised_gain(pairs)
    assert (found.before, found.after) == (18, 56)
    assert found.gain == pytest.approx(38 / 82)


def test_fewer_than_five_people_have_neither_means_nor_gain():
    assert normalised_gain([(40, 70)] * 4) == Gain(people=4)


def test_whoever_knew_everything_before_could_gain_nothing():
    assert normalised_gain([(100, 90)] * 6) == Gain(people=6, before=100, after=90, gain=None)


def test_forgetting_is_a_negative_gain():
    assert normalised_gain([(50, 25)] * 5).gain == -0.5


@given(st.lists(st.tuples(st.floats(0, 99), st.floats(0, 100)), min_size=5, max_size=40))
def test_a_gain_is_never_more_than_all_that_was_left(pairs: list[tuple[float, float]]):
    gain = normalised_gain(pairs).gain
    assert gain is not None
    assert gain <= 1 + 1e-9
