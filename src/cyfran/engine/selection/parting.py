"""Part people of whom at most one may be chosen, where a lottery was made as if they were not tied.

In a large pool nearly every household looks like no other, and a space that knows them all is a hundred times larger than
one that counts who is alike. There a lottery is made without the ties, and the few panels that seat both of two who are
tied exchange one of them for somebody alike from another panel, for the same share: everybody keeps the very same
chance, every panel its numbers. As no lottery with the ties can be fairer than one without, it is as fair as can be.

The method is ours.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cyfran.engine.selection.problem import Problem, Tie
from cyfran.engine.selection.results import NamedPanel
from cyfran.engine.selection.space import Space, Unit

Ties = Mapping[Unit, frozenset[Tie]]
_DUST = 1e-15


def ties_of(problem: Problem, space: Space) -> Ties:
    """Return what ties each unit of a space to some other unit."""
    tied = {person.id: person.ties for person in problem.pool}
    ties = {unit: frozenset(tie for person in unit for tie in tied[person]) for units in space.units() for unit in units}
    times = Counter(tie for each in ties.values() for tie in each)
    return {unit: frozenset(tie for tie in each if times[tie] > 1) for unit, each in ties.items()}


def parted(panels: Sequence[NamedPanel], space: Space, ties: Ties) -> list[NamedPanel] | None:
    """Return panels that seat nobody beside somebody tied to them, or None where an exchange is not found at once."""
    exchange = _Exchange(panels, space, ties)
    return exchange.panels() if exchange.part() else None


class _Exchange:
    """Panels as sets of units; equal kinds stay where they are, so a panel once listed under a kind stays there."""

    def __init__(self, panels: Sequence[NamedPanel], space: Space, ties: Ties) -> None:
        self._ties = ties
        self._kind = {unit: kind for kind, units in enumerate(space.units()) for unit in units}
        unit_of = {person: unit for unit in self._kind for person in unit}
        self._shares: list[float] = []
        self._seats: list[set[Unit]] = []
        self._holding: dict[int, list[int]] = defaultdict(list)
        for panel in panels:
            self._add(panel.share, {unit_of[person] for person in panel.people})

    def panels(self) -> list[NamedPanel]:
        """Return the panels with their people."""
        return [
            NamedPanel(share, tuple(sorted(person for unit in seats for person in unit)))
            for share, seats in zip(self._shares, self._seats, strict=True)
        ]

    def part(self) -> bool:
        """Exchange until nobody sits beside somebody tied to them; say whether that was possible."""
        waiting = [index for index in range(len(self._seats)) if self._clashing(index)]
        while waiting:
            index = waiting.pop()
            clashing = self._clashing(index)
            found = next(self._ways_out(index, clashing), None)
            if clashing and found is None:
                return False
            if found:
                waiting += [index, *self._swap(index, *found)]
        return True

    def _clashing(self, index: int) -> list[Unit]:
        times = Counter(tie for unit in self._seats[index] for tie in self._ties[unit])
        return sorted(unit for unit in self._seats[index] if any(times[tie] > 1 for tie in self._ties[unit]))

    def _ways_out(self, index: int, clashing: Sequence[Unit]) -> Iterator[tuple[Unit, int, Unit]]:
        """Find who could go, to which other panel, and who could come from there."""
        for going in clashing:
            for other in self._holding[self._kind[going]]:
                if going in self._seats[other]:
                    continue
                for coming in sorted(self._seats[other] - self._seats[index]):
                    alike = self._kind[coming] == self._kind[going]
                    if alike and self._welcome(coming, index, going) and self._welcome(going, other, coming):
                        yield going, other, coming

    def _welcome(self, unit: Unit, index: int, instead_of: Unit) -> bool:
        """Say whether nobody in a panel would be tied to a unit that takes another's seat there."""
        ties = self._ties[unit]
        return not ties or all(ties.isdisjoint(self._ties[each]) for each in self._seats[index] if each != instead_of)

    def _swap(self, index: int, going: Unit, other: int, coming: Unit) -> list[int]:
        """Exchange for the smaller share of both; return the panel that keeps the clash for the rest, if there is a rest."""
        share = min(self._shares[index], self._shares[other])
        left = []
        for panel in (index, other):
            rest = self._shares[panel] - share
            if rest > _DUST:
                left.append(self._add(rest, set(self._seats[panel])))
                self._shares[panel] = share
        self._seats[index] = self._seats[index] - {going} | {coming}
        self._seats[other] = self._seats[other] - {coming} | {going}
        return left

    def _add(self, share: float, seats: set[Unit]) -> int:
        self._shares.append(share)
        self._seats.append(seats)
        for kind in sorted({self._kind[unit] for unit in seats}):
            self._holding[kind].append(len(self._seats) - 1)
        return len(self._seats) - 1
