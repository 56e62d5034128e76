"""Let whoever would add more have a place in which somebody else adds less."""

import numpy as np

from cyfran.engine.matching.problem import Numbers, Problem, Whole
from cyfran.engine.matching.reasons import only_places_are_missing
from cyfran.engine.matching.room import Room

# Most of what can be won is won in the first few rounds; this makes sure that they come to an end.
_MOST_ROUNDS = 12


def exchange(problem: Problem, room: Room) -> None:
    """Exchange, in each opportunity and each stratum of it, the least of the chosen for the best of those turned away.

    Each exchange adds to the value and keeps every limit; whoever loses a place may be turned away or find another one.
    """
    for _round in range(_MOST_ROUNDS):
        swaps = _swaps(problem, room)
        if not sum(room.exchange(out, into) for out, into in swaps):
            break


def _swaps(problem: Problem, room: Room) -> list[tuple[int, int]]:
    """Return which chosen pair might go for which other: at most one of each opportunity and one of each stratum of it."""
    away, chosen = np.flatnonzero(only_places_are_missing(problem, room)), np.flatnonzero(room.taken)
    score = problem.pairs.score
    found = []
    # Within a stratum the penalty is the same for both, so that their scores alone count.
    for group, adds, costs in ((problem.pairs.opp, room.gains(), room.losses()), (problem.place, score, score)):
        best, worst = _least(group, away, -adds), _least(group, chosen, costs)
        group_of = dict(zip(group[best].tolist(), best.tolist(), strict=True))
        pairs = ((out, group_of.get(number)) for number, out in zip(group[worst].tolist(), worst.tolist(), strict=True))
        found += [(out, into) for out, into in pairs if into is not None and adds[into] > costs[out]]
    return found


def _least(group: Whole, pairs: Whole, value: Numbers) -> Whole:
    """Return of each group the pair of least value, of equals the first in the input."""
    order = pairs[np.lexsort((pairs, value[pairs], group[pairs]))]
    return np.asarray(order[np.append(True, np.diff(group[order]) != 0)[: len(order)]])
