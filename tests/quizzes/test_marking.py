"""What a response may be, how it is written, and what it is worth."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.choices import ROOM_KINDS
from quizzes.marking import (
    Malformed,
    QuestionSpec,
    canonical,
    canonical_text,
    has_key,
    mark,
    speed_share,
)
from quizzes.marking.points import to_points


@dataclass(frozen=True)
class Response:
    choices: list[int] | None = None
    number: float | None = None
    text: str | None = None
    words: list[str] | None = None


ids = st.lists(st.integers(1, 2**62), min_size=2, max_size=8, unique=True)


@st.composite
def chosen(draw: Any) -> tuple[QuestionSpec, list[int]]:
    """A multiple choice with a right answer, and some of its choices in any order."""
    offered = draw(ids)
    right = draw(st.lists(st.sampled_from(offered), min_size=1, unique=True))
    ticked = draw(st.lists(st.sampled_from(offered), min_size=1, unique=True))
    return QuestionSpec("multiple", tuple(offered), frozenset(right), points=3), ticked


anything = st.builds(
    Response,
    choices=st.none() | st.lists(st.integers(-3, 8), max_size=6),
    number=st.none() | st.floats(),
    text=st.none() | st.text(max_size=30) | st.text(st.characters(categories=["Cc", "Cs", "Cf", "Zs"]), max_size=5),
    words=st.none() | st.lists(st.text(max_size=10), max_size=5),
)


@pytest.mark.parametrize("kind", ROOM_KINDS)
@given(response=anything)
def test_a_response_is_refused_or_written_in_one_way(kind: str, response: Response):
    """Canonical text is JSON that a database keeps, and canonical of the canonical is the same."""
    spec = QuestionSpec(kind, (1, 2, 3), frozenset({2}), low=0, high=5, key_number=2)
    try:
        text = canonical_text(response, spec)
    except Malformed:
        return
    text.encode()
    assert "\\u0000" not in text
    assert canonical_text(Response(**json.loads(text)), spec) == text
    found = mark(json.loads(text), spec)
    assert Decimal(0) <= found.points <= found.max_points


@given(chosen())
def test_the_order_of_ticks_does_not_matter(case: tuple[QuestionSpec, list[int]]):
    spec, ticked = case
    texts = {canonical_text(Response(choices=order), spec) for order in (ticked, ticked[::-1], sorted(ticked))}
    assert len(texts) == 1


@given(chosen())
def test_multiple_choice_is_never_negative_and_full_only_when_right(case: tuple[QuestionSpec, list[int]]):
    spec, ticked = case
    found = mark(canonical(Response(choices=ticked), spec), spec)
    assert Decimal(0) <= found.points <= 3
    assert (found.points == 3) == found.is_right == (set(ticked) == spec.right)


@pytest.mark.parametrize(
    ("ticked", "share"),
    [([1], "0.5"), ([1, 2], "1"), ([1, 3], "0"), ([1, 2, 3], "0.5"), ([3, 4], "0"), ([1, 2, 3, 4], "0")],
)
def test_a_wrong_tick_takes_a_right_one_back(ticked: list[int], share: str):
    spec = QuestionSpec("multiple", (1, 2, 3, 4), frozenset({1, 2}))
    assert mark({"choices": ticked}, spec).points == Decimal(share)


@given(ids.flatmap(lambda offered: st.tuples(st.just(offered), st.permutations(offered))))
def test_a_ranking_is_worth_its_pairs_in_order(case: tuple[list[int], list[int]]):
    offered, ranked = case
    spec = QuestionSpec("ranking", tuple(offered), frozenset(offered), points=1)
    found = mark(canonical(Response(choices=ranked), spec), spec)
    assert found.is_right == (ranked == offered)
    assert mark({"choices": offered[::-1]}, spec).points == 0
    assert Decimal(0) <= found.points <= 1


def test_one_swap_of_neighbours_among_four_costs_a_third():
    spec = QuestionSpec("ranking", (1, 2, 3, 4), frozenset({1, 2, 3, 4}), points=3)
    assert mark({"choices": [2, 1, 3, 4]}, spec).points == 2


@pytest.mark.parametrize(("number", "right"), [(0.3, True), (0.1, True), (0.31, False), (0.2, True), (0.0999, False)])
def test_a_number_is_right_up_to_the_tolerance_itself(number: float, right: bool):
    spec = QuestionSpec("numeric", key_number=0.2, tolerance=0.1)
    assert mark(canonical(Response(number=number), spec), spec).is_right is right


@pytest.mark.parametrize(("written", "kept"), [(3.0, "3"), (-0.0, "0"), (2.50, "2.5"), (1e15, "1000000000000000")])
def test_equal_numbers_are_written_equally(written: float, kept: str):
    assert canonical_text(Response(number=written), QuestionSpec("numeric")) == f'{{"number":{kept}}}'


@pytest.mark.parametrize("kind", ["scale", "open_text", "word_cloud"])
def test_opinions_have_no_right_answer(kind: str):
    spec = QuestionSpec(kind, low=1, high=5, key_number=3, right=frozenset({1}))
    assert (has_key(spec), mark({"number": 3}, spec).max_points) == (False, 0)


def test_a_question_without_an_answer_is_worth_nothing_of_its_points():
    found = mark(None, QuestionSpec("single", (1, 2), frozenset({1}), points=4))
    assert (found.points, found.max_points, found.is_right) == (0, 4, False)


@given(st.floats(0, 1), st.integers(0, 100), st.none() | st.floats(-1, 2))
def test_points_stay_between_nothing_and_all(share: float, points: int, speed: float | None):
    found = to_points(share, points, speed)
    assert Decimal(0) <= found.points <= found.max_points == points


@given(st.floats(-5, 500), st.floats(0, 500), st.floats(1, 3600))
def test_answering_later_never_pays(elapsed: float, later: float, allowed: float):
    assert 1 >= speed_share(elapsed, allowed) >= speed_share(elapsed + later, allowed) >= 0


def test_a_right_answer_at_the_last_moment_is_worth_half():
    spec = QuestionSpec("single", (1, 2), frozenset({1}), points=10)
    worth = [mark({"choices": [1]}, spec, speed=speed_share(elapsed, 22)).points for elapsed in (0, 2, 12, 22, 40)]
    assert worth == [10, 10, Decimal("7.5"), 5, 5]
    assert mark({"choices": [2]}, spec, speed=1.0).points == 0
