"""The arithmetic of places: no bound is broken, nobody is envied, and a second look changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from webinars.places import Bound, Bounds, Claim, Taken, admitted, hindrance

REGION_OF = {1: "ESA", 2: "ESA", 3: "EUR", 4: "AMS"}
administrations = st.sampled_from([None, *REGION_OF])
some = st.none() | st.integers(0, 6)
bounds = st.builds(
    Bounds,
    capacity=st.none() | st.integers(1, 12),
    per_administration=some,
    administrations=st.dictionaries(st.sampled_from(list(REGION_OF)), st.integers(0, 6), max_size=3),
    regions=st.dictionaries(st.sampled_from(["ESA", "EUR", "AMS"]), st.integers(0, 6), max_size=3),
)


def _claims(given_to: Sequence[int | None], first: int = 0) -> list[Claim]:
    return [Claim(first + key, one, REGION_OF.get(one or 0)) for key, one in enumerate(given_to)]


held = st.lists(administrations, max_size=10).map(_claims)
waiting = st.lists(administrations, max_size=20).map(lambda given_to: _claims(given_to, 100))


def _over(within: Bounds, places: Sequence[Claim]) -> Counter[tuple[str, object]]:
    """How far each bound is exceeded, counted anew and without the code under test."""
    over: Counter[tuple[str, object]] = Counter()
    if within.capacity is not None:
        over["all", None] = max(0, len(places) - within.capacity)
    for one, region in {(claim.administration, claim.region) for claim in places}:
        if one is not None:
            own = within.administrations.get(one, within.per_administration)
            if own is not None:
                over["administration", one] = max(0, sum(claim.administration == one for claim in places) - own)
        if region in within.regions:
            over["region", region] = max(0, sum(claim.region == region for claim in places) - within.regions[region])
    return over


@given(bounds, held, waiting)
def test_no_bound_is_broken_further_than_it_was(within: Bounds, there: list[Claim], asked: list[Claim]) -> None:
    before = _over(within, there)
    after = _over(within, [*there, *admitted(within, Taken(there), asked)])
    assert {bound: by for bound, by in after.items() if by} == {bound: by for bound, by in before.items() if by}


@given(bounds, held, waiting)
def test_nobody_who_fits_is_left_waiting(within: Bounds, there: list[Claim], asked: list[Claim]) -> None:
    chosen = admitted(within, Taken(there), asked)
    full = Taken([*there, *chosen])
    assert all(hindrance(within, full, claim) for claim in asked if claim not in chosen)


@given(bounds, held, waiting)
def test_nobody_is_envied(within: Bounds, there: list[Claim], asked: list[Claim]) -> None:
    """Whoever was passed over did not fit even without all those behind them in the list."""
    chosen = admitted(within, Taken(there), asked)
    for place, claim in enumerate(asked):
        if claim not in chosen:
            earlier = [one for one in asked[:place] if one in chosen]
            assert hindrance(within, Taken([*there, *earlier]), claim) is not None


@given(bounds, held, waiting)
def test_a_second_look_changes_nothing(within: Bounds, there: list[Claim], asked: list[Claim]) -> None:
    chosen = admitted(within, Taken(there), asked)
    left = [claim for claim in asked if claim not in chosen]
    assert admitted(within, Taken([*there, *chosen]), left) == []


@given(bounds, waiting)
def test_whoever_comes_one_by_one_is_served_as_a_list_is(within: Bounds, asked: list[Claim]) -> None:
    taken, served = Taken(), []
    for claim in asked:
        served += admitted(within, taken, [claim])
    assert served == admitted(within, Taken(), asked)


@given(held, waiting, st.integers(1, 12), st.integers(1, 12))
def test_two_raises_give_what_the_larger_gives(there: list[Claim], asked: list[Claim], one: int, two: int) -> None:
    first = admitted(Bounds(capacity=min(one, two)), Taken(there), asked)
    left = [claim for claim in asked if claim not in first]
    second = admitted(Bounds(capacity=max(one, two)), Taken([*there, *first]), left)
    assert first + second == admitted(Bounds(capacity=max(one, two)), Taken(there), asked)


@given(held, waiting)
def test_without_bounds_everybody_gets_a_place(there: list[Claim], asked: list[Claim]) -> None:
    assert admitted(Bounds(), Taken(there), asked) == asked


def test_an_own_quota_goes_before_the_one_for_all() -> None:
    within = Bounds(per_administration=1, administrations={1: 2, 2: 0})
    asked = _claims([1, 1, 1, 2, 3, 3, None, None])
    assert [claim.key for claim in admitted(within, Taken(), asked)] == [0, 1, 4, 6, 7]


def test_the_widest_bound_is_named_first() -> None:
    claim = Claim(9, 1, "ESA")
    taken = Taken(_claims([1]))
    tight = Bounds(capacity=1, per_administration=1, regions={"ESA": 1})
    assert hindrance(tight, taken, claim) == Bound.CAPACITY
    assert hindrance(Bounds(per_administration=1, regions={"ESA": 1}), taken, claim) == Bound.ADMINISTRATION
    assert hindrance(Bounds(regions={"ESA": 1}), taken, claim) == Bound.REGION
    assert hindrance(Bounds(capacity=2), taken, claim) is None


def test_lowering_a_bound_takes_nothing_from_anybody() -> None:
    there = _claims([1, 1, 1])
    taken = Taken(there)
    assert admitted(Bounds(capacity=2), taken, _claims([3], 100)) == []
    assert taken.total == 3
