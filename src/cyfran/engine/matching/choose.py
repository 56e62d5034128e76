"""Choose whom to invite to what: by prices, then whoever still fits or would add more; exactly where it is small."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cyfran.engine.errors import EngineError
from cyfran.engine.matching.bounds import bound_of
from cyfran.engine.matching.bundles import Limits, limits_of
from cyfran.engine.matching.exchange import exchange
from cyfran.engine.matching.market import Market, no_prices
from cyfran.engine.matching.problem import Problem, Whole
from cyfran.engine.matching.programme import best_choice
from cyfran.engine.matching.reasons import shortfalls, why_chosen, why_not_asked
from cyfran.engine.matching.results import Invitations
from cyfran.engine.matching.room import Room

# Up to so many pairs a whole-number programme finds, and proves, the best choice within a second or so.
EXACT_PAIRS = 10_000
# How far prices go in each round: beyond where they clear while they climb, part of the way while they settle.
_CLIMB, _SETTLE = 1.5, 0.7
# So many rounds of each there are at least; more, up to so many times as many, where there are fewer pairs than this.
_ROUNDS, _TIMES, _MANY_PAIRS = 16, 4, 1_000_000
# Pairs that lack more than this share of the middle score and the penalty to be wanted are left out while prices settle.
_CONTENDING = 0.15
# Where scores hardly differ nobody's offer raises a price. If a choice is worth less than this share of its bound, pairs are told
# apart by such shares of the middle score, while prices climb and while they settle, and the better choice is taken.
_POOR, _APART = 0.97, (0.1, 0.02)
_NOISE, _DIGITS = 1e-6, 4


def choose(problem: Problem, *, progress: Callable[[float], None] = lambda share: None) -> Invitations:
    """Choose pairs worth as much as can be within all limits; say why, and what there could be at most.

    `progress` is told how much is done, 0 to 1. The same problem gives the same answer; of equals the first in the input counts.
    Raises: EngineError `limit_broken`, should a choice ever fail the check before it is answered.
    """
    pairs = _askable(problem)
    best, bound = _by_prices(problem, pairs, progress)
    if len(pairs) <= EXACT_PAIRS:
        best, bound = _exactly(problem, pairs, best, bound)
    _refuse_broken(problem, best)
    return Invitations(
        chosen=why_chosen(problem, best),
        objective=best.value,
        bound=max(best.value, _rounded(problem, bound)),
        shortfalls=shortfalls(problem, best),
        not_asked=why_not_asked(problem, best),
    )


@dataclass
class _Told:
    """Counts rounds and tells how many of all are done."""

    progress: Callable[[float], None]
    of: int
    done: int = 0

    def next(self) -> None:
        self.done += 1
        self.progress(self.done / self.of)


def _askable(problem: Problem) -> Whole:
    """Return the pairs that limits allow if nothing else is chosen."""
    return np.flatnonzero(Room(problem).fits())


def _by_prices(problem: Problem, pairs: Whole, progress: Callable[[float], None]) -> tuple[Room, float]:
    """Choose by prices; where that is poor, once more with all pairs told apart, and take the better choice and bound."""
    if not len(pairs):
        return (room := Room(problem)), room.value
    limits = limits_of(problem, pairs)
    room, bound = _settled(problem, pairs, limits, (0.0, 0.0), progress)
    if room.value < bound - (1 - _POOR) * abs(bound):
        other, other_bound = _settled(problem, pairs, limits, _APART, progress)
        room, bound = max(room, other, key=lambda each: each.value), min(bound, other_bound)
    return room, bound


def _settled(
    problem: Problem, pairs: Whole, limits: Limits, apart: tuple[float, float], progress: Callable[[float], None]
) -> tuple[Room, float]:
    """Let prices settle, take who would pay most beyond the price, then whoever still fits or would add more than another."""
    room, prices = Room(problem), no_prices(problem)
    rounds = _ROUNDS * min(_TIMES, max(1, _MANY_PAIRS // len(pairs)))
    told = _Told(progress, of=2 * rounds)
    middle = float(np.median(np.abs(problem.pairs.score[pairs])))
    market = Market(problem, pairs, limits, prices)
    prices = market.settle(prices, [_CLIMB] * rounds, told.next, apart[0] * middle)
    near = market.contenders(prices, _CONTENDING * (middle + problem.shortfall_penalty))
    # A market is large; the first is let go before the second is set up.
    del market
    market = Market(problem, near, limits, prices)
    prices = market.settle(prices, [_SETTLE] * rounds, told.next, apart[1] * middle)
    # Differences too small to be any are none: then the first in the input comes first.
    room.take(market.pairs[np.lexsort((market.pairs, -np.round(market.surplus(prices, apart[1] * middle), _DIGITS)))])
    _fill(room)
    exchange(problem, room)
    _fill(room)
    return room, bound_of(problem, pairs, limits, prices)


def _exactly(problem: Problem, pairs: Whole, best: Room, bound: float) -> tuple[Room, float]:
    """Return the choice that a whole-number programme finds, if it is better than the best so far, and the lesser bound."""
    if len(pairs):
        found, proved = best_choice(problem, pairs, limits_of(problem, pairs))
        room, bound = Room(problem), min(bound, proved)
        # What adds nothing by itself may be part of the choice, so those that add most are taken first.
        room.take(pairs[found][np.argsort(-room.gains()[pairs[found]], kind="stable")])
        _fill(room)
        best = room if room.value > best.value else best
    return best, bound


def _fill(room: Room) -> None:
    room.take(np.argsort(-room.gains(), kind="stable"))


def _rounded(problem: Problem, bound: float) -> float:
    """Round a bound down where all that counts is whole, so that no value lies between."""
    counts = np.append(problem.pairs.score, problem.shortfall_penalty)
    return float(np.floor(bound + _NOISE)) if np.array_equal(counts, np.rint(counts)) else bound


def _refuse_broken(problem: Problem, room: Room) -> None:
    """Count everything anew, from the chosen pairs alone, and refuse a choice that breaks a limit."""
    chosen = np.flatnonzero(room.taken)
    carer, opp = problem.pairs.carer[chosen], problem.pairs.opp[chosen]
    hours = np.zeros(len(problem.carers.hours_cap), np.int64)
    np.add.at(hours, carer, problem.hours_of_pair[chosen])
    broken = (
        np.any(np.bincount(carer, minlength=len(hours)) > problem.carers.max_invites)
        or np.any(hours > problem.hours_left)
        or np.any(np.bincount(opp, minlength=len(room.places)) > problem.opportunities.target)
    )
    if broken:
        raise EngineError("limit_broken")
