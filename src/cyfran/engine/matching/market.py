"""Prices of places at which about as many people want each opportunity as it has places, and what they prove.

Every round, each carer looks what places cost and works out what each pair adds to the best they could do otherwise; each
opportunity then sets the price that fills it, lower for a stratum of which it seeks more. A price of the others' can only
raise one's own, so prices climb from zero and settle.

Sources: Bertsekas, Linear network optimization, 1991, ch. 4: assignment, its dual and auctions; Demange, Gale and Sotomayor,
Multi-item auctions, 1986: best replies climb to the least prices.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cyfran.engine.matching.bundles import Bundles, Limits, begins_of
from cyfran.engine.matching.problem import Numbers, Problem, Whole

# Where no contender is, a price below any that somebody would not pay.
_NEVER = -1e12
# Multiples of the golden ratio, cut to what is after the point, lie evenly apart.
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, eq=False)
class Prices:
    """A price per opportunity, and one per opportunity and stratum: less than the first where more of the stratum are sought."""

    opportunity: Numbers
    place: Numbers


def no_prices(problem: Problem) -> Prices:
    """Return prices of 0."""
    return Prices(np.zeros(len(problem.opportunities.target)), np.zeros(len(problem.sought)))


class Market:
    """Some pairs, with the stretches of their carers, their opportunities, and their opportunities and strata."""

    def __init__(self, problem: Problem, pairs: Whole, limits: Limits, prices: Prices) -> None:
        self._problem, self._limits, self._sought, self._target = problem, limits, problem.sought, problem.opportunities.target
        self.pairs = pairs[np.argsort(problem.pairs.carer[pairs], kind="stable")]
        self._carer, self._place = problem.pairs.carer[self.pairs], problem.place[self.pairs]
        self._score = problem.pairs.score[self.pairs]
        # Whoever finds pairs equally good lets no price rise; if need be, each is told apart by its share, -0.5 to 0.5.
        self._apart = (self.pairs * _GOLDEN) % 1.0 - 0.5
        gain = self._score - prices.place[self._place]
        self._bundles = Bundles(self._carer, problem.hours_of_pair[self.pairs], gain, limits)
        # No value of a pair, with or without a bonus, is so far from 0.
        span = 8 * (float(np.abs(self._score).max(initial=1.0)) + problem.shortfall_penalty)
        self._by_carer = _Sorter(self._carer, len(limits.most), span)
        self._by_place = _Sorter(self._place, len(self._sought), span)
        self._by_opp = _Sorter(self._by_place.group // max(1, problem.strata), len(self._target), span)
        rank = np.arange(len(self.pairs)) - self._by_place.begins[self._by_place.group]
        self._bonus = np.where(rank < self._sought[self._by_place.group], problem.shortfall_penalty, 0.0)

    def contenders(self, prices: Prices, margin: float) -> Whole:
        """Return the pairs that somebody might want if prices moved by no more than this."""
        return self.pairs[self._score - prices.place[self._place] > -margin]

    def surplus(self, prices: Prices, apart: float = 0.0) -> Numbers:
        """Return how much each pair adds, at these prices, to the best its carer could do without it; below 0: not wanted.

        `apart` is by how much scores that are equal are told apart at most.
        """
        gain = self._score + apart * self._apart - prices.place[self._place]
        ranked = self._by_carer.sorted(gain)
        most = self._limits.most
        last, beyond = (np.maximum(self._by_carer.at(ranked, rank, -np.inf), 0.0)[self._carer] for rank in (most - 1, most))
        surplus = gain - np.where(gain > beyond, beyond, last)
        surplus[self._limits.short[self._carer]] = _NEVER
        surplus[self._bundles.pairs] = self._bundles.worth(gain)[0]
        return surplus

    def clear(self, surplus: Numbers, prices: Prices) -> Prices:
        """Return the prices at which each opportunity is filled by those who would pay most for it."""
        problem, penalty = self._problem, self._problem.shortfall_penalty
        pays = self._by_place.sorted(surplus + prices.place[self._place])
        offers = self._by_opp.sorted(pays + self._bonus)
        opportunity = np.maximum(0.0, self._by_opp.between(offers, self._target, 0.0))
        general = np.repeat(opportunity, problem.strata)
        place = self._by_place.between(pays, self._sought, -np.inf)
        return Prices(opportunity, np.where(self._sought > 0, np.clip(place, general - penalty, general), general))

    def settle(self, prices: Prices, pace: list[float], tell: Callable[[], None], apart: float = 0.0) -> Prices:
        """Let prices move each round by a share of the way to where they clear, or by more than that way."""
        penalty, strata = self._problem.shortfall_penalty, self._problem.strata
        for share in pace:
            to = self.clear(self.surplus(prices, apart), prices)
            opportunity = np.maximum(0.0, prices.opportunity + share * (to.opportunity - prices.opportunity))
            general = np.repeat(opportunity, strata)
            place = np.clip(prices.place + share * (to.place - prices.place), general - penalty, general)
            prices = Prices(opportunity, np.where(self._sought > 0, place, general))
            tell()
        return prices


class _Sorter:
    """Sorts values within groups, the highest first, all at once: each group has a stretch of numbers of its own.

    `group` and `begins` are those of the sorted values.
    """

    def __init__(self, group: Whole, groups: int, span: float) -> None:
        self.group, self.begins = np.sort(group), begins_of(group, groups)
        self._counts = np.bincount(group, minlength=groups)
        self._low, self._from, self._to = -span / 2, group * span, self.group * span

    def sorted(self, values: Numbers) -> Numbers:
        return np.asarray(self._to - np.sort(self._from - np.maximum(values, self._low)))

    def at(self, ranked: Numbers, rank: Whole, otherwise: float) -> Numbers:
        """Return each group's value of this rank, counted from 0; where the group has none of that rank, something else."""
        there = (rank >= 0) & (rank < self._counts)
        found = np.full(len(rank), otherwise)
        found[there] = ranked[(self.begins + rank)[there]]
        return found

    def between(self, ranked: Numbers, number: Whole, otherwise: float) -> Numbers:
        """Return for each group a value that just so many of its own are above; something else if it has no more."""
        after = self.at(ranked, number, np.nan)
        before = self.at(ranked, number - 1, np.nan)
        middle = np.where(np.isnan(before), after, (before + after) / 2)
        return np.where(np.isnan(after), otherwise, middle)
