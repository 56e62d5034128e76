"""A lottery anyone can follow: numbered panels, all equally likely, published before a number is drawn.

Source: transparent lotteries of equal panels, Flanigan, Kehne and Procaccia, Fair sortition made transparent, NeurIPS
2021; the way of rounding is ours.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

import numpy as np

from cyfran.engine.selection.digests import number_of
from cyfran.engine.selection.lottery import Lottery
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.seats import NamedPanel
from cyfran.engine.selection.space import Array, Cluster, Space

PANELS = 1000
# A chance is a whole number of panels; with so many on the least chance, rounding costs less than one in twenty.
_PANELS_OF_LEAST = 20
_SLACK = 1e-6
_EXCHANGES = 200


@dataclass(frozen=True)
class PublicLottery:
    """Numbered panels, from 1, each as likely as any other."""

    panels: tuple[NamedPanel, ...]

    def chances(self) -> Mapping[str, float]:
        """Return the chance of everybody who is in some panel."""
        times = Counter(person for panel in self.panels for person in panel.people)
        return {person: number / len(self.panels) for person, number in times.items()}

    def drawn(self, seed: str, digest: str) -> int:
        """Return the number of the panel that a seed and the lottery's digest settle, from 1."""
        return 1 + number_of(seed, digest) % len(self.panels)


def public_lottery(space: Space, lottery: Lottery, *, panels: int | None = None, shuffled_by: str = "") -> PublicLottery:
    """Round a lottery to equal panels: 1000, or more where the least chance would round badly.

    No kind's expected number moves by more than one panel's worth wherever whole panels allow it.
    """
    numbers = lottery.numbers()
    least = (numbers / space.copies)[numbers > _SLACK].min()
    total = panels or PANELS * ceil(_PANELS_OF_LEAST / least / PANELS)
    counted = _rounded(space, lottery, total)
    # The number of a panel shall say nothing about it.
    order = sorted(range(total), key=lambda index: sha256(f"{shuffled_by}:{index}".encode()).digest())
    named = _named(space, [counted[index] for index in order])
    return PublicLottery(tuple(NamedPanel(1 / total, people) for people in named))


def _rounded(space: Space, lottery: Lottery, total: int) -> list[Array]:
    """Repeat each panel as often as its share says, rounded down; find panels for what is left over; exchange some."""
    panels, times = list(lottery.panels), np.floor(lottery.shares * total + _SLACK).astype(int).tolist()
    due = total * lottery.numbers() - np.array(times) @ lottery.panels
    finder = PanelFinder(space)
    ends = (np.zeros(space.kinds), space.copies, space.least, space.most)
    for _ in range(total - sum(times)):
        panel = finder.find(_urgency(space, due), *ends)
        if panel is None:
            panel = lottery.panels[(lottery.panels @ _urgency(space, due)).argmax()]
        panels, times, due = [*panels, panel], [*times, 1], due - panel
    for _ in range(_EXCHANGES):
        if np.abs(due / space.copies).max() <= 1:
            break
        urgency = _urgency(space, due)
        panel = finder.find(urgency, *ends)
        worst = int(np.where(np.array(times) > 0, np.array(panels) @ urgency, np.inf).argmin())
        if panel is None or _unrest(space, due - panel + panels[worst]) >= _unrest(space, due):
            break
        due = due - panel + panels[worst]
        times[worst] -= 1
        panels, times = [*panels, panel], [*times, 1]
    return [panel for panel, number in zip(panels, times, strict=True) for _ in range(number)]


def _urgency(space: Space, due: Array) -> Array:
    """Return how much one more of each kind is needed; who is furthest off weighs by far the most."""
    return (due / space.copies) ** 3


def _unrest(space: Space, due: Array) -> float:
    return float((space.copies * (due / space.copies) ** 4).sum())


def _named(space: Space, panels: Sequence[Array]) -> list[tuple[str, ...]]:
    """Give the seats of all panels to people of their kind, in turn."""
    turns = [_Turns(cluster) for cluster in space.clusters]
    places = [cluster.places for cluster in space.clusters]
    first = np.cumsum([0, *places])
    cluster_of = np.repeat(np.arange(len(places)), places)
    named = []
    for panel in panels:
        seated = np.unique(cluster_of[np.flatnonzero(panel)]).tolist()
        people = [
            person
            for cluster in seated
            for person in turns[cluster].take(panel[first[cluster] : first[cluster + 1]].astype(int).tolist())
        ]
        named.append(tuple(sorted(people)))
    return named


class _Turns:
    """Who of one cluster had how many turns, so that the next goes to who had fewest."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._had: dict[int, Counter[int]] = defaultdict(Counter)
        self._next = 0

    def take(self, counts: Sequence[int]) -> list[str]:
        """Seat so many people of each place, and return their ids."""
        if len(counts) == 1:
            return self._take_next(counts[0])
        taken: set[int] = set()
        people: list[str] = []
        for place, number in enumerate(counts):
            had = self._had[place]
            free = [copy for copy in range(len(self._cluster.copies)) if copy not in taken]
            for copy in sorted(free, key=had.__getitem__)[:number]:
                taken.add(copy)
                had[copy] += 1
                people += self._cluster.copies[copy][place]
        return people

    def _take_next(self, number: int) -> list[str]:
        begin, copies = self._next, self._cluster.copies
        self._next += number
        return [person for copy in range(begin, begin + number) for person in copies[copy % len(copies)][0]]
