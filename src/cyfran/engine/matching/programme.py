"""A small problem as one whole-number programme, solved by HiGHS."""

import highspy
import numpy as np

from cyfran.engine.matching.bundles import Limits
from cyfran.engine.matching.problem import Flags, Numbers, Problem, Whole

_PRECISION = 1e-9
# Searches of the sizes for which this is used end at the first branch as a rule; this makes sure that each comes to an end.
_MOST_BRANCHES = 2_000
_PARTS_OF_AN_HOUR = 1e6


class _Table:
    """Entries of rows under each other, and what each row must lie between."""

    def __init__(self) -> None:
        self.entries: list[tuple[Whole, Whole, Numbers]] = []
        self.least: list[Numbers] = []
        self.most: list[Numbers] = []
        self.rows = 0

    def limit(self, group: Whole, value: Numbers, most: Numbers) -> None:
        """Let the values of each group add up to no more than this; a limit that cannot be reached needs no row."""
        binding = np.bincount(group, value, minlength=len(most)) > most
        column = np.flatnonzero(binding[group])
        self._add((np.cumsum(binding) - 1)[group[column]], column, value[column])
        self._ends(np.full(int(binding.sum()), -np.inf), most[binding])

    def seek(self, place: Whole, sought: Whole) -> Whole:
        """Ask for so many of each place, with a column more for what is missing there; return the places with such a column."""
        places = np.flatnonzero(sought)
        row = np.full(len(sought), -1)
        row[places] = np.arange(len(places))
        column = np.flatnonzero(row[place] >= 0)
        self._add(row[place[column]], column, np.ones(len(column)))
        self._add(np.arange(len(places)), len(place) + np.arange(len(places)), np.ones(len(places)))
        self._ends(sought[places].astype(float), np.full(len(places), np.inf))
        return places

    def _add(self, row: Whole, column: Whole, value: Numbers) -> None:
        self.entries.append((row + self.rows, column, value))

    def _ends(self, least: Numbers, most: Numbers) -> None:
        self.least.append(least)
        self.most.append(most)
        self.rows += len(least)


def best_choice(problem: Problem, pairs: Whole, limits: Limits) -> tuple[Flags, float]:
    """Return which of these pairs are best chosen, and what no choice among them is worth more than.

    Where the search ends early, the choice is the best found, or nothing, and the bound is infinite if none is known.
    """
    solver = highspy.Highs()
    solver.passOptions(_options())
    solver.passModel(programme_of(problem, pairs, limits))
    solver.run()
    info = solver.getInfo()
    found = np.array(solver.getSolution().col_value)[: len(pairs)] > 1 / 2
    return (found if len(found) else np.zeros(len(pairs), bool)), float(info.mip_dual_bound)


def programme_of(problem: Problem, pairs: Whole, limits: Limits) -> highspy.HighsLp:
    """Return the programme: a column of 0 or 1 per pair, then one per place sought for how many are missing there."""
    opp, carer, score = problem.pairs.opp[pairs], problem.pairs.carer[pairs], problem.pairs.score[pairs]
    table, one = _Table(), np.ones(len(pairs))
    table.limit(carer, one, limits.most.astype(float))
    table.limit(carer, problem.hours_of_pair[pairs] / _PARTS_OF_AN_HOUR, limits.hours / _PARTS_OF_AN_HOUR)
    table.limit(opp, one, problem.opportunities.target.astype(float))
    missing = problem.sought[table.seek(problem.place[pairs], problem.sought)]
    worth = np.append(score, np.full(len(missing), -problem.shortfall_penalty))
    return _model(table, worth, np.append(one, missing))


def _options() -> highspy.HighsOptions:
    options = highspy.HighsOptions()
    options.output_flag, options.threads = False, 1
    options.primal_feasibility_tolerance = options.dual_feasibility_tolerance = _PRECISION
    options.mip_feasibility_tolerance = _PRECISION
    options.mip_abs_gap, options.mip_rel_gap, options.mip_max_nodes = _PRECISION, 0.0, _MOST_BRANCHES
    return options


def _model(table: _Table, worth: Numbers, most: Numbers) -> highspy.HighsLp:
    row, column, value = (np.concatenate(part) for part in zip(*table.entries, strict=True))
    order = np.lexsort((row, column))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(worth), table.rows
    model.col_cost_, model.col_lower_, model.col_upper_ = worth, np.zeros(len(worth)), most
    model.row_lower_, model.row_upper_ = np.concatenate(table.least), np.concatenate(table.most)
    model.sense_ = highspy.ObjSense.kMaximize
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(column[order], np.arange(len(worth) + 1)).astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = row[order].astype(np.int32), value[order]
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(worth)
    return model
