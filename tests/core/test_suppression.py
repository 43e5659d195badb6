"""Suppressed counts, against readers who know the totals, the labels, and how the cells were chosen."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.suppression import FEW, WITHHELD, Cell, State, protect_counts, protect_tree, show

K = 5
counts = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 200)), min_size=1, max_size=9)


def table(*values: int) -> dict[int, int]:
    return dict(enumerate(values))


def published(*values: int) -> list[Cell]:
    return list(protect_counts(table(*values), k=K).cells.values())


def label_bounds(cell: Cell) -> tuple[int, int]:
    """What a label says, to somebody who knows what it stands for."""
    return {State.FEW: (1, K - 1), State.WITHHELD: (K, 10_000)}[cell.state]


def narrowed(cells: list[Cell], total: int) -> list[tuple[int, int]]:
    """The bounds of each suppressed cell, from the labels and the sum: exact, for there is one equation."""
    bounds = [label_bounds(cell) for cell in cells if not cell.shown]
    remainder = total - sum(cell.value or 0 for cell in cells)
    low, high = sum(bound[0] for bound in bounds), sum(bound[1] for bound in bounds)
    return [(max(a, remainder - (high - b)), min(b, remainder - (low - a))) for a, b in bounds]


@given(counts)
def test_no_small_count_is_ever_shown(values: list[int]) -> None:
    result = protect_counts(table(*values), k=K)
    for cell in [*result.cells.values(), result.total]:
        assert cell.value is None or cell.value == 0 or cell.value >= K


@given(counts)
def test_a_shown_count_is_the_true_one(values: list[int]) -> None:
    cells = published(*values)
    assert all(cell.value == value for cell, value in zip(cells, values, strict=True) if cell.shown)


@given(counts)
def test_labels_say_all_that_can_be_worked_out(values: list[int]) -> None:
    cells = published(*values)
    if sum(values) < K or FEW not in cells:
        return
    suppressed = [cell for cell in cells if not cell.shown]
    for cell, bounds in zip(suppressed, narrowed(cells, sum(values)), strict=True):
        if cell == FEW:
            assert bounds == (1, K - 1)


@given(counts)
def test_what_is_hidden_adds_up_to_the_threshold_at_least(values: list[int]) -> None:
    cells = published(*values)
    hidden = sum(value for cell, value in zip(cells, values, strict=True) if not cell.shown)
    assert hidden == 0 or hidden >= K or sum(values) < K


@given(counts)
def test_without_small_counts_everything_is_shown(values: list[int]) -> None:
    large = [value + K if value else 0 for value in values]
    assert published(*large) == [show(value) for value in large]


@pytest.mark.parametrize("size", [2, 3, 4])
def test_a_reader_who_knows_the_method_cannot_pin_a_count(size: int) -> None:
    """All small tables that give the same publication: a suppressed small count has several values among them."""
    tables: dict[tuple[int, tuple[Cell, ...]], list[tuple[int, ...]]] = defaultdict(list)
    for values in product(range({2: 40, 3: 22, 4: 13}[size]), repeat=size):
        if sum(values) >= K:
            tables[sum(values), tuple(published(*values))].append(values)
    largest = {2: 40, 3: 22, 4: 13}[size] - 1
    for (total, cells), alike in tables.items():
        if total > largest:
            continue
        for index, cell in enumerate(cells):
            if not cell.shown and any(0 < values[index] < K for values in alike):
                assert len({values[index] for values in alike}) >= 2, (total, cells, alike)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((3, 40, 30), [FEW, show(40), WITHHELD]),
        ((2, 3, 40, 30), [FEW, FEW, show(40), show(30)]),
        ((1, 1, 40, 30), [FEW, FEW, show(40), WITHHELD]),
        ((1, 5), [WITHHELD, WITHHELD]),
        ((0, 3, 40, 30), [show(0), FEW, show(40), WITHHELD]),
        ((1, 1, 1, 1, 1), [WITHHELD] * 5),
        ((1, 2, 0), [FEW, FEW, FEW]),
        ((0, 0), [show(0), show(0)]),
        ((7,), [show(7)]),
    ],
)
def test_tables_worked_out_by_hand(values: tuple[int, ...], expected: list[Cell]) -> None:
    assert published(*values) == expected


def test_a_small_total_is_not_shown_either() -> None:
    result = protect_counts(table(1, 2, 0), k=K)
    assert result.total == FEW
    assert set(result.cells.values()) == {FEW}


@given(st.lists(counts, min_size=1, max_size=5))
def test_children_never_give_back_a_hidden_parent(regions: list[list[int]]) -> None:
    tree = protect_tree({index: table(*values) for index, values in enumerate(regions)}, k=K)
    for parent, cell in tree.parents.cells.items():
        if not cell.shown:
            assert set(tree.children[parent].values()) == {cell}


def test_a_country_alone_in_its_region_is_as_hidden_as_the_region() -> None:
    tree = protect_tree({"EUR": {"FR": 3}, "ESA": {"KE": 20, "UG": 2}, "AMS": {"BR": 40}}, k=K)
    assert tree.parents.cells == {"EUR": FEW, "ESA": WITHHELD, "AMS": show(40)}
    assert tree.children == {"EUR": {"FR": FEW}, "ESA": {"KE": WITHHELD, "UG": WITHHELD}, "AMS": {"BR": show(40)}}
