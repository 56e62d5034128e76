"""Linear programmes, solved again from where they stood."""

from itertools import product

import numpy as np
import pytest

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.programme import Programme, stacked
from cyfran.engine.selection.space import Table

TWO_OF_THREE = Table([(0, column, 1.0) for column in range(3)], rows=1, columns=3)


def two_of_three(*, most=2.0, **given):
    """Choose up to two of three, worth 3, 2 and 1."""
    programme = Programme(TWO_OF_THREE, **given)
    programme.costs(np.array([3.0, 2.0, 1.0]))
    programme.x_between(np.zeros(3), np.ones(3))
    programme.rows_between(np.array([0.0]), np.array([most]))
    return programme


def test_the_best_x_are_found():
    assert two_of_three().solve().tolist() == [1.0, 1.0, 0.0]


@pytest.mark.parametrize(("given", "expected"), [({}, [1.0, 0.5, 0.0]), ({"whole": True}, [1.0, 0.0, 0.0])])
def test_whole_numbers_are_whole_where_asked(given, expected):
    assert two_of_three(most=1.5, **given).solve().tolist() == expected


def test_whole_numbers_are_the_best_there_are_not_only_good_ones():
    random = np.random.default_rng(1)
    numbers = random.integers(10, 100, (2, 8)).astype(float)
    costs = numbers.sum(axis=0) + random.integers(0, 10, 8)
    half = numbers.sum(axis=1) // 2
    programme = Programme(Table([(row, x, numbers[row, x]) for row in range(2) for x in range(8)], rows=2, columns=8), whole=True)
    programme.costs(costs)
    programme.x_between(np.zeros(8), np.ones(8))
    programme.rows_between(np.zeros(2), half)

    found = programme.solve()

    choices = np.array(list(product([0.0, 1.0], repeat=8)))
    assert found @ costs == pytest.approx((choices @ costs)[(choices @ numbers.T <= half).all(axis=1)].max())


def test_the_solver_says_nothing_of_its_own(capfd):
    two_of_three(whole=True).solve()

    assert capfd.readouterr() == ("", "")


def test_no_x_is_none_and_later_ends_may_allow_one():
    programme = two_of_three()
    programme.rows_between(np.array([4.0]), np.array([5.0]))

    assert programme.solve() is None

    programme.rows_between(np.array([3.0]), np.array([5.0]))
    assert programme.solve().tolist() == [1.0, 1.0, 1.0]


def test_ends_that_cross_are_met_by_no_x():
    programme = two_of_three()
    programme.rows_between(np.array([1.0]), np.array([-1.0]))

    assert programme.solve() is None


def test_a_price_is_what_one_more_would_be_worth():
    programme = two_of_three(most=1.5)
    programme.solve()

    assert programme.prices().tolist() == [2.0]


def test_an_entry_and_a_column_can_be_changed_between_solutions():
    programme = two_of_three()
    programme.entry(0, 0, 2.0)
    assert programme.solve().tolist() == [0.5, 1.0, 0.0]

    programme.add_column(np.array([0.5]))
    assert programme.solve().tolist() == [0.5, 1.0, 0.0, 0.0]

    programme.costs(np.array([3.0, 2.0, 1.0, 5.0]))
    assert programme.solve().tolist() == [0.0, 0.0, 0.0, 4.0]


def test_a_search_is_ended_when_time_is_up():
    # Numbers that shall be halved in four ways at once: nearly every branch must be looked at.
    numbers = np.random.default_rng(1).integers(0, 100, (4, 30)).astype(float)
    entries = [(row, column, numbers[row, column]) for row in range(4) for column in range(30)]
    asked = []
    hard = Programme(Table(entries, rows=4, columns=30), whole=True, time_is_up=lambda: asked.append(1) or len(asked) == 3)
    half = numbers.sum(axis=1) // 2
    hard.x_between(np.zeros(30), np.ones(30))
    hard.rows_between(half, half)

    with pytest.raises(EngineError) as refused:
        hard.solve()

    assert (refused.value.code, len(asked)) == ("solver_gave_up", 3)


def test_rows_are_put_under_and_columns_beside_a_table():
    table = stacked(TWO_OF_THREE, [(1, 3, -1.0)], rows=1, columns=1)

    assert (table.rows, table.columns) == (2, 4)
    assert table.entries() == [(0, 0, 1.0), (0, 1, 1.0), (0, 2, 1.0), (1, 3, -1.0)]
