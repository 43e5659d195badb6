"""The ledger of divisions, against a reader who knows everybody's membership, every answer, and the method itself.

The reader is played in full on small populations: all ways in which the people may divide go through the method; those that would
publish the same are what the reader cannot tell apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.disclosure import Ledger

Women = frozenset[int]
Published = tuple[object, ...]


@dataclass(frozen=True)
class Event:
    """Somebody asks for a table, or for one group that a closed one may join."""

    level: int
    cells: tuple[frozenset[int], ...]


def play(events: tuple[Event, ...], women: Women, *, k: int, ask_from: int) -> Published:
    """All that the method publishes over these events, closed groups included."""
    ledger = Ledger(k=k, ask_from=ask_from)
    seen: list[object] = []
    for event in events:
        if len(event.cells) > 1:
            asked = ledger.divide(event.level, {str(n): cell for n, cell in enumerate(event.cells)}, women)
            seen.append([(one.cells, one.group.members, one.group.women) for one in asked])
            continue
        newcomers = ledger.countable(event.level, event.cells[0])
        refused = next((group for group in ledger.groups if group.level == event.level and not group.is_open), None)
        if not ledger.may_ask(newcomers, refused):
            refused = None
        if ledger.may_ask(newcomers, refused):
            group = ledger.ask(event.level, newcomers, women, refused)
            seen.append((group.members, group.women))
    return tuple(map(repr, seen))


def found_out(people: int, k: int, publish: Callable[[Women], Published]) -> list[str]:
    """What a reader learns for certain, whatever is published: of a person, or of a group smaller than ``k``."""
    alike: dict[Published, list[int]] = defaultdict(list)
    for mask in range(2**people):
        alike[publish(frozenset(person for person in range(people) if mask >> person & 1))].append(mask)
    groups = [
        sum(1 << person for person in group) for size in range(1, k) for group in combinations(range(people), size)
    ]
    return [
        f"{published}: {group:b} is known"
        for published, masks in alike.items()
        for group in groups
        if _known(masks, group)
    ]


def _known(masks: list[int], group: int) -> bool:
    first = (masks[0] & group).bit_count()
    return all((mask & group).bit_count() == first for mask in masks)


def groups_of(people: int) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(st.integers(0, people - 1), max_size=people)


def tables_of(people: int) -> st.SearchStrategy[tuple[frozenset[int], ...]]:
    """Everybody in one of three cells, or in none."""
    return st.lists(st.integers(0, 3), min_size=people, max_size=people).map(
        lambda cells: tuple(frozenset(p for p, cell in enumerate(cells) if cell == n) for n in (1, 2, 3))
    )


def histories(people: int) -> st.SearchStrategy[tuple[Event, ...]]:
    one = groups_of(people).map(lambda group: (group,))
    event = st.builds(Event, st.integers(0, 2), st.one_of(one, tables_of(people)))
    return st.lists(event, min_size=1, max_size=7).map(tuple)


@settings(max_examples=25)
@given(histories(10))
def test_nobody_is_found_out_where_two_are_enough(events: tuple[Event, ...]) -> None:
    assert found_out(10, 2, lambda women: play(events, women, k=2, ask_from=4)) == []


@settings(max_examples=6)
@given(histories(12))
def test_no_person_and_no_pair_is_found_out_where_three_are_enough(events: tuple[Event, ...]) -> None:
    assert found_out(12, 3, lambda women: play(events, women, k=3, ask_from=6)) == []


def test_a_closed_group_that_is_joined_and_then_opened_gives_nobody_away() -> None:
    """Six are closed, and open with six more: whoever knows the method knows both."""
    events = (Event(2, (frozenset(range(6)), frozenset(range(6, 12)))),)
    assert found_out(12, 3, lambda women: play(events, women, k=3, ask_from=6)) == []
    joined = play(events, frozenset({0, 6, 7}), k=3, ask_from=6)
    assert "('0', '1')" in joined[0]
    assert joined[0].endswith("3)]")


def test_the_reader_finds_people_when_any_group_may_be_asked() -> None:
    """Without the ledger: a group, and the same group with one more person in it."""

    def careless(women: Women) -> Published:
        counts = [len(women & frozenset(range(size))) for size in (9, 10)]
        return tuple(counts if 3 <= counts[0] <= 6 and 3 <= counts[1] <= 7 else ["withheld"])

    assert found_out(10, 3, careless) != []


def test_the_reader_finds_people_when_a_closed_group_is_asked_again_with_a_few() -> None:
    """Why newcomers must be as many: ten are closed, eleven open, so the eleventh is known."""

    def hasty(women: Women) -> Published:
        for size in (6, 7):
            count = len(women & frozenset(range(size)))
            if 3 <= count <= size - 3:
                return (size, count)
        return ("closed",)

    assert found_out(7, 3, hasty) != []


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


WOMEN = frozenset(range(0, 1000, 2))
"""Every second person."""


def test_a_group_is_open_with_five_on_both_sides(ledger: Ledger) -> None:
    assert ledger.ask(2, range(20), range(5)).women == 5
    assert ledger.ask(2, range(20, 40), range(20, 35)).women == 15
    assert ledger.ask(2, range(40, 60), range(40, 44)).women is None
    assert ledger.ask(2, range(60, 80), range(60, 76)).women is None


def test_nobody_is_counted_twice_on_one_level(ledger: Ledger) -> None:
    ledger.ask(2, range(20), WOMEN)
    assert ledger.countable(2, range(10, 40)) == frozenset(range(20, 40))
    with pytest.raises(ValueError, match="may not be asked"):
        ledger.ask(2, range(19, 40), WOMEN)


def test_fewer_than_fifteen_are_not_asked(ledger: Ledger) -> None:
    assert not ledger.may_ask(range(14))
    assert ledger.may_ask(range(15))


def test_small_cells_are_joined_with_the_next_smallest(ledger: Ledger) -> None:
    cells = {"ESA": range(40), "AMS": range(100, 109), "EUR": range(200, 212), "WCA": range(300, 330)}
    asked = ledger.divide(2, cells, WOMEN)
    assert [(one.cells, one.group.women) for one in asked] == [
        (("AMS", "EUR"), 11),
        (("WCA",), 15),
        (("ESA",), 20),
    ]


def test_what_is_left_over_joins_the_last(ledger: Ledger) -> None:
    """Nine and ten make nineteen; eleven would be too few by themselves."""
    asked = ledger.divide(2, {"A": range(9), "B": range(100, 110), "C": range(200, 211)}, WOMEN)
    assert [one.cells for one in asked] == [("A", "B", "C")]


def test_a_closed_cell_is_joined_with_as_many_newcomers(ledger: Ledger) -> None:
    cells = {"A": range(20), "B": range(100, 130)}
    asked = ledger.divide(2, cells, {1, *range(100, 115)})
    assert [(one.cells, one.group.women, one.group.parts) for one in asked] == [(("A", "B"), 16, 2)]


def test_a_closed_cell_without_enough_newcomers_stays_closed(ledger: Ledger) -> None:
    cells = {"A": range(20), "B": range(100, 130)}
    asked = ledger.divide(2, cells, range(10))
    assert [(one.cells, one.group.women) for one in asked] == [(("A",), 10), (("B",), None)]


def test_everything_is_withheld_when_nothing_is_open(ledger: Ledger) -> None:
    asked = ledger.divide(2, {"A": range(20), "B": range(100, 130)}, {1, 100})
    assert [(one.cells, one.group.women) for one in asked] == [(("A", "B"), None)]


def test_a_lower_level_takes_fewer_people_of_a_group_than_its_smaller_side(ledger: Ledger) -> None:
    """Of twenty with six women, five may be counted elsewhere: whatever they are, a woman is left."""
    ledger.ask(2, range(20), range(6))
    assert ledger.countable(1, range(40)) == frozenset({*range(5), *range(20, 40)})
    ledger.ask(1, ledger.countable(1, range(40)), WOMEN)
    assert ledger.countable(0, range(20)) == frozenset()


def test_of_a_closed_group_four_may_be_counted_elsewhere(ledger: Ledger) -> None:
    ledger.ask(2, range(20), ())
    assert ledger.countable(1, range(20)) == frozenset(range(4))


def test_of_a_group_that_was_asked_twice_nobody_is_counted_elsewhere(ledger: Ledger) -> None:
    ledger.divide(2, {"A": range(20), "B": range(100, 130)}, range(100, 115))
    assert ledger.countable(1, [0, 1, 100, 500]) == frozenset({500})


def test_whoever_is_in_a_lower_group_is_in_no_higher_one(ledger: Ledger) -> None:
    ledger.ask(0, range(15), WOMEN)
    assert ledger.countable(1, range(20)) == frozenset(range(15, 20))


def test_a_closed_group_of_which_people_were_counted_elsewhere_is_not_asked_again(ledger: Ledger) -> None:
    closed = ledger.ask(2, range(20), ())
    ledger.ask(1, [0, *range(100, 120)], WOMEN)
    assert not ledger.may_ask(range(200, 240), closed)


def test_a_group_is_asked_four_times_at_most(ledger: Ledger) -> None:
    group = ledger.ask(2, range(15), ())
    for start, size in ((1000, 15), (2000, 30), (3000, 60)):
        assert ledger.may_ask(range(start, start + size), group)
        group = ledger.ask(2, range(start, start + size), (), group)
    assert group.parts == 4
    assert not ledger.may_ask(range(4000, 4200), group)
