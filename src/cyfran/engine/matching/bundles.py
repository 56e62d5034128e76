"""What pairs are worth to carers whose hours do not allow all of their best ones: every choice of a few is tried."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from cyfran.engine.matching.problem import Flags, Numbers, Problem, Whole

# So many of the best pairs of each carer are tried together.
CONTENDERS = 8
_NEVER = -1e12
_ABOVE_ALL_HOURS = 2**37


@dataclass(frozen=True, eq=False)
class Limits:
    """Per carer: how many pairs they may have at most, their hours, and whether hours rule out some choice of so many."""

    most: Whole
    hours: Whole
    short: Flags


def limits_of(problem: Problem, pairs: Whole) -> Limits:
    """Return what everybody's limits come to for these pairs, each of which its carer could be asked to alone."""
    carers, cap = len(problem.carers.max_invites), problem.hours_left
    # One number for both, sorted at once: carers in order, and the hours of each, rising.
    both = np.sort(problem.pairs.carer[pairs] * _ABOVE_ALL_HOURS + problem.hours_of_pair[pairs])
    carer, hours = both // _ABOVE_ALL_HOURS, both % _ABOVE_ALL_HOURS
    begins, counts = begins_of(carer, carers), np.bincount(carer, minlength=carers)
    used = np.cumsum(hours)
    used -= np.append(0, used)[begins][carer]
    most = np.minimum(problem.carers.max_invites, np.bincount(carer[used <= cap[carer]], minlength=carers))
    longest = np.arange(len(carer)) >= (begins + counts - most)[carer]
    # Sums of hours stay far below what floating numbers hold exactly.
    return Limits(most, cap, np.asarray(np.bincount(carer[longest], hours[longest], minlength=carers) > cap))


def begins_of(group: Whole, groups: int) -> Whole:
    """Return where the stretch of each group begins once its members are put in order."""
    counts = np.bincount(group, minlength=groups)
    return np.asarray(np.cumsum(counts) - counts)


class Bundles:
    """The contenders of carers who are short of hours, and every choice among them that keeps their limits.

    `pairs` are positions of the contenders in the list that is handed over, which gives each a carer and a value.
    """

    def __init__(self, carer: Whole, hours: Whole, value: Numbers, limits: Limits) -> None:
        most = limits.most
        some = np.flatnonzero(limits.short[carer])
        some = some[np.lexsort((-value[some], carer[some]))]
        rank = np.arange(len(some)) - begins_of(carer[some], len(most))[carer[some]]
        self.pairs, rank = some[rank < CONTENDERS], rank[rank < CONTENDERS]
        carer, hours = carer[self.pairs], hours[self.pairs]
        self._groups = []
        for number in np.unique(most[carer]).tolist():
            at = np.flatnonzero(most[carer] == number)
            self._groups.append(_Alike(at, carer[at], rank[at], hours[at], limits.hours, number))
        self._carers = len(most)

    def worth(self, value: Numbers) -> tuple[Numbers, Numbers]:
        """Return how much each contender adds to the best choice, below 0 where it is in none, and each carer's best choice."""
        adds, best = np.full(len(self.pairs), _NEVER), np.zeros(self._carers)
        for group in self._groups:
            adds[group.at], best[group.carers] = group.worth(value[self.pairs[group.at]])
        return adds, best


class _Alike:
    """Carers short of hours who may take equally many pairs: a column per carer, a row per contender."""

    def __init__(self, at: Whole, carer: Whole, rank: Whole, hours: Whole, cap: Whole, most: int) -> None:
        self.at, self._row = at, rank
        self.carers, self._column = np.unique(carer, return_inverse=True)
        table = np.full((CONTENDERS, len(self.carers)), np.iinfo(np.int64).max // CONTENDERS)
        table[self._row, self._column] = hours
        choices = [choice for size in range(1, min(most, CONTENDERS) + 1) for choice in combinations(range(CONTENDERS), size)]
        allowed = [(choice, table[list(choice)].sum(axis=0) <= cap[self.carers]) for choice in choices]
        self._choices = [
            (choice, np.where(within, np.float32(0), np.float32(_NEVER))) for choice, within in allowed if within.any()
        ]

    def worth(self, value: Numbers) -> tuple[Numbers, Numbers]:
        table = np.full((CONTENDERS, len(self.carers)), _NEVER)
        table[self._row, self._column] = value
        shape = (CONTENDERS, len(self.carers))
        # The best choice that has a contender, and the best that does not; to choose nothing is worth 0.
        having, lacking = np.full(shape, _NEVER), np.zeros(shape)
        for choice, allowed in self._choices:
            worth = allowed + table[list(choice)].sum(axis=0)
            for row in range(CONTENDERS):
                best = having if row in choice else lacking
                np.maximum(best[row], worth, out=best[row])
        return (having - lacking)[self._row, self._column], np.maximum(having.max(axis=0), 0.0)
