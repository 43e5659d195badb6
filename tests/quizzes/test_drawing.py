"""Chance that can be told again: what is drawn and shuffled for an attempt."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import TestCase
from hypothesis import given
from hypothesis import strategies as st

from quizzes.choices import BankState
from quizzes.drawing import Lot, draw, draw_lots, shuffled
from quizzes.models import Category, Question, QuizDraw, Tag
from quizzes.queries.draws import candidates_of, drawn
from tests.factories import make_question, make_quiz

ids = st.lists(st.integers(1, 60), max_size=40)
seeds = st.integers(-(2**62), 2**62)


def test_a_seed_says_the_same_for_ever() -> None:
    assert shuffled(range(1, 11), 2026, "questions") == [8, 4, 5, 9, 6, 2, 10, 3, 1, 7]
    assert draw(range(1, 101), 5, 2026, "draw", 3) == [16, 55, 95, 13, 93]


@given(ids, seeds)
def test_shuffling_keeps_everything_and_hears_its_key(items: list[int], seed: int) -> None:
    assert sorted(shuffled(items, seed)) == sorted(items)
    assert shuffled(items, seed, "a") == shuffled(items, seed, "a")
    long = list(range(60))
    assert len({tuple(shuffled(long, seed, *key)) for key in ((), ("1",), (1,), (1, 1), (11,), ("a", "b"))}) == 6


@given(ids, st.integers(0, 50), seeds, st.sets(st.integers(1, 60)))
def test_a_draw_has_no_doubles_and_nothing_it_may_not(items: list[int], count: int, seed: int, out: set[int]) -> None:
    free = set(items) - out
    found = draw(items, count, seed, "d", without=out)
    assert (len(found), len(set(found)), set(found) <= free) == (min(count, len(free)), len(found), True)
    assert draw(list(reversed(items)) * 2, count, seed, "d", without=out) == found


def test_every_candidate_comes_equally_often_and_in_every_place() -> None:
    drawn = [draw(range(8), 3, seed) for seed in range(4000)]
    for counted, share in ((Counter(pk for found in drawn for pk in found), 3), (Counter(f[0] for f in drawn), 1)):
        assert set(counted) == set(range(8))
        assert all(abs(times - 4000 * share / 8) < 5 * (4000 * share / 8) ** 0.5 for times in counted.values())


@given(
    st.lists(st.tuples(st.sets(st.integers(1, 12)), st.integers(0, 5)), max_size=5), seeds, st.sets(st.integers(1, 4))
)
def test_lots_share_nothing_and_waste_nothing(wanted: list[tuple[set[int], int]], seed: int, out: set[int]) -> None:
    lots = [Lot(number, candidates, count) for number, (candidates, count) in enumerate(wanted)]
    found = draw_lots(lots, seed, without=out)
    assert found == draw_lots(lots, seed, without=out)
    every = [pk for one in found for pk in one]
    assert len(set(every)) == len(every)
    for lot, one in zip(lots, found, strict=True):
        assert (set(one) <= set(lot.candidates) - out, len(one) <= lot.count) == (True, True)
    assert len(every) == _most(lots, out)


def _most(lots: list[Lot], out: set[int]) -> int:
    """How many can be drawn in all, by Hall's theorem over every group of lots."""
    best = total = sum(lot.count for lot in lots)
    for chosen in range(1 << len(lots)):
        group = [lot for number, lot in enumerate(lots) if chosen >> number & 1]
        reach = set().union(*(lot.candidates for lot in group)) - out
        best = min(best, total - sum(lot.count for lot in group) + len(reach))
    return best


@pytest.mark.django_db
def test_a_draw_asks_the_bank_for_what_is_approved_and_fits() -> None:
    goods, chapter, other = (Category.objects.create(name_en=name) for name in ("Goods", "84", "Other"))
    chapter.parent = goods
    chapter.save()
    topic, maturity = (Tag.objects.create(kind="topic", key=key, name_en=key) for key in ("valuation", "m1"))

    def question(category: Category | None, *tags: Tag, state: str = BankState.APPROVED, **fields: int) -> Question:
        made = make_question(category=category, state=state, **fields)
        made.tags.add(*tags)
        return made

    fits = question(goods, topic, difficulty=2)
    within_it = question(chapter, topic, maturity, difficulty=3)
    plain = question(other)
    question(goods, topic, difficulty=2, state=BankState.RETIRED)
    question(goods, topic, difficulty=5)
    question(goods, maturity, difficulty=2)
    question(goods, topic)
    quiz = make_quiz(questions=0)
    one = QuizDraw.objects.create(quiz=quiz, position=1, category=goods, easiest=1, hardest=3)
    one.tags.add(topic)
    two = QuizDraw.objects.create(quiz=quiz, position=2, count=1)
    two.tags.add(topic, maturity)
    three = QuizDraw.objects.create(quiz=quiz, position=3, category=other)
    draws = [one, two, three]
    with TestCase().assertNumQueries(3):
        found = candidates_of(draws)
    assert {pk: set(found[pk]) for pk in found} == {
        one.pk: {fits.pk, within_it.pk},
        two.pk: {within_it.pk},
        three.pk: {plain.pk},
    }
    assert candidates_of([three]) == {three.pk: [plain.pk]}
    for seed in range(20):
        assert drawn(draws, seed, without={plain.pk}) == {one.pk: [fits.pk], two.pk: [within_it.pk], three.pk: []}
