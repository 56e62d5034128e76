"""What limits come to, and the best choices of those who are short of hours, beside every choice there is."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyfran.engine.matching.bundles import CONTENDERS, Bundles, begins_of, limits_of
from tests.engine.matching.making import problem


def limits(most, hours, lengths):
    """Return what the limits of one carer come to who matches things of these lengths."""
    asked = problem(
        carers=[(most, hours, 0)],
        opportunities=[(length, 1, [0]) for length in lengths],
        pairs=[(0, opp, 100) for opp in range(len(lengths))],
    )
    found = limits_of(asked, np.arange(len(lengths)))
    return found.most.tolist(), found.short.tolist()


@pytest.mark.parametrize(
    ("most", "hours", "lengths", "expected"),
    [
        (3, 4.0, [1.5, 2.0, 3.0], ([2], [True])),  # 1.5 + 2 fit, 2 + 3 do not
        (3, 2.0, [1.5, 2.0, 1.5], ([1], [False])),  # no two fit, each alone does
        (2, 5.0, [1.5, 2.0, 3.0], ([2], [False])),  # any two fit
        (2, 4.9, [1.5, 2.0, 3.0], ([2], [True])),
        (1, 3.0, [1.5, 2.0, 3.0], ([1], [False])),
        (9, 99.0, [1.5, 2.0, 3.0], ([3], [False])),
        (0, 99.0, [1.5], ([0], [False])),
        (3, 0.3, [0.1, 0.1, 0.1], ([3], [False])),
        (3, 0.0, [0.0, 0.0], ([2], [False])),
    ],
)
def test_limits_come_to_a_number_of_pairs_and_whether_hours_matter(most, hours, lengths, expected):
    assert limits(most, hours, lengths) == expected


def test_limits_are_told_apart_by_carer():
    asked = problem(
        carers=[(3, 4, 0), (3, 4, 0), (3, 4, 0)],
        opportunities=[(3, 1, [0]), (2, 1, [0]), (1, 1, [0])],
        pairs=[(2, 0, 1), (0, 0, 1), (2, 2, 1), (0, 1, 1), (2, 1, 1)],
    )

    found = limits_of(asked, np.arange(5))

    assert (found.most.tolist(), found.short.tolist()) == ([1, 0, 2], [False, False, True])
    assert found.hours.tolist() == [4_000_000] * 3


def test_begins_are_where_stretches_begin():
    assert begins_of(np.array([2, 0, 2, 2]), 4).tolist() == [0, 1, 1, 4]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    items=st.lists(st.tuples(st.sampled_from([1, 2, 3, 4]), st.integers(-50, 300)), min_size=1, max_size=CONTENDERS),
    most=st.integers(1, 4),
    hours=st.integers(4, 9),
)
def test_worth_is_what_the_best_choice_with_a_pair_has_over_the_best_without(items, most, hours):
    # A second carer, of whom nothing is asked, takes part in everything.
    asked = problem(
        carers=[(most, hours, 0), (2, 3, 0)],
        opportunities=[(length, 1, [0]) for length, _ in items] + [(1, 1, [0]), (2, 1, [0]), (2, 1, [0])],
        pairs=[(0, opp, 0) for opp in range(len(items))] + [(1, len(items) + opp, 0) for opp in range(3)],
    )
    found = limits_of(asked, np.arange(len(asked.pairs.carer)))
    value = np.array([each for _, each in items] + [10, 20, 30], float)
    bundles = Bundles(asked.pairs.carer, asked.hours_of_pair, value, found)

    adds, best = bundles.worth(value)

    choices = [
        choice
        for size in range(min(most, len(items)) + 1)
        for choice in combinations(range(len(items)), size)
        if sum(items[item][0] for item in choice) <= hours
    ]
    worth = {choice: sum(items[item][1] for item in choice) for choice in choices}
    told = dict(zip(bundles.pairs.tolist(), adds.tolist(), strict=True))
    own = {item: add for item, add in told.items() if item < len(items)}
    assert best[1] == 40.0
    if found.short[0]:
        assert best[0] == max(worth.values())
        assert own == {
            item: max(each for choice, each in worth.items() if item in choice)
            - max(each for choice, each in worth.items() if item not in choice)
            for item in range(len(items))
        }
    else:
        assert (own, best[0]) == ({}, 0.0)


def test_only_the_best_few_are_tried():
    number = CONTENDERS + 2
    asked = problem(
        carers=[(2, 3, 0)],
        opportunities=[(2, 1, [0])] * (number - 1) + [(1, 1, [0])],
        pairs=[(0, opp, 0) for opp in range(number)],
    )
    value = np.arange(number, dtype=float)

    bundles = Bundles(asked.pairs.carer, asked.hours_of_pair, value, limits_of(asked, np.arange(number)))

    assert bundles.pairs.tolist() == list(range(number - 1, 1, -1))
    assert bundles.worth(value)[1].tolist() == [2.0 * number - 3]


def test_worth_is_nothing_to_who_is_better_off_with_nothing():
    asked = problem(
        carers=[(2, 3, 0)], opportunities=[(1, 1, [0]), (2, 1, [0]), (2, 1, [0])], pairs=[(0, 0, 0), (0, 1, 0), (0, 2, 0)]
    )
    value = np.array([-10.0, -20.0, -30.0])

    adds, best = Bundles(asked.pairs.carer, asked.hours_of_pair, value, limits_of(asked, np.arange(3))).worth(value)

    assert (adds.tolist(), best.tolist()) == ([-10.0, -20.0, -30.0], [0.0])
