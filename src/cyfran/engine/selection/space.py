"""The space of all panels: people who are alike are counted, not named, so that a draw stays small.

People with equal values, weight and ties are of one kind. A panel is then one number per kind, and the targets are rows
over those numbers. Where at most one of several people may be chosen, they form a cluster: clusters of equal make-up
are counted together in the same way.

Source: merging equal people and working with the marginals of their kinds follows from the symmetry of leximin (Flanigan
et al., Fair algorithms for selecting citizens' assemblies, Nature 2021); the treatment of clusters is ours.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cyfran.engine.selection.barring import who_can_be_chosen
from cyfran.engine.selection.problem import Candidate, Problem, Tie

Array = npt.NDArray[np.float64]
Unit = tuple[str, ...]

SIZE, TARGET, COVER, ONE_OF, LEARNED = "size", "target", "cover", "one_of", "learned"
_NO_LIMIT = np.inf


class Table:
    """A sparse table of numbers, rows by columns, that multiplies vectors from both sides."""

    def __init__(self, entries: Iterable[tuple[int, int, float]], *, rows: int, columns: int) -> None:
        ordered = sorted(entries, key=lambda entry: (entry[1], entry[0]))
        self.rows, self.columns = rows, columns
        self.row = np.array([entry[0] for entry in ordered], dtype=np.int32)
        self.column = np.array([entry[1] for entry in ordered], dtype=np.int32)
        self.value = np.array([entry[2] for entry in ordered])

    def over_columns(self, numbers: Array) -> Array:
        """Sum each row's entries times the number of their column."""
        return np.bincount(self.row, self.value * numbers[self.column], self.rows).astype(np.float64)

    def over_rows(self, numbers: Array) -> Array:
        """Sum each column's entries times the number of their row."""
        return np.bincount(self.column, self.value * numbers[self.row], self.columns).astype(np.float64)

    def entries(self) -> list[tuple[int, int, float]]:
        """List row, column and value of each entry, column by column."""
        return list(zip(self.row.tolist(), self.column.tolist(), self.value.tolist(), strict=True))


@dataclass(frozen=True)
class Row:
    """What a row of the table is about: `what` is one of the constants above, `index` the target's, else 0."""

    what: str
    index: int = 0


@dataclass(frozen=True)
class Cluster:
    """Copies of one make-up; of the places in a copy at most one is chosen. Each place holds people chosen together."""

    copies: tuple[tuple[Unit, ...], ...]

    @property
    def places(self) -> int:
        """Count the places of one copy."""
        return len(self.copies[0])


@dataclass(frozen=True)
class Space:
    """All panels: whole numbers x, one per kind, with `least <= table x <= most` and `0 <= x <= copies`.

    Kinds are the places of the clusters in order. `weights` is the share of a full chance per kind, `people` the number
    of people in one unit of a kind; `barred` says of everyone who cannot be in any panel by a rule alone which rule it is.
    `tied` says whether the rows know of households and people kept apart.
    """

    clusters: tuple[Cluster, ...]
    table: Table
    rows: tuple[Row, ...]
    least: Array
    most: Array
    copies: Array
    weights: Array
    people: Array
    barred: Mapping[str, str]
    tied: bool

    @property
    def kinds(self) -> int:
        """Count the kinds of people."""
        return len(self.copies)

    def units(self) -> list[tuple[Unit, ...]]:
        """List for each kind its units, each the ids of people who are chosen together."""
        return [tuple(copy[place] for copy in cluster.copies) for cluster in self.clusters for place in range(cluster.places)]

    def with_row(self, coefficients: Array, most: float) -> "Space":
        """Add one more row that every panel is known to keep."""
        added = [(len(self.rows), column, float(coefficients[column])) for column in np.flatnonzero(coefficients).tolist()]
        return replace(
            self,
            table=Table([*self.table.entries(), *added], rows=len(self.rows) + 1, columns=self.kinds),
            rows=(*self.rows, Row(LEARNED)),
            least=np.append(self.least, -_NO_LIMIT),
            most=np.append(self.most, most),
        )


def space_of(problem: Problem, *, shuffled_by: str = "", tied: bool = True) -> Space:
    """Build the space of a problem's panels. The order of people and targets plays no part.

    `shuffled_by` settles in which order people of one kind take turns. Unless `tied`, households and people kept apart
    are left out of it, for parting.py to see to.
    """
    weights, barred = who_can_be_chosen(problem)
    people = sorted((person for person in problem.pool if person.id not in barred), key=lambda person: person.id)
    units = _units(people)
    builder = _Builder(problem, weights)
    for gathered, groups in _components(units) if tied else [([unit], []) for unit in units]:
        builder.add(gathered, groups)
    return builder.build(shuffled_by, barred, tied=tied)


def _units(people: Sequence[Candidate]) -> list[list[Candidate]]:
    """Put people who are chosen together into one unit."""
    units: dict[tuple[bool, str], list[Candidate]] = defaultdict(list)
    for person in people:
        units[bool(person.together), person.together or person.id].append(person)
    return list(units.values())


def _components(units: Sequence[list[Candidate]]) -> list[tuple[list[list[Candidate]], list[list[int]]]]:
    """Gather units tied to each other, directly or through others; say which places in the gathering exclude each other."""
    groups = _groups(units)
    leader = list(range(len(units)))

    def lead(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for group in groups:
        for index in group[1:]:
            leader[lead(index)] = lead(group[0])
    gathered: dict[int, list[int]] = defaultdict(list)
    for index in range(len(units)):
        gathered[lead(index)].append(index)
    place = {index: position for indices in gathered.values() for position, index in enumerate(indices)}
    tied: dict[int, list[list[int]]] = defaultdict(list)
    for group in groups:
        tied[lead(group[0])].append([place[index] for index in group])
    return [([units[index] for index in indices], tied[key]) for key, indices in gathered.items()]


def _groups(units: Sequence[list[Candidate]]) -> list[tuple[int, ...]]:
    """List the groups of units of which at most one may be chosen."""
    tied: dict[Tie, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for tie in {tie for person in unit for tie in person.ties}:
            tied[tie].append(index)
    return sorted({tuple(group) for group in tied.values() if len(group) > 1})


class _Looks(NamedTuple):
    """All that a draw looks at in a unit: two units that look the same have the same chance."""

    counts: tuple[tuple[int, int], ...]
    people: int
    weight: float
    cover_hours: float
    # Units whose ties form a chain look like nobody else; for all others this is empty.
    alone: str = ""


class _Builder:
    """Gathers clusters and their rows, numbered in an order that depends on nothing but their make-up."""

    def __init__(self, problem: Problem, weights: Mapping[str, float]) -> None:
        self.problem, self.weights, self.features = problem, weights, problem.features
        self.targets = problem.targets_in_order
        self.target_rows = {(target.feature, target.value): 1 + index for index, target in enumerate(self.targets)}
        self.copies: dict[tuple[_Looks, ...], list[tuple[Unit, ...]]] = defaultdict(list)
        self.chains: list[list[tuple[_Looks, ...]]] = []

    def add(self, units: list[list[Candidate]], groups: list[list[int]]) -> None:
        """Add people who are tied to each other, or one unit that is tied to nobody."""
        if not groups or any(len(group) == len(units) for group in groups):
            ordered = sorted((self._looks(unit), tuple(person.id for person in unit)) for unit in units)
            self.copies[tuple(looks for looks, _ in ordered)].append(tuple(ids for _, ids in ordered))
            return
        keys = [(self._looks(unit, alone=unit[0].id),) for unit in units]
        for key, unit in zip(keys, units, strict=True):
            self.copies[key].append((tuple(person.id for person in unit),))
        self.chains += [[keys[index] for index in group] for group in groups]

    def build(self, shuffled_by: str, barred: Mapping[str, str], *, tied: bool) -> Space:
        """Number kinds and rows, and settle the turns of people of one kind."""
        makeups = sorted(self.copies)
        first = dict(zip(makeups, accumulate(map(len, makeups), initial=0), strict=False))
        looks = [each for makeup in makeups for each in makeup]
        rows, least, most = self._target_rows()
        entries = [(row, kind, float(number)) for kind, each in enumerate(looks) for row, number in self._entries(each)]
        ties = [(range(first[makeup], first[makeup] + len(makeup)), len(self.copies[makeup])) for makeup in makeups if makeup[1:]]
        for kinds, at_most in [*ties, *(([first[key] for key in chain], 1) for chain in self.chains)]:
            entries += [(len(rows), kind, 1.0) for kind in kinds]
            rows, least, most = [*rows, Row(ONE_OF)], [*least, -_NO_LIMIT], [*most, float(at_most)]
        clusters = tuple(Cluster(tuple(sorted(self.copies[makeup], key=_turn(shuffled_by)))) for makeup in makeups)
        return Space(
            clusters=clusters,
            table=Table(entries, rows=len(rows), columns=len(looks)),
            rows=tuple(rows),
            least=np.array(least),
            most=np.array(most),
            copies=np.array([float(len(cluster.copies)) for cluster in clusters for _ in range(cluster.places)]),
            weights=np.array([each.weight for each in looks]),
            people=np.array([float(each.people) for each in looks]),
            barred=barred,
            tied=tied,
        )

    def _looks(self, unit: Sequence[Candidate], *, alone: str = "") -> _Looks:
        counts: dict[int, int] = defaultdict(int)
        for person in unit:
            for feature in self.features:
                for value in person.values[feature]:
                    counts[self.target_rows[feature, value]] += 1
        return _Looks(
            counts=tuple(sorted(counts.items())),
            people=len(unit),
            weight=max(self.weights[person.id] for person in unit),
            cover_hours=sum(person.cover_hours for person in unit) if self.problem.rules.cover_hours is not None else 0.0,
            alone=alone,
        )

    def _target_rows(self) -> tuple[list[Row], list[float], list[float]]:
        """Name the rows that every draw has, and say what people with seats leave of them for others."""
        seated, rules = self.problem.seated, self.problem.rules
        rows, least, most = [Row(SIZE)], [float(self.problem.size - len(seated))], [float(self.problem.size - len(seated))]
        for index, target in enumerate(self.targets):
            have = sum(target.value in person.values[target.feature] for person in seated)
            rows.append(Row(TARGET, index))
            least.append(float(max(0, target.least - have)))
            most.append(float(target.most - have))
        if rules.cover_hours is not None:
            rows.append(Row(COVER))
            least.append(-_NO_LIMIT)
            most.append(rules.cover_hours - sum(person.cover_hours for person in seated))
        return rows, least, most

    def _entries(self, looks: _Looks) -> list[tuple[int, float]]:
        cover = [(1 + len(self.targets), looks.cover_hours)] if looks.cover_hours else []
        return [(0, looks.people), *looks.counts, *cover]


def _turn(shuffled_by: str) -> Callable[[tuple[Unit, ...]], str]:
    """Order copies in a way that nobody can steer and everybody can repeat."""
    return lambda copy: sha256(f"{shuffled_by}:{copy[0][0]}".encode()).hexdigest()
