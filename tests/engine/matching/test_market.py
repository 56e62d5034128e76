"""Prices: where each opportunity is filled by those who would pay most, and what they prove."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyfran.engine.matching.bounds import bound_of
from cyfran.engine.matching.bundles import CONTENDERS, limits_of
from cyfran.engine.matching.market import Market, Prices, no_prices
from cyfran.engine.matching.room import Room
from tests.engine.matching.making import best_value, problem, problems
from tests.engine.matching.test_choose import any_problem


def market_of(asked, prices=None):
    pairs = np.arange(len(asked.pairs.carer))
    return Market(asked, pairs, limits_of(asked, pairs), prices or no_prices(asked))


def cleared(asked):
    """Return the prices at which everything clears where places cost nothing elsewhere."""
    market, free = market_of(asked), no_prices(asked)
    prices = market.clear(market.surplus(free), free)
    return prices.opportunity.tolist(), prices.place.tolist()


def three_for(target, sought=(0, 0)):
    return problem(
        carers=[(1, 4, 0), (1, 4, 1), (1, 4, 1)],
        opportunities=[(2, target, list(sought))],
        pairs=[(0, 0, 500), (1, 0, 200), (2, 0, 210)],
        penalty=400,
    )


@pytest.mark.parametrize(
    ("target", "sought", "prices"),
    [
        (2, (0, 0), ([205.0], [205.0, 205.0])),  # between the second and the third
        (1, (0, 0), ([355.0], [355.0, 355.0])),
        (3, (0, 0), ([0.0], [0.0, 0.0])),  # there is room for all
        (0, (0, 0), ([500.0], [500.0, 500.0])),  # nobody would pay more
        (2, (0, 1), ([350.0], [350.0, 205.0])),  # one of the second stratum counts 400 more
        (1, (0, 1), ([555.0], [555.0, 205.0])),
        (3, (0, 3), ([0.0], [0.0, -400.0])),  # all who could come are wanted, at the penalty
        (2, (1, 0), ([205.0], [-195.0, 205.0])),  # the only one of the first stratum
    ],
)
def test_clear_sets_the_price_between_the_last_who_has_a_place_and_the_first_who_has_none(target, sought, prices):
    assert cleared(three_for(target, sought)) == prices


def test_surplus_is_what_a_pair_adds_to_the_best_of_the_others():
    asked = problem(
        carers=[(2, 9, 0), (1, 9, 0), (3, 9, 0)],
        opportunities=[(1, 1, [0])] * 3,
        pairs=[(0, 0, 300), (0, 1, 200), (0, 2, 120), (1, 0, 50), (1, 1, 90), (2, 2, 40)],
    )

    surplus = market_of(asked).surplus(Prices(np.array([10.0, 20.0, 30.0]), np.array([10.0, 20.0, 30.0])))

    # 290, 180 and 90 with two to have; 40 and 70 with one; 10 alone.
    assert surplus.tolist() == [200.0, 90.0, -90.0, -30.0, 30.0, 10.0]


def test_surplus_of_who_is_short_of_hours_counts_only_what_fits_together():
    asked = problem(
        carers=[(2, 4, 0)], opportunities=[(3, 1, [0]), (2, 1, [0]), (2, 1, [0])], pairs=[(0, 0, 400), (0, 1, 300), (0, 2, 290)]
    )

    # 590 with both of two hours, 400 with the long one alone.
    assert market_of(asked).surplus(no_prices(asked)).tolist() == [-190.0, 190.0, 190.0]


def test_market_orders_pairs_by_carer():
    asked = problem(carers=[(1, 4, 0)] * 2, opportunities=[(1, 1, [0])] * 2, pairs=[(1, 0, 5), (0, 1, 6), (1, 1, 7), (0, 0, 8)])

    market = market_of(asked)

    assert market.pairs.tolist() == [1, 3, 0, 2]
    assert market.surplus(no_prices(asked)).tolist() == [-2.0, 2.0, -2.0, 2.0]


def test_contenders_are_those_whom_a_lower_price_might_still_bring():
    asked = three_for(1)
    prices = Prices(np.array([355.0]), np.array([355.0, 355.0]))

    assert market_of(asked).contenders(prices, 150.0).tolist() == [0, 2]


def test_settle_goes_the_share_of_the_way_that_it_is_told():
    asked, told = three_for(2, (0, 1)), []

    prices = market_of(asked).settle(no_prices(asked), [0.5], lambda: told.append(1))

    assert (prices.opportunity.tolist(), prices.place.tolist(), told) == ([175.0], [175.0, 102.5], [1])


def test_settle_comes_to_rest_where_everything_clears():
    asked = three_for(2, (0, 1))

    prices = market_of(asked).settle(no_prices(asked), [1.0] * 3, lambda: None)

    assert (prices.opportunity.tolist(), prices.place.tolist()) == ([350.0], [350.0, 205.0])


@any_problem
@given(asked=problems(), data=st.data())
def test_bound_holds_at_any_prices(asked, data):
    opportunity = np.array([data.draw(st.floats(0, 700)) for _ in asked.opportunities.target])
    off = np.array([data.draw(st.floats(0, 1)) * asked.shortfall_penalty if sought else 0.0 for sought in asked.sought])
    prices = Prices(opportunity, np.repeat(opportunity, asked.strata) - off)
    pairs = np.flatnonzero(Room(asked).fits())

    assert bound_of(asked, pairs, limits_of(asked, pairs), prices) >= best_value(asked) - 1e-6


def test_bound_is_close_where_prices_clear():
    asked = three_for(2, (0, 1))
    pairs = np.arange(3)

    bound = bound_of(asked, pairs, limits_of(asked, pairs), Prices(np.array([350.0]), np.array([350.0, 205.0])))

    # Two places for 350, a rebate of 145, and what 500 and 210 have beyond 350 and 205.
    assert bound == 700 - 145 + 150 + 5
    assert bound == best_value(asked)


def test_bound_allows_for_pairs_that_were_not_tried():
    # More alike than are tried, and two that fit together only because one is short: the short one is the worst of all.
    number = CONTENDERS + 1
    asked = problem(
        carers=[(2, 3, 0)],
        opportunities=[(2, 1, [0])] * (number - 1) + [(1, 1, [0])],
        pairs=[(0, opp, 100) for opp in range(number - 1)] + [(0, number - 1, 60)],
    )
    pairs = np.arange(number)

    assert bound_of(asked, pairs, limits_of(asked, pairs), no_prices(asked)) == 160.0
