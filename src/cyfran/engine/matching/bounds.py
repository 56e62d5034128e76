"""What prices prove: nothing that anybody could choose is worth more than all places cost and all carers gain at those prices.

This is weak duality: whatever the prices, each pair chosen pays its price, and what carers have beyond that is at most what each
could gain alone. Prices near those at which everything clears make the bound close.
"""

import numpy as np

from cyfran.engine.matching.bundles import CONTENDERS, Bundles, Limits, begins_of
from cyfran.engine.matching.market import Prices
from cyfran.engine.matching.problem import Numbers, Problem, Whole


def bound_of(problem: Problem, pairs: Whole, limits: Limits, prices: Prices) -> float:
    """Return what no choice of these pairs is worth more than, as these prices show."""
    gain = problem.pairs.score[pairs] - prices.place[problem.place[pairs]]
    worth_having = np.flatnonzero(gain > 0)
    gain, pairs = gain[worth_having], pairs[worth_having]
    order = np.lexsort((-gain, problem.pairs.carer[pairs]))
    gains = float(_best_gains(problem, pairs[order], gain[order], limits).sum())
    cost = float(prices.opportunity @ problem.opportunities.target)
    # Who is sought pays less, and each place of theirs that stays empty costs that much of the penalty at least.
    rebate = float((np.repeat(prices.opportunity, problem.strata) - prices.place) @ problem.sought)
    return cost - rebate + gains


def _best_gains(problem: Problem, pairs: Whole, gain: Numbers, limits: Limits) -> Numbers:
    """Return what each carer gains at most, the pairs coming carer by carer, the best first.

    It is exact but for carers who are short of hours and have more pairs to gain from than are tried.
    """
    carer, carers = problem.pairs.carer[pairs], len(limits.most)
    rank = np.arange(len(pairs)) - begins_of(carer, carers)[carer]

    def of_best(number: Whole) -> Numbers:
        return np.asarray(np.bincount(carer, np.where(rank < number[carer], gain, 0.0), minlength=carers), np.float64)

    few = Bundles(carer, problem.hours_of_pair[pairs], gain, limits).worth(gain)[1]
    # A choice with a pair that was not tried gains no more from that one than from the best of those.
    another = np.bincount(carer, np.where(rank == CONTENDERS, gain, 0.0), minlength=carers)
    with_another = np.where(another > 0, of_best(limits.most - 1) + another, 0.0)
    return np.where(limits.short, np.maximum(few, with_another), of_best(limits.most))
