"""The chances each kind of people should have: the fairest that the targets leave room for.

Works on the marginals, the expected number of each kind in a panel, where the best possible is a few small linear
programmes away. Whether real panels reach them is for lottery.py to show; until then they are a bound.

Sources: leximin as in Flanigan et al., Fair algorithms for selecting citizens' assemblies, Nature 2021; nash welfare as in
Flanigan, Kehne and Procaccia, Fair sortition made transparent, NeurIPS 2021; goldilocks as in Baharav and Flanigan, Fair,
manipulation-robust, and transparent sortition, EC 2024.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.problem import Fairness
from cyfran.engine.selection.programme import Programme, stacked
from cyfran.engine.selection.space import Array, Space

_ZERO = 1e-9
_SLACKS = (1e-9, 1e-8, 1e-7, 1e-6)
_GOOD_ENOUGH = 1e-7
_FIRST_TANGENTS = 12
_MOST_TANGENTS = 60

Found = TypeVar("Found")


@dataclass(frozen=True)
class Step:
    """One step of leximin: these kinds cannot be given more than `level` without taking from who has less.

    `level` is chance divided by weight; `prices` says per row of the space how strongly it holds them back: above zero
    where its upper end does, below zero where its lower end does.
    """

    level: float
    kinds: tuple[int, ...]
    prices: Array


@dataclass(frozen=True)
class Ideal:
    """The expected number of each kind in a panel, and how leximin came to it, from the least chance upwards."""

    numbers: Array
    steps: tuple[Step, ...]

    def least(self, space: Space) -> float:
        """Return the least chance among kinds that have one."""
        chances = self.numbers / space.copies
        return float(chances[chances > _ZERO].min(initial=1.0))


def ideal_of(space: Space, fairness: Fairness, time_is_up: Callable[[], bool] = lambda: False) -> Ideal | None:
    """Return the ideal of a space, or None where not even fractions of people can meet the targets.

    When `time_is_up` answers yes, only the least chance is as large as it can be.
    Raises: EngineError `solver_gave_up` when numbers are too far apart for the solver to tell them from noise.
    """
    best = _leximin(space, space.copies, time_is_up)
    if best is None or fairness in (Fairness.LEXIMIN, Fairness.MAXIMIN):
        return best
    found = _nash(space, best, time_is_up) if fairness is Fairness.NASH else _goldilocks(space, best, time_is_up)
    return Ideal(found, best.steps)


def _leximin(space: Space, ceiling: Array, time_is_up: Callable[[], bool]) -> Ideal | None:
    """Raise the least chance as far as it goes, fix whom it cannot raise, and go on with the others."""
    kinds, rows, level = space.kinds, len(space.rows), space.kinds
    shares = space.copies * space.weights
    programme = Programme(
        stacked(
            space.table,
            [(rows + kind, kind, 1.0) for kind in range(kinds)]
            + [(rows + kind, level, -share) for kind, share in enumerate(shares)],
            rows=kinds,
            columns=1,
        )
    )
    programme.costs(np.append(np.zeros(kinds), 1.0))
    programme.rows_between(np.append(space.least, np.zeros(kinds)), np.append(space.most, np.full(kinds, np.inf)))
    floor, free, steps = np.zeros(kinds), np.ones(kinds, dtype=bool), []
    found = _above(programme, floor, ceiling)
    while found is not None:
        prices, reached = programme.prices(), found[level]
        if reached > _ZERO and time_is_up():
            steps.append(Step(float(reached), tuple(np.flatnonzero(free).tolist()), prices[:rows]))
            return Ideal(np.clip(found[:kinds], 0.0, ceiling), tuple(steps))
        pull = np.abs(prices[rows:]) * shares
        held = free & ((pull >= min(_ZERO, pull[free].max())) | (ceiling <= shares * reached + _ZERO))
        steps.append(Step(float(reached), tuple(np.flatnonzero(held).tolist()), prices[:rows]))
        floor[held] = np.maximum(0.0, np.minimum(shares[held] * reached, ceiling[held]))
        free &= ~held
        if not free.any():
            return Ideal(floor, tuple(steps))
        for kind in np.flatnonzero(held).tolist():
            programme.entry(rows + kind, level, 0.0)
        found = _must(_above(programme, floor, ceiling))
    return None


def _above(programme: Programme, floor: Array, ceiling: Array) -> Array | None:
    """Solve with what is fixed by now as the floor, lowered as little as rounding asks for: step by step it adds up."""
    for slack in _SLACKS:
        programme.x_between(np.append(np.maximum(0.0, floor - slack), 0.0), np.append(ceiling, np.inf))
        found = programme.solve()
        if found is not None:
            return found
    return None


def _must(found: Found | None) -> Found:
    """Return what was found where something can be."""
    if found is None:
        raise EngineError("solver_gave_up")
    return found


def _nash(space: Space, best: Ideal, time_is_up: Callable[[], bool]) -> Array:
    """Make the product of all chances as large as it can be, each person's counted by weight.

    Every logarithm is replaced by tangents, which lie above it; more are added at each solution until they touch it.
    """
    kinds, who = space.kinds, np.flatnonzero(best.numbers > _ZERO)
    worth = (space.copies * space.people * space.weights)[who]
    floor = best.numbers[who] / len(who)
    points = list(np.geomspace(floor, space.copies[who], _FIRST_TANGENTS))
    while True:
        rows = len(space.rows)
        touching = np.concatenate(points)
        kind, logarithm = np.tile(who, len(points)), kinds + np.tile(np.arange(len(who)), len(points))
        extra = [(rows + row, column, 1.0) for row, column in enumerate(logarithm.tolist())]
        extra += [
            (rows + row, column, -1.0 / at) for row, (column, at) in enumerate(zip(kind.tolist(), touching.tolist(), strict=True))
        ]
        programme = Programme(stacked(space.table, extra, rows=len(touching), columns=len(who)))
        programme.costs(np.concatenate([np.zeros(kinds), worth]))
        programme.x_between(
            np.concatenate([np.zeros(kinds), np.full(len(who), -np.inf)]),
            np.concatenate([space.copies, np.full(len(who), np.inf)]),
        )
        none = np.full(len(touching), -np.inf)
        programme.rows_between(np.append(space.least, none), np.append(space.most, np.log(touching) - 1.0))
        found = _must(programme.solve())
        numbers = np.maximum(found[who], floor)
        close = worth @ (found[kinds:] - np.log(numbers)) <= _GOOD_ENOUGH * worth.sum()
        if close or len(points) >= _MOST_TANGENTS or time_is_up():
            return found[:kinds]
        points.append(numbers)


def _goldilocks(space: Space, best: Ideal, time_is_up: Callable[[], bool]) -> Array:
    """Keep the highest chance from being far above, and the least from being far below, the equal one.

    Makes highest / equal + equal / least as small as it can be, then raises the lower chances under that cap. The
    inverse of the least chance is replaced by tangents, as logarithms are for nash.
    """
    kinds, rows, can = space.kinds, len(space.rows), best.numbers > _ZERO
    shares = np.where(can, space.copies * space.weights, 0.0)
    equal = float(best.numbers @ space.people / (shares @ space.people))
    least, highest, inverse = kinds, kinds + 1, kinds + 2
    level = next(step.level for step in best.steps if step.level > _ZERO)
    points = [level]
    while True:
        extra = [(rows + kind, kind, 1.0) for kind in range(kinds)] + [(rows + kinds + kind, kind, 1.0) for kind in range(kinds)]
        extra += [(rows + kind, least, -shares[kind]) for kind in range(kinds)]
        extra += [(rows + kinds + kind, highest, -shares[kind]) for kind in range(kinds)]
        extra += [(rows + 2 * kinds + index, inverse, 1.0) for index in range(len(points))]
        extra += [(rows + 2 * kinds + index, least, point**-2) for index, point in enumerate(points)]
        programme = Programme(stacked(space.table, extra, rows=2 * kinds + len(points), columns=3))
        programme.costs(np.append(np.zeros(kinds), [0.0, -1.0 / equal, -equal]))
        programme.x_between(np.zeros(kinds + 3), np.append(np.where(can, space.copies, 0.0), [level, np.inf, np.inf]))
        programme.rows_between(
            np.concatenate([space.least, np.zeros(kinds), np.full(kinds, -np.inf), [2 / point for point in points]]),
            np.concatenate([space.most, np.full(kinds, np.inf), np.zeros(kinds), np.full(len(points), np.inf)]),
        )
        found = _must(programme.solve())
        close = equal * (1 / max(found[least], level * _ZERO) - found[inverse]) <= _GOOD_ENOUGH
        if close or len(points) >= _MOST_TANGENTS or time_is_up():
            break
        points.append(max(found[least], level / 2 ** len(points)))
    cap = np.minimum(space.copies, shares * found[highest] * (1 + _GOOD_ENOUGH))
    return _must(_leximin(space, cap, time_is_up)).numbers
