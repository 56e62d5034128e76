"""From kinds to people: every panel of a lottery gets names, and people of one kind exactly the same chance.

A panel that counts two of a kind of five people becomes several named panels: as we move along the panel's share of the
lottery, the two seats move along the five people, so that each is seated for an equal part. This is systematic sampling
(Madow 1949), done for all kinds along the same line.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cyfran.engine.selection.lottery import Lottery
from cyfran.engine.selection.results import NamedPanel
from cyfran.engine.selection.space import Array, Cluster, Space

_SAME = 1e-12


@dataclass(frozen=True)
class _Turn:
    """How the seats of one cluster move while one panel is passed.

    The seats, each with the place it takes in a copy, move together from `begin` by `length`, in units of one seat's
    path, along a circle of all copies.
    """

    cluster: Cluster
    seats: tuple[int, ...]
    begin: float
    length: float

    @property
    def path(self) -> float:
        """Return how many copies a seat passes before the next seat's first one."""
        return len(self.cluster.copies) / len(self.seats)

    def changes(self) -> Array:
        """List where along the panel, from 0 to 1, some seat passes from one copy to the next."""
        end = self.begin + self.length
        found = [
            (np.arange(np.ceil((self.begin + seat) * self.path), (end + seat) * self.path) / self.path - seat - self.begin)
            for seat in range(len(self.seats))
        ]
        return np.asarray(np.concatenate(found) / self.length)

    def copies_at(self, points: Array) -> npt.NDArray[np.int64]:
        """Return for each point along the panel (a row each) which copy every seat has reached."""
        copies, seats = len(self.cluster.copies), np.arange(len(self.seats))
        along = (self.begin + self.length * points)[:, None]
        if copies % len(seats):
            return np.floor((along + seats) * self.path).astype(np.int64) % copies
        # All seats pass on at once; were each rounded by itself, two could meet in one copy for a moment.
        return (np.floor(along * self.path).astype(np.int64) + seats * (copies // len(seats))) % copies


class ListedLottery:
    """Named panels in order, each with its share of the whole."""

    def __init__(self, panels: Sequence[NamedPanel], *, begin: float = 0.0) -> None:
        self._panels = list(panels)
        self._ends = begin + np.cumsum([panel.share for panel in panels])

    def __len__(self) -> int:
        """Count the panels."""
        return len(self._panels)

    def panels(self) -> list[NamedPanel]:
        """List every panel of the lottery."""
        return self._panels

    def at(self, point: float) -> NamedPanel:
        """Return the panel at a point along the whole lottery, from 0 up to but not including 1."""
        return self._panels[_index_at(self._ends, point)]


class NamedLottery:
    """The named panels of a lottery, in order; worked out for one panel of kinds at a time."""

    def __init__(self, space: Space, lottery: Lottery) -> None:
        self._lottery = lottery
        self._turns = _turns(space, lottery)
        self._ends = np.cumsum(lottery.shares)

    def __len__(self) -> int:
        """Count the named panels without naming them."""
        return sum(len(self._marks(turns)) - 1 for turns in self._turns)

    def panels(self) -> list[NamedPanel]:
        """Name every panel of the lottery."""
        return [named for index in range(len(self._lottery.shares)) for named in self._named(index)]

    def at(self, point: float) -> NamedPanel:
        """Return the panel at a point along the whole lottery, from 0 up to but not including 1."""
        index = _index_at(self._ends, point)
        begin = float(self._ends[index] - self._lottery.shares[index])
        return ListedLottery(self._named(index), begin=begin).at(point)

    def _named(self, index: int) -> list[NamedPanel]:
        turns = self._turns[index]
        marks = self._marks(turns)
        points = (marks[1:] + marks[:-1]) / 2
        reached = [turn.copies_at(points) for turn in turns]
        shares = np.diff(marks) * self._lottery.shares[index]
        return [
            NamedPanel(float(share), _names(turns, [copies[number] for copies in reached])) for number, share in enumerate(shares)
        ]

    @staticmethod
    def _marks(turns: Sequence[_Turn]) -> Array:
        """List where along a panel somebody gives a seat to somebody else, with both ends."""
        marks: Array = np.sort(np.concatenate([[0.0, 1.0], *(turn.changes() for turn in turns)]))
        apart: Array = marks[np.append(True, np.diff(marks) > _SAME)]
        apart[-1] = 1.0
        return apart


def _index_at(ends: Array, point: float) -> int:
    """Return which stretch a point lies in; the last one's end may be short of 1 by a rounding."""
    return min(int(np.searchsorted(ends, point, side="right")), len(ends) - 1)


def _names(turns: Sequence[_Turn], reached: Sequence[npt.NDArray[np.int64]]) -> tuple[str, ...]:
    return tuple(
        sorted(
            person
            for turn, copies in zip(turns, reached, strict=True)
            for copy, place in zip(copies.tolist(), turn.seats, strict=True)
            for person in turn.cluster.copies[copy][place]
        )
    )


def _turns(space: Space, lottery: Lottery) -> list[list[_Turn]]:
    """Work out for each panel how the seats of each cluster move, panels with equal seats going on where the last left."""
    turns: list[list[_Turn]] = [[] for _ in lottery.shares]
    first = 0
    for cluster in space.clusters:
        counts = lottery.panels[:, first : first + cluster.places].astype(int)
        first += cluster.places
        alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for index in np.flatnonzero(counts.any(axis=1)).tolist():
            seats = tuple(place for place, number in enumerate(counts[index].tolist()) for _ in range(number))
            alike[seats].append(index)
        for seats, indices in alike.items():
            # Where seats have different places, each must come round to every copy; else they may share the way.
            whole_way = len(seats) if cluster.places > 1 else 1
            lengths = lottery.shares[indices] / lottery.shares[indices].sum() * whole_way
            begins = np.cumsum(lengths) - lengths
            for index, begin, length in zip(indices, begins.tolist(), lengths.tolist(), strict=True):
                turns[index].append(_Turn(cluster, seats, begin, length))
    return turns
