"""Linear programmes, solved again from where they stood."""

import numpy as np
import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.programme import Programme, stacked
from cyfran.engine.selection.space import Table

TWO_OF_THREE = Table([(0, column, 1.0) for column in range(3)], rows=1, columns=3)


def two_of_three(*, whole=False, most=2.0, time_is_up=None):
    """Choose up to two of three, worth 3, 2 and 1."""
    programme = Programme(TWO_OF_THREE, whole=whole, time_is_up=time_is_up)
    programme.costs(np.array([3.0, 2.0, 1.0]))
    programme.x_between(np.zeros(3), np.ones(3))
    programme.rows_between(np.array([0.0]), np.array([most]))
    return programme


def test_the_best_x_and_its_value_are_found():
    programme = two_of_three()

    found = programme.solve()

    assert found.tolist() == [1.0, 1.0, 0.0]
    assert programme.value == 5.0


@pytest.mark.parametrize(("whole", "expected"), [(False, [1.0, 0.5, 0.0]), (True, [1.0, 0.0, 0.0])])
def test_whole_numbers_are_whole(whole, expected):
    assert two_of_three(whole=whole, most=1.5).solve().tolist() == expected


def test_no_x_is_none_and_later_ends_may_allow_one():
    programme = two_of_three()
    programme.row_between(0, 4.0, 5.0)

    assert programme.solve() is None

    programme.row_between(0, 3.0, 5.0)
    assert programme.solve().tolist() == [1.0, 1.0, 1.0]


def test_ends_that_cross_are_met_by_no_x():
    programme = two_of_three()
    programme.row_between(0, 1.0, -1.0)

    assert programme.solve() is None


def test_a_price_is_what_one_more_would_be_worth():
    programme = two_of_three(most=1.5)
    programme.solve()

    assert programme.prices().tolist() == [2.0]


def test_an_entry_and_a_column_can_be_changed_between_solutions():
    programme = two_of_three()
    programme.entry(0, 0, 2.0)
    assert programme.solve().tolist() == [0.5, 1.0, 0.0]

    programme.add_column(np.array([1.0]), cost=5.0)
    assert programme.solve().tolist() == [0.0, 0.0, 0.0, 2.0]


def test_a_search_that_is_ended_says_so():
    # Numbers that shall be halved in four ways at once: nearly every branch must be looked at.
    numbers = np.random.default_rng(1).integers(0, 100, (4, 30)).astype(float)
    entries = [(row, column, numbers[row, column]) for row in range(4) for column in range(30)]
    hard = Programme(Table(entries, rows=4, columns=30), whole=True, time_is_up=lambda: True)
    half = numbers.sum(axis=1) // 2
    hard.x_between(np.zeros(30), np.ones(30))
    hard.rows_between(half, half)

    with pytest.raises(EngineError, match="solver_gave_up"):
        hard.solve()


def test_rows_are_put_under_and_columns_beside_a_table():
    table = stacked(TWO_OF_THREE, [(1, 3, -1.0)], rows=1, columns=1)

    assert (table.rows, table.columns) == (2, 4)
    assert table.entries() == [(0, 0, 1.0), (0, 1, 1.0), (0, 2, 1.0), (1, 3, -1.0)]
