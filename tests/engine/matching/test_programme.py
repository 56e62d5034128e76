"""The whole-number programme of a small problem."""

import numpy as np
import pytest
from hypothesis import given

from cyfran.engine.matching.bundles import limits_of
from cyfran.engine.matching.programme import best_choice
from cyfran.engine.matching.room import Room
from tests.engine.matching.making import best_value, problem, problems, value_of
from tests.engine.matching.test_choose import any_problem


@any_problem
@given(problems())
def test_best_choice_is_worth_what_nothing_can_better(asked):
    pairs = np.flatnonzero(Room(asked).fits())
    if len(pairs):
        chosen, bound = best_choice(asked, pairs, limits_of(asked, pairs))

        assert value_of(asked, pairs[chosen]) == pytest.approx(best_value(asked))
        assert bound == pytest.approx(best_value(asked))


def test_best_choice_counts_what_is_missing_where_nobody_matches():
    asked = problem(carers=[(1, 4, 0)], opportunities=[(2, 1, [0]), (2, 1, [3])], pairs=[(0, 0, 300)], penalty=100)
    pairs = np.array([0])

    chosen, bound = best_choice(asked, pairs, limits_of(asked, pairs))

    assert (chosen.tolist(), bound) == ([True], pytest.approx(0.0, abs=1e-6))


def test_best_choice_says_nothing_of_pairs_that_it_is_not_given():
    asked = problem(carers=[(1, 4, 0)] * 2, opportunities=[(2, 1, [2])], pairs=[(0, 0, 300), (1, 0, 500)], penalty=100)
    pairs = np.array([0])

    chosen, bound = best_choice(asked, pairs, limits_of(asked, pairs))

    assert (chosen.tolist(), bound) == ([True], pytest.approx(200.0))


def test_best_choice_keeps_hours_that_no_number_of_pairs_would_keep():
    asked = problem(
        carers=[(2, 4, 0)], opportunities=[(3, 1, [0]), (2, 1, [0]), (2, 1, [0])], pairs=[(0, 0, 400), (0, 1, 300), (0, 2, 290)]
    )
    pairs = np.arange(3)

    chosen, bound = best_choice(asked, pairs, limits_of(asked, pairs))

    assert (chosen.tolist(), bound) == ([False, True, True], pytest.approx(590.0))
