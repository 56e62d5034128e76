"""A lottery of real panels that gives each kind of people its ideal chance.

The ideal is a point among all mixtures of panels. We walk from it to the edge of what the targets allow, straight away
from one real panel: the point is then a mixture of that panel and the point on the edge, where one end more is
reached. Each further step stays on the edges reached so far, so the walk ends after few panels. Where an edge holds no
panel of whole people, column generation mixes what was found with new panels until the ideal is met, or proves that it
cannot be met and learns the row that says so; the ideal is then computed anew with that row.

Sources: the walk is the constructive proof of Caratheodory's theorem as in Groetschel, Lovasz and Schrijver, Geometric
Algorithms and Combinatorial Optimization (1988), ch. 6; column generation for this purpose in Flanigan et al., Nature
2021. That the walk needs no more than small linear programmes is ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.ideals import Ideal, ideal_of
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.problem import Fairness
from cyfran.engine.selection.programme import Programme
from cyfran.engine.selection.space import Array, Space, Table

Panels = npt.NDArray[np.float64]

_EDGE = 1e-7
_REST = 1e-6
_NEAR = 1e-3
_BETTER = 1e-9
# How much of the lottery a walk may leave open, and how far a mixture may stay below its goal, as shares of the least
# chance; less than the last of these is noise.
_LEFT_OPEN = 3e-5
_CLOSE = 1e-6
_CLOSE_ENOUGH = 8e-5
_NOISE = 1e-8
_SEARCHES = 4
# A walk that came nearly to its end is tried again another way. From less the ideal may be out of reach, and where little
# is open mixing is quicker.
_WALKS = 3
_NEARLY, _LITTLE_OPEN = 0.9, 0.99
_CALM = 0.8
# Each row learned cuts off an ideal that no lottery reaches, and each new panel betters the mixture, so both loops end;
# these ends are for numbers too close to tell.
_MOST_LESSONS = 500
_MOST_ROUNDS = 20_000


@dataclass(frozen=True)
class Lottery:
    """Panels, a row per panel and a column per kind, and the share of each; the shares sum to one."""

    panels: Panels
    shares: Array

    def numbers(self) -> Array:
        """Return the expected number of each kind in a panel."""
        return self.shares @ self.panels


@dataclass(frozen=True)
class FairLottery:
    """A lottery, the ideal it was made for, and the space with the rows learned on the way."""

    lottery: Lottery
    ideal: Ideal
    space: Space


def fair_lottery(
    space: Space,
    fairness: Fairness,
    *,
    progress: Callable[[float], None] = lambda share: None,
    time_is_up: Callable[[], bool] = lambda: False,
) -> FairLottery | None:
    """Make the fairest lottery of a space, or return None where there is no panel at all.

    `progress` is told the share of the lottery that stands, 0 to 1. When `time_is_up` answers yes, the best lottery so
    far is returned; how far it falls short shows in its numbers.
    Raises: EngineError `solver_gave_up`.
    """
    some = PanelFinder(space, time_is_up).any_panel()
    if some is None:
        return None
    known = [some]
    for lessons_left in reversed(range(_MOST_LESSONS)):
        ideal = ideal_of(space, fairness, time_is_up)
        if ideal is None:
            break
        finder = PanelFinder(space, time_is_up)
        level = next(step.level for step in ideal.steps if step.level > _BETTER)
        rest = max(_NOISE, min(_REST, _LEFT_OPEN * level))
        for attempt in range(_WALKS):
            panels, shares = _walk(finder, ideal.numbers, rest, attempt, progress, time_is_up)
            if sum(shares) >= 1 - rest:
                return FairLottery(_lottery(panels, shares), ideal, space)
            known += panels
            if not _NEARLY <= sum(shares) < _LITTLE_OPEN:
                break
        # Maximin asks for no more than the least chance for all, and small change does not count.
        only_least = fairness is Fairness.MAXIMIN
        goal, close = (_at_least(level, space, ideal), _CLOSE_ENOUGH) if only_least else (ideal.numbers, _CLOSE)
        mixed = _mix(finder, goal, known, max(_NOISE, close * level), time_is_up)
        if mixed.learned is None or not lessons_left:
            return FairLottery(mixed.lottery, ideal, space)
        space, known = space.with_row(*mixed.learned), list(mixed.lottery.panels)
    # A panel was found, so only noise can say that there is none.
    raise EngineError("solver_gave_up")


def _walk(
    finder: PanelFinder,
    ideal: Array,
    enough: float,
    attempt: int,
    progress: Callable[[float], None],
    time_is_up: Callable[[], bool],
) -> tuple[list[Array], list[float]]:
    """Split the ideal into panels and their shares, all but `enough`; more is left open where an edge holds no panel."""
    space = finder.space
    low = np.concatenate([np.floor(ideal + _EDGE), space.least])
    high = np.concatenate([np.ceil(ideal - _EDGE), space.most])
    left = np.concatenate([ideal, space.table.over_columns(ideal)])
    chance = Random(attempt)  # noqa: S311 -- settles nothing but which way a walk goes
    noise = np.array([chance.uniform(1.0, 1.0 + attempt) for _ in left])
    at_low, at_high = np.zeros((2, len(left)), dtype=bool)
    panels, shares, rest = [], [], 1.0
    while rest > enough and not time_is_up():
        now = left / rest
        at_low |= now - low < _EDGE
        at_high |= high - now < _EDGE
        free = ~(at_low | at_high)
        wishes = noise * np.where(free, 1 / np.maximum(high - now, _NEAR) - 1 / np.maximum(now - low, _NEAR), 0.0)
        panel = _panel_on_edge(finder, wishes, np.where(at_high, high, low), np.where(at_low, low, high))
        if panel is None:
            break
        value = np.concatenate([panel, space.table.over_columns(panel)])
        down, up = np.full(len(now), np.inf), np.full(len(now), np.inf)
        falls, rises = free & (value > low) & np.isfinite(low), free & (value < high) & np.isfinite(high)
        down[falls] = (now[falls] - low[falls]) / (value[falls] - low[falls])
        up[rises] = (high[rises] - now[rises]) / (high[rises] - value[rises])
        step = min(1.0, down.min(), up.min())
        at_low |= down <= step + _BETTER
        at_high |= up <= step + _BETTER
        if step > 0:
            panels.append(panel)
            shares.append(step * rest)
            left = left - step * rest * value
            rest *= 1 - step
            progress(1 - rest)
    return panels, shares


def _panel_on_edge(finder: PanelFinder, wishes: Array, low: Array, high: Array) -> Array | None:
    """Find a panel on an edge; where a search meets none, slightly other wishes may lead the next one past the obstacle."""
    kinds, table = finder.space.kinds, finder.space.table
    ends, chance = (low[:kinds], high[:kinds], low[kinds:], high[kinds:]), Random(0)  # noqa: S311 -- settles nothing but where a search looks
    for search in range(_SEARCHES):
        turned = wishes * [chance.uniform(0.0, 2.0) for _ in wishes] if search else wishes
        panel = finder.find(turned[:kinds] + table.over_rows(turned[kinds:]), *ends)
        if panel is not None:
            return panel
    return None


def _lottery(panels: list[Array], shares: list[float]) -> Lottery:
    """Gather equal panels, in an order that says nothing, and let the shares sum to one."""
    distinct, index = np.unique(np.array(panels), axis=0, return_inverse=True)
    total = np.bincount(index.ravel(), shares)
    kept = total > 0
    return Lottery(distinct[kept], total[kept] / total.sum())


def _at_least(level: float, space: Space, ideal: Ideal) -> Array:
    """Return what nobody may fall short of where only the least counts: of chance by weight, and then of chance itself."""
    return np.where(ideal.numbers > _BETTER, np.maximum(level * space.weights, ideal.least(space)) * space.copies, 0.0)


@dataclass(frozen=True)
class _Mixed:
    """The best mixture found, and the row that shows why there is no better one, if it falls short."""

    lottery: Lottery
    learned: tuple[Array, float] | None


def _mix(finder: PanelFinder, goal: Array, known: list[Array], close: float, time_is_up: Callable[[], bool]) -> _Mixed:
    """Mix panels so that nobody falls short of the goal by more than must be, finding new panels as they are needed."""
    space, panels = finder.space, list({panel.tobytes(): panel for panel in known}.values())
    programme = _mixture(space, goal, panels)
    ends = (np.zeros(space.kinds), space.copies, space.least, space.most)
    shares, calm, learned = np.zeros(len(panels)), np.zeros(space.kinds), None
    for rounds_left in reversed(range(_MOST_ROUNDS)):
        found = programme.solve()
        if found is None:
            raise EngineError("solver_gave_up")
        short, shares = found[0], np.maximum(found[1:], 0.0)
        if short <= close or not rounds_left or time_is_up():
            break
        prices = np.maximum(-programme.prices()[: space.kinds], 0.0)
        worth = float((np.array(panels) @ prices).max())
        # Prices leap about from step to step; a panel found near the average of late serves more of the steps to come.
        calm = _CALM * calm + (1 - _CALM) * prices
        dived = [finder.find(wishes, *ends) for wishes in (calm, prices)]
        better = [panel for panel in dived if panel is not None and panel @ prices > worth + _BETTER]
        if not better:
            try:
                proven = finder.prove(prices, *ends)
            except EngineError:
                break
            best = worth if proven is None else max(worth, float(proven @ prices))
            # What the mixture is short of the goal, all of it priced, is more than `close`: the row cuts the goal off.
            if proven is None or best <= worth + close / 2:
                learned = (prices, best)
                break
            better = [proven]
        for panel in better:
            panels.append(panel)
            programme.add_column(np.append(panel, 1.0))
    return _Mixed(_lottery(panels, shares.tolist()), learned)


def _mixture(space: Space, goal: Array, panels: list[Array]) -> Programme:
    """Set up the shares of panels (a column each) that leave no kind (a row each) more than the first column short."""
    kinds, columns = space.kinds, 1 + len(panels)
    entries = [(kind, 0, share) for kind, share in enumerate(space.copies * space.weights)]
    entries += [(kind, 1 + index, panel[kind]) for index, panel in enumerate(panels) for kind in np.flatnonzero(panel).tolist()]
    entries += [(kinds, column, 1.0) for column in range(1, columns)]
    programme = Programme(Table(entries, rows=kinds + 1, columns=columns), growing=True)
    programme.costs(np.append(-1.0, np.zeros(len(panels))))
    programme.x_between(np.zeros(columns), np.full(columns, np.inf))
    programme.rows_between(np.append(goal, 1.0), np.append(np.full(kinds, np.inf), 1.0))
    return programme
