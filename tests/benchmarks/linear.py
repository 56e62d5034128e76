"""What the linear programme comes to: the same limits, and pairs may be chosen in part.

.venv/bin/python -m tests.benchmarks.linear FILE
"""

import json
import sys
from pathlib import Path

import highspy
import numpy as np

from cyfran.engine.matching.bundles import Limits
from cyfran.engine.matching.problem import Problem
from cyfran.engine.matching.programme import programme_of
from cyfran.engine.matching.reader import read_problem

# Undone in the end, what presolving leaves out would come back with prices that are not exact.
_OPTIONS: dict[str, bool | int | str] = {
    "output_flag": False,
    "threads": 1,
    "solver": "ipm",
    "run_crossover": "off",
    "presolve": "off",
}


def linear_bound(problem: Problem) -> float:
    """Return what no choice is worth more than, also if pairs could be chosen in part: by HiGHS's interior point method.

    Limits are those of the problem as it stands, none of them drawn closer. The number is worked out from the method's prices
    by weak duality, so it holds however near to the end the method came; at its end it is the value of the linear programme.
    """
    asked = problem.carers.max_invites
    limits = Limits(asked, problem.hours_left, np.zeros(len(asked), bool))
    programme = programme_of(problem, np.arange(len(problem.pairs.carer)), limits)
    programme.integrality_ = []
    solver = highspy.Highs()
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    solver.passModel(programme)
    solver.run()
    return _bound_by(programme, np.array(solver.getSolution().row_dual))


def _bound_by(programme: highspy.HighsLp, price: np.ndarray) -> float:
    """Return what all limits cost at these prices, and what pairs are worth beyond theirs."""
    least, most = np.array(programme.row_lower_), np.array(programme.row_upper_)
    price = np.where(np.isinf(least), np.maximum(price, 0.0), np.minimum(price, 0.0))
    worth, matrix = np.array(programme.col_cost_), programme.a_matrix_
    column = np.repeat(np.arange(len(worth)), np.diff(matrix.start_))
    paid = np.bincount(column, np.array(matrix.value_) * price[np.array(matrix.index_, int)], minlength=len(worth))
    gains = np.maximum(worth - paid, 0.0) * np.array(programme.col_upper_)
    return float(price @ np.where(np.isinf(least), most, least) + gains.sum())


if __name__ == "__main__":
    print(f"{linear_bound(read_problem(json.loads(Path(sys.argv[1]).read_text(encoding='utf-8')))):,.2f}")
