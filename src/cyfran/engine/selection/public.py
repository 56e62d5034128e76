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

from cyfran.engine.selection.lottery import Lottery
from cyfran.engine.selection.results import NamedPanel
from cyfran.engine.selection.space import Array, Cluster, Space

PANELS = 1000
# A chance is a whole number of panels; with so many on the least chance, rounding costs less than one in twenty.
_PANELS_OF_LEAST = 20
_SLACK = 1e-6


@dataclass(frozen=True)
class PublicLottery:
    """Numbered panels, from 1, each as likely as any other."""

    panels: tuple[NamedPanel, ...]

    def chances(self) -> Mapping[str, float]:
        """Return the chance of everybody who is in some panel."""
        times = Counter(person for panel in self.panels for person in panel.people)
        return {person: number / len(self.panels) for person, number in times.items()}


def public_lottery(space: Space, lottery: Lottery, *, shuffled_by: str) -> PublicLottery:
    """Round a lottery to equal panels: 1000, or more where the least chance would round badly.

    They are panels of the lottery itself, so everybody who has a chance may keep it and nobody else gets one.
    """
    numbers = lottery.numbers()
    least = (numbers / space.copies)[numbers > _SLACK].min()
    total = PANELS * ceil(_PANELS_OF_LEAST / least / PANELS)
    counted = _rounded(lottery, total)
    # The number of a panel shall say nothing about it.
    order = sorted(range(total), key=lambda index: sha256(f"{shuffled_by}:{index}".encode()).digest())
    named = _named(space, [counted[index] for index in order])
    return PublicLottery(tuple(NamedPanel(1 / total, people) for people in named))


def _rounded(lottery: Lottery, total: int) -> Array:
    """Repeat each panel as often as its share says, the largest fractions rounded up; exchange some while that helps.

    What helps is fewer squares of what each kind is due, by its expected number: who is chosen seldom is held the closest.
    """
    panels, exact, numbers = lottery.panels, lottery.shares * total, lottery.numbers()
    times = np.floor(exact).astype(int)
    times[np.argsort(times - exact, kind="stable")[: total - times.sum()]] += 1
    due, expected = total * numbers - times @ panels, np.maximum(numbers, _SLACK)
    while True:
        worth = panels @ (due / expected)
        more, less = worth.argmax(), np.where(times > 0, worth, np.inf).argmin()
        after = due - panels[more] + panels[less]
        if (after**2 / expected).sum() > (due**2 / expected).sum() - _SLACK:
            return np.repeat(panels, times, axis=0)
        times[more] += 1
        times[less] -= 1
        due = after


def _named(space: Space, panels: Sequence[Array]) -> list[tuple[str, ...]]:
    """Give the seats of all panels to people of their kind, in turn."""
    turns = [_Turns(cluster) for cluster in space.clusters]
    places = [cluster.places for cluster in space.clusters]
    first = np.cumsum([0, *places])
    cluster_of = np.repeat(np.arange(len(places)), places)
    named = []
    for panel in panels:
        seated = sorted(set(cluster_of[np.flatnonzero(panel)].tolist()))
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
