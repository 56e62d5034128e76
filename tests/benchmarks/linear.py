"""What the linear programme comes to: the same limits, and pairs may be chosen in part."""

import highspy
import numpy as np

from cyfran.engine.matching.bundles import Limits
from cyfran.engine.matching.problem import Problem
from cyfran.engine.matching.programme import programme_of


def linear_bound(problem: Problem) -> float:
    """Return a number that no choice in parts is worth more than: by HiGHS's interior point method, as its prices show.

    Limits are those of the problem as it stands, none of them drawn closer. By weak duality any prices bound the value, so that
    the number holds however early the method ended; at its end it is the value of the linear programme to one part in millions.
    """
    asked = problem.carers.max_invites
    limits = Limits(asked, problem.hours_left, np.zeros(len(asked), bool))
    programme = programme_of(problem, np.arange(len(problem.pairs.carer)), limits)
    programme.integrality_ = []
    solver = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "solver": "ipm", "run_crossover": "off"}.items():
        solver.setOptionValue(option, value)
    solver.passModel(programme)
    solver.run()
    return _bound_by(programme, np.array(solver.getSolution().row_dual))


def _bound_by(programme: highspy.HighsLp, price: np.ndarray) -> float:
    """Return what all limits cost at these prices, and what pairs are worth beyond theirs."""
    least, most = np.array(programme.row_lower_), np.array(programme.row_upper_)
    # Which sign a price has depends on the method. A limit costs; where so many are sought there is something to gain.
    price = np.where(np.isinf(least), np.abs(price), -np.abs(price))
    worth, matrix = np.array(programme.col_cost_), programme.a_matrix_
    column = np.repeat(np.arange(len(worth)), np.diff(matrix.start_))
    paid = np.bincount(column, np.array(matrix.value_) * price[np.array(matrix.index_, int)], minlength=len(worth))
    gains = np.maximum(worth - paid, 0.0) * np.array(programme.col_upper_)
    return float(price @ np.where(np.isinf(least), most, least) + gains.sum())
