"""What is left of everybody's limits while pairs are chosen one after the other."""

import numpy as np

from cyfran.engine.matching.problem import Flags, Numbers, Problem, Whole


class Room:
    """The pairs chosen so far, and what the limits still leave; nothing is ever taken beyond them.

    `taken` has a flag per pair; `invites` and `hours` (millionths) an entry per carer, `places` one per opportunity, and
    `missing` one per opportunity and stratum: how many of those sought are not chosen yet.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem, self._hours_of_pair, self._place = problem, problem.hours_of_pair, problem.place
        self.taken: Flags = np.zeros(len(problem.pairs.carer), bool)
        self.invites: Whole = problem.carers.max_invites.copy()
        self.hours: Whole = problem.hours_left
        self.places: Whole = problem.opportunities.target.copy()
        self.missing: Whole = problem.sought.copy()

    @property
    def value(self) -> float:
        """Return the scores of what is taken less the penalty for what is missing."""
        shortfall = float(np.maximum(self.missing, 0).sum())
        return float(self._problem.pairs.score[self.taken].sum()) - self._problem.shortfall_penalty * shortfall

    def gains(self) -> Numbers:
        """Return what each pair would add to the value if it were taken next."""
        return self._problem.pairs.score + np.where(self.missing[self._place] > 0, self._problem.shortfall_penalty, 0.0)

    def fits(self) -> Flags:
        """Tell which pairs could be taken next."""
        carer, opp = self._problem.pairs.carer, self._problem.pairs.opp
        within = (self.invites[carer] > 0) & (self.hours[carer] >= self._hours_of_pair) & (self.places[opp] > 0)
        return np.asarray(within & ~self.taken)

    def take(self, order: Whole) -> None:
        """Take of these pairs, in this order, each that fits and adds to the value when its turn comes."""
        pairs, penalty = self._problem.pairs, self._problem.shortfall_penalty
        order = order[self.fits()[order]]
        invites, hours, places, missing = (each.tolist() for each in (self.invites, self.hours, self.places, self.missing))
        taken = []
        columns = (
            order,
            pairs.carer[order],
            pairs.opp[order],
            self._hours_of_pair[order],
            self._place[order],
            pairs.score[order],
        )
        for pair, carer, opp, asked, place, score in zip(*(column.tolist() for column in columns), strict=True):
            if not (places[opp] and invites[carer] and hours[carer] >= asked):
                continue
            if score + (penalty if missing[place] > 0 else 0.0) > 0:
                places[opp] -= 1
                invites[carer] -= 1
                hours[carer] -= asked
                missing[place] -= 1
                taken.append(pair)
        self._count(np.array(taken, np.int64))

    def _count(self, pairs: Whole) -> None:
        carer = self._problem.pairs.carer[pairs]
        np.subtract.at(self.invites, carer, 1)
        np.subtract.at(self.hours, carer, self._hours_of_pair[pairs])
        np.subtract.at(self.places, self._problem.pairs.opp[pairs], 1)
        np.subtract.at(self.missing, self._place[pairs], 1)
        self.taken[pairs] = True
