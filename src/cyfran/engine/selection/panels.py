"""Find real panels: whole people, every target met, worth as much as possible at given prices."""

import numpy as np

from cyfran.engine.selection.programme import Programme
from cyfran.engine.selection.space import Array, Space

_WHOLE = 1e-6
_TURNS_BACK = 8


class PanelFinder:
    """Finds panels of a space, within narrower ends if asked.

    A panel is an array of whole numbers per kind. `find` is quick and nearly always succeeds; `prove` searches until no
    better panel exists.
    """

    def __init__(self, space: Space) -> None:
        self.space = space
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
        self._relaxed.x_between(floor, ceiling)
        found = self._relaxed.solve()
        while found is not None:
            rest = found - np.floor(found + _WHOLE)
            nearest = int(rest.argmax())
            if rest[nearest] <= _WHOLE:
                return np.round(found)
            below = floor[nearest]
            floor[nearest] = np.ceil(found[nearest] - _WHOLE)
            deeper = self._with_ends(floor, ceiling)
            if deeper is None and turns < _TURNS_BACK:
                turns += 1
                floor[nearest], ceiling[nearest] = below, np.floor(found[nearest] + _WHOLE)
                deeper = self._with_ends(floor, ceiling)
            found = deeper
        return None

    def prove(self, prices: Array, floor: Array, ceiling: Array, least: Array, most: Array) -> Array | None:
        """Return a panel than which none is worth more at these prices, or None where there is no panel at all."""
        if self._whole is None:
            self._whole = Programme(self.space.table, whole=True)
        self._whole.costs(prices)
        self._whole.rows_between(least, most)
        self._whole.x_between(floor, ceiling)
        found = self._whole.solve()
        return None if found is None else np.round(found)

    def any_panel(self) -> Array | None:
        """Return some panel of the space, or None where there is none."""
        space = self.space
        ends = (np.zeros(space.kinds), space.copies, space.least, space.most)
        found = self.find(np.zeros(space.kinds), *ends)
        return self.prove(np.zeros(space.kinds), *ends) if found is None else found

    def _with_ends(self, floor: Array, ceiling: Array) -> Array | None:
        self._relaxed.x_between(floor, ceiling)
        return self._relaxed.solve()
