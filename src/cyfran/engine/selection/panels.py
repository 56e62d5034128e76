"""Find real panels: whole people, every target met, worth as much as possible at given prices."""

from collections.abc import Callable

import numpy as np

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.programme import Programme
from cyfran.engine.selection.space import Array, Space

_WHOLE = 1e-6
_NOISE = 1e-7
_TURNS_BACK = 8


class PanelFinder:
    """Finds panels of a space, within narrower ends if asked.

    A panel is an array of whole numbers per kind. `floor` and `ceiling` are ends per kind, `least` and `most` per row of the
    space's table. `find` is quick and nearly always succeeds; `prove` searches until no better panel exists, or until
    `time_is_up` answers yes.
    """

    def __init__(self, space: Space, time_is_up: Callable[[], bool] | None = None) -> None:
        self.space = space
        self._time_is_up = time_is_up
        self._relaxed = Programme(space.table)
        self._whole: Programme | None = None

    def find(self, prices: Array, floor: Array, ceiling: Array, least: Array, most: Array) -> Array | None:
        """Return a panel worth much at these prices, or None when a short search meets none.

        Dives: solves for fractions of people, rounds up who is nearly whole, and solves again from there; where that
        leads nowhere it takes the other turning.
        """
        floor, ceiling, turns = floor.copy(), ceiling.copy(), 0
        self._relaxed.costs(prices)
        self._relaxed.rows_between(least, most)
        found = self._with_ends(floor, ceiling)
        while found is not None:
            rest = found - np.floor(found + _WHOLE)
            nearest = int(rest.argmax())
            if rest[nearest] <= _WHOLE:
                panel = np.round(found)
                return panel if self._keeps(panel, least, most) else None
            below = floor[nearest]
            floor[nearest] = np.ceil(found[nearest])
            deeper = self._with_ends(floor, ceiling)
            if deeper is None and turns < _TURNS_BACK:
                turns += 1
                floor[nearest], ceiling[nearest] = below, np.floor(found[nearest])
                deeper = self._with_ends(floor, ceiling)
            found = deeper
        return None

    def prove(self, prices: Array, floor: Array, ceiling: Array, least: Array, most: Array) -> Array | None:
        """Return a panel than which none is worth more at these prices, or None where there is no panel at all.

        Raises: EngineError `solver_gave_up` when the search is ended before that is known.
        """
        if self._whole is None:
            self._whole = Programme(self.space.table, whole=True, time_is_up=self._time_is_up)
        self._whole.costs(prices)
        self._whole.rows_between(least, most)
        self._whole.x_between(floor, ceiling)
        found = self._whole.solve()
        return None if found is None else np.round(found)

    def any_panel(self, *, of_kind: int | None = None) -> Array | None:
        """Return some panel of the space, with somebody of this kind if one is named, or None where there is none.

        Raises: EngineError `solver_gave_up`.
        """
        space, floor = self.space, np.zeros(self.space.kinds)
        if of_kind is not None:
            floor[of_kind] = 1.0
        ends = (floor, space.copies, space.least, space.most)
        found = self.find(np.zeros(space.kinds), *ends)
        return self.prove(np.zeros(space.kinds), *ends) if found is None else found

    def _keeps(self, panel: Array, least: Array, most: Array) -> bool:
        """Say whether a panel keeps the ends of all rows also now that it is whole; hours need not be whole numbers."""
        sums = self.space.table.over_columns(panel)
        return bool((sums >= least - _NOISE).all() and (sums <= most + _NOISE).all())

    def _with_ends(self, floor: Array, ceiling: Array) -> Array | None:
        self._relaxed.x_between(floor, ceiling)
        try:
            return self._relaxed.solve()
        except EngineError:
            return None
