"""Reserves: people who stand in, chosen so that whoever drops out, somebody can take the seat and the targets still hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.problem import Problem
from cyfran.engine.selection.space import Space, space_of

# The part of a seat's need that one reserve leaves open: two in five who stand in cannot come either.
_STILL_OPEN = 0.4
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Reserves:
    """Who stands in, in the order they are asked, and for each gap in the panel who can fill it, in the same order."""

    people: tuple[str, ...] = ()
    for_gap: Mapping[str, tuple[str, ...]] | None = None


def reserves_for(problem: Problem, space: Space, panel: Sequence[str], number: int, *, seed: str) -> Reserves:
    """Choose reserves for a panel: each next one serves the seats that those before serve least.

    Among those who serve equally, people asked for less come first, then the order that the seed settles. Fewer are
    returned when nobody else could fill any gap.
    """
    if number <= 0:
        return Reserves(for_gap={})
    alone = {person.id for person in problem.pool if not person.together}
    waiting = sorted(person.id for person in problem.pool if person.id not in {*panel, *space.barred} and person.id in alone)
    waiting.sort(key=lambda person: sha256(f"{seed}:{person}".encode()).digest())
    fits = _fits(problem, panel, waiting)
    need = np.ones(len(panel))
    chosen: list[int] = []
    weight = {person.id: problem.rules.weight(person) or 0.0 for person in problem.pool}
    worth = np.array([1e-3 * weight[person] for person in waiting])
    while len(chosen) < number and waiting:
        gains = fits @ need
        gains[chosen] = 0.0
        best = int(np.argmax(np.round(np.where(gains > 0, gains + worth, 0.0), 9)))
        if gains[best] <= 0:
            break
        chosen.append(best)
        need = np.where(fits[best], need * _STILL_OPEN, need)
    people = tuple(waiting[index] for index in chosen)
    for_gap = {member: tuple(waiting[index] for index in chosen if fits[index, gap]) for gap, member in enumerate(panel)}
    return Reserves(people, for_gap)


def first_who_fits(problem: Problem, order: Iterable[str]) -> str | None:
    """Return the first of an order of ids with whom the group can be completed; None where it can be with nobody.

    The seated of the problem are those who keep their places, its pool those in the order: where more than one place is
    free, others of them fill the rest. Whoever else is in the order has no part in who comes before whom.
    Raises: EngineError `solver_gave_up`.
    """
    space = space_of(problem)
    finder = PanelFinder(space)
    kinds = {person: kind for kind, units in enumerate(space.units()) for unit in units for person in unit}
    fits: dict[int, bool] = {}
    for person in order:
        kind = kinds.get(person)
        if kind is None:
            continue
        if kind not in fits:
            fits[kind] = finder.any_panel(of_kind=kind) is not None
        if fits[kind]:
            return person
    return None


def _fits(problem: Problem, panel: Sequence[str], waiting: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Say for each waiting person (rows) and member of the panel (columns) whether one may take the other's seat."""
    by_id = {person.id: person for person in (*problem.pool, *problem.seated)}
    rows = [(target.feature, target.value) for target in problem.targets]

    def looks(ids: Sequence[str]) -> npt.NDArray[np.int64]:
        return np.array(
            [[value in by_id[person].values[feature] for feature, value in rows] for person in ids], dtype=np.int64
        ).reshape(len(ids), len(rows))

    seated = looks([person.id for person in problem.seated]).sum(axis=0)
    members, others = looks(panel), looks(waiting)
    group = members.sum(axis=0) + seated
    least = np.array([target.least for target in problem.targets])
    most = np.array([target.most for target in problem.targets])
    fits = np.empty((len(waiting), len(panel)), dtype=bool)
    for gap, member in enumerate(panel):
        after = group - members[gap] + others
        fits[:, gap] = ((after >= least) & (after <= most)).all(axis=1) & (not by_id[member].together)
    return fits & _not_tied(problem, panel, waiting) & _within_cover(problem, panel, waiting)


def _not_tied(problem: Problem, panel: Sequence[str], waiting: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Say where no tie (a household, people kept apart) stands between a waiting person and the panel that would remain."""
    ties = {person.id: person.ties for person in problem.pool}
    tied = np.array([[bool(ties[person] & ties[member]) for member in panel] for person in waiting])
    tied = tied.reshape(len(waiting), len(panel))
    return np.asarray(tied.sum(axis=1)[:, None] - tied == 0)


def _within_cover(problem: Problem, panel: Sequence[str], waiting: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Say where the budget of replacement care also pays for a waiting person in a member's stead."""
    hours = {person.id: person.cover_hours for person in (*problem.pool, *problem.seated)}
    budget = np.inf if problem.rules.cover_hours is None else problem.rules.cover_hours + _ROUNDING
    total = sum(hours[person] for person in (*panel, *(person.id for person in problem.seated)))
    needed = np.array([hours[person] for person in waiting])[:, None]
    after = total - np.array([hours[person] for person in panel]) + needed
    return np.asarray(after <= budget)
