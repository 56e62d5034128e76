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

    def losses(self) -> Numbers:
        """Return what the value would lose if each pair were given up, of those that are taken."""
        return self._problem.pairs.score + np.where(self.missing[self._place] >= 0, self._problem.shortfall_penalty, 0.0)

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

    def exchange(self, out: int, into: int) -> bool:
        """Give up a taken pair for another of its opportunity, if that one fits and adds more; tell whether that was done."""
        carer = self._problem.pairs.carer[into]
        fits = self.invites[carer] > 0 and self.hours[carer] >= self._hours_of_pair[into] and not self.taken[into]
        if not (fits and self.taken[out] and self._won_by(out, into) > 0):
            return False
        self._count(np.array([out]), taken=False)
        self._count(np.array([into]))
        return True

    def _won_by(self, out: int, into: int) -> float:
        score, place, penalty = self._problem.pairs.score, self._place, self._problem.shortfall_penalty
        won = float(score[into] - score[out])
        if place[out] != place[into]:
            won += penalty * int(self.missing[place[into]] > 0) - penalty * int(self.missing[place[out]] >= 0)
        return won

    def _count(self, pairs: Whole, *, taken: bool = True) -> None:
        carer, once = self._problem.pairs.carer[pairs], 1 if taken else -1
        np.subtract.at(self.invites, carer, once)
        np.subtract.at(self.hours, carer, once * self._hours_of_pair[pairs])
        np.subtract.at(self.places, self._problem.pairs.opp[pairs], once)
        np.subtract.at(self.missing, self._place[pairs], once)
        self.taken[pairs] = taken
