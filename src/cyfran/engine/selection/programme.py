"""A linear programme that is solved again and again with a little changed, each time from where it stood."""

from collections.abc import Callable, Sequence

import highspy
import numpy as np

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.space import Array, Table

_PRECISION = 1e-9
# No search for whole numbers of ours was seen to need a hundredth of this; it makes sure that each comes to an end.
_MOST_BRANCHES = 50_000
# A column more leaves the last x as it was, from where the primal method goes on; changed ends leave the prices.
_DUAL, _PRIMAL = 1, 4
_STATUS = highspy.HighsModelStatus


class Programme:
    """Maximise the costs times x with `least <= table x <= most` and `floor <= x <= ceiling`.

    With `whole` set, x are whole numbers, and `time_is_up` can end a search; `growing` makes added columns cheap. The
    solver is HiGHS; its calls stay in this class.
    """

    def __init__(
        self, table: Table, *, whole: bool = False, growing: bool = False, time_is_up: Callable[[], bool] | None = None
    ) -> None:
        options = highspy.HighsOptions()
        options.output_flag, options.threads = False, 1
        options.primal_feasibility_tolerance = options.dual_feasibility_tolerance = _PRECISION
        options.mip_feasibility_tolerance = options.mip_abs_gap = _PRECISION
        options.mip_rel_gap, options.mip_max_nodes = 0.0, _MOST_BRANCHES
        options.simplex_strategy = _PRIMAL if growing else _DUAL
        self._solver = highspy.Highs()
        self._solver.passOptions(options)
        self._solver.passModel(_model(table, whole=whole))
        if time_is_up:
            self._solver.cbMipInterrupt.subscribe(lambda event: event.interrupt(time_is_up()))

    def costs(self, costs: Array) -> None:
        """Set what one of each x is worth."""
        self._solver.changeColsCost(len(costs), np.arange(len(costs)), costs)

    def x_between(self, floor: Array, ceiling: Array) -> None:
        """Set the ends of each x."""
        self._solver.changeColsBounds(len(floor), np.arange(len(floor)), floor, ceiling)

    def rows_between(self, least: Array, most: Array) -> None:
        """Set the ends of each row."""
        change = self._solver.changeRowsBounds  # type: ignore[attr-defined]  # the package's types lack it
        change(len(least), np.arange(len(least)), least, most)

    def entry(self, row: int, column: int, value: float) -> None:
        """Set one number of the table."""
        self._solver.changeCoeff(row, column, value)

    def add_column(self, entries: Array) -> None:
        """Add one more x of 0 or more, worth nothing by itself, with its entries of all rows."""
        rows = np.flatnonzero(entries)
        self._solver.addCol(0.0, 0.0, highspy.kHighsInf, len(rows), rows, entries[rows])

    def solve(self) -> Array | None:
        """Return the best x, or None where no x keeps all the ends, or there is no x at all.

        Raises: EngineError `solver_gave_up` when the search was ended, or numbers are too far apart to tell from noise.
        """
        self._solver.run()
        if self._solver.getModelStatus() in (_STATUS.kUnknown, _STATUS.kSolveError, _STATUS.kIterationLimit):
            # Where it stood last may be a bad place to begin.
            self._solver.clearSolver()
            self._solver.run()
        status = self._solver.getModelStatus()
        if status in (_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible, _STATUS.kModelEmpty):
            return None
        if status != _STATUS.kOptimal:
            raise EngineError("solver_gave_up")
        return np.array(self._solver.getSolution().col_value)

    def prices(self) -> Array:
        """Return how much the best value would rise for each row if its ends were raised by one."""
        return np.array(self._solver.getSolution().row_dual)


def stacked(table: Table, extra: Sequence[tuple[int, int, float]], *, rows: int, columns: int) -> Table:
    """Put rows (and columns) under (and beside) a table; `extra` are their entries, counted from the table's first row."""
    return Table([*table.entries(), *extra], rows=table.rows + rows, columns=table.columns + columns)


def _model(table: Table, *, whole: bool) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = table.columns, table.rows
    model.col_cost_ = np.zeros(table.columns)
    model.col_lower_ = model.col_upper_ = np.zeros(table.columns)
    model.row_lower_ = model.row_upper_ = np.zeros(table.rows)
    model.sense_ = highspy.ObjSense.kMaximize
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(table.column, np.arange(table.columns + 1)).astype(np.int32)
    model.a_matrix_.index_, model.a_matrix_.value_ = table.row, table.value
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * table.columns
    return model
