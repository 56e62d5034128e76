"""What the engine of selection has to work out: can it be met, the lottery, the draw itself, who stands in, and why.

It loads a solver, which takes longer than most pages: import it in the function that needs it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf
from secrets import token_hex
from typing import Any

import numpy as np

from cyfran.domain.opportunities.bridge.lotteries import Made, packed, panels_of, problem_of, stored_problem
from cyfran.domain.opportunities.bridge.targets import Wanted
from cyfran.domain.opportunities.choices import Outcome
from cyfran.domain.opportunities.models import Draw, DrawnPerson, DrawTarget
from cyfran.engine.errors import EngineError
from cyfran.engine.selection.digests import ENGINE_VERSION, lottery_digest, number_of, panel_number
from cyfran.engine.selection.draw import Prepared, prepare
from cyfran.engine.selection.explain import explain
from cyfran.engine.selection.ideals import ideal_of
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.problem import Fairness, Problem
from cyfran.engine.selection.repair import repair_of
from cyfran.engine.selection.reserves import first_who_fits, reserves_for
from cyfran.engine.selection.results import Explanation, Impossible, Repair
from cyfran.engine.selection.space import LEARNED, Space, space_of

_NO_CHANCE = 1e-9
_NOTHING_TO_MEND = Repair((), (), ())


@dataclass(frozen=True)
class Check:
    """Whether some group meets the targets; if none does, what would help. `left_out` are people whom no group has room for."""

    pool: int
    can_be_met: bool
    repair: Repair = _NOTHING_TO_MEND
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Drawn:
    """What a number settles: the panel of that number, from 1, and who stands in, in order."""

    number: int
    panel: tuple[str, ...]
    reserves: tuple[str, ...]


def check(draw: Draw, people: Sequence[DrawnPerson], targets: Sequence[DrawTarget]) -> Check:
    """Say at once whether the targets can be met, and if not, the smallest change and whom to recruit."""
    pool = sum(person.was_in_pool for person in people)
    if draw.size <= sum(person.outcome == Outcome.SEATED for person in people):
        return Check(pool, can_be_met=False, repair=Repair((), (), (Impossible("no_seat_free", "", "", pool, draw.size),)))
    if not pool:
        return Check(0, can_be_met=False, repair=Repair((), (), (Impossible("pool_too_small", "", "", 0, draw.size),)))
    problem = problem_of(draw, people, targets)
    try:
        return _checked(pool, problem)
    except EngineError as error:
        return Check(pool, can_be_met=False, repair=Repair((), (), (Impossible(error.code, "", "", pool, draw.size),)))


def mended_targets(draw: Draw, people: Sequence[DrawnPerson]) -> list[Wanted]:
    """Return the targets of a draw after the smallest change that lets them be met; as they are where none does."""
    targets = list(draw.targets.all())
    ends = {(one.feature, one.value): {"min": one.least, "max": one.most} for one in targets}
    for change in check(draw, people, targets).repair.changes:
        ends[change.feature, change.value][change.bound] = change.after
    return [Wanted(feature, value, each["min"], each["max"]) for (feature, value), each in ends.items()]


def make(draw: Draw, *, progress: Callable[[float], None]) -> Made:
    """Make the lottery of a draw from its stored people and targets. Raises EngineError where none can be made."""
    problem, salt = stored_problem(draw), token_hex(16)
    first = prepare(problem, fairness=_fairness_of(draw), salt=salt, progress=progress)
    prepared, public = first.public_lottery(progress=progress)
    shares = public.chances()
    chances = {person: shares.get(person, 0.0) for person in prepared.chances}
    possible = [chance for chance in chances.values() if chance]
    return Made(
        inputs_sha256=prepared.inputs_sha256,
        lottery_sha256=lottery_digest(public.panels),
        engine_version=ENGINE_VERSION,
        lottery=packed(public.panels),
        chances=chances,
        result={
            # Never published: with it, what people said of themselves could be guessed from the digests, by trying.
            "salt": salt,
            "pool": len(chances),
            "staying": len(problem.seated),
            "left_out": len(chances) - len(possible),
            "panels": len(public.panels),
            "least": min(possible),
            "greatest": max(possible),
            "ideal_least": prepared.min_chance,
            "bound": prepared.bound,
            "gap": prepared.gap,
            "gini": prepared.gini,
            "learned": _learned(prepared),
        },
    )


def draw_by(draw: Draw, seed: str) -> Drawn:
    """Return whom the number settles, and who stands in. The same number always settles the same people."""
    panels = panels_of(draw)
    number = panel_number(seed, draw.lottery_sha256, len(panels))
    panel = panels[number - 1].people
    problem = stored_problem(draw)
    reserves = reserves_for(problem, space_of(problem), panel, draw.reserves, seed=f"{draw.inputs_sha256}:{seed}")
    return Drawn(number, panel, reserves.people)


def stand_in_for(staying: Sequence[DrawnPerson], available: Sequence[DrawnPerson], draw: Draw) -> DrawnPerson | None:
    """Return who takes a place that is free, so that the group meets its targets: the first who fits.

    Reserves come first, in their order; then whoever was asked for less, and among those a lot. It is settled for each
    person by itself, by the draw's number and her id: nobody can change the order by who else is asked, or when.
    """
    if not available:
        return None
    problem = problem_of(
        draw, [*available, *draw.people.filter(outcome=Outcome.SEATED)], list(draw.targets.all()), seated=staying
    )
    weights = {person.id: problem.rules.weight(person) or 0.0 for person in problem.pool}
    order = sorted(
        available,
        key=lambda one: (one.rank or inf, -weights[one.public_id], number_of(draw.seed, one.public_id)),
    )
    # Where not all free places can be filled, this one may be.
    sizes = dict.fromkeys([draw.size, len(problem.seated) + 1])
    firsts = (first_who_fits(replace(problem, size=size), [one.public_id for one in order]) for size in sizes)
    first = next((found for found in firsts if found), None)
    return next((one for one in order if one.public_id == first), None)


def explanation_for(one: DrawnPerson) -> Explanation:
    """Explain the chance somebody had in a lottery that stands."""
    problem = stored_problem(one.draw)
    return explain(problem, one.public_id, fairness=_fairness_of(one.draw), space=_space_as_learned(problem, one.draw))


def _fairness_of(draw: Draw) -> Fairness:
    return Fairness(draw.fairness.lower())


def _checked(pool: int, problem: Problem) -> Check:
    space = space_of(problem)
    if PanelFinder(space).any_panel() is not None:
        return Check(pool, can_be_met=True, left_out=_left_out(problem, space))
    return Check(pool, can_be_met=False, repair=repair_of(problem))


def _left_out(problem: Problem, space: Space) -> frozenset[str]:
    """Return whom no group has room for, as far as it shows at once: not even a group of fractions of people would."""
    ideal = ideal_of(space, Fairness.MAXIMIN, time_is_up=lambda: True)
    if ideal is None:
        return frozenset()
    by_kind = zip(ideal.numbers.tolist(), space.units(), strict=True)
    can_be_chosen = {person for number, units in by_kind if number > _NO_CHANCE for unit in units for person in unit}
    return frozenset(person.id for person in problem.pool) - can_be_chosen


def _learned(prepared: Prepared) -> dict[str, Any]:
    """Return what was learned of the panels while the lottery was made, so that it need not be found out again."""
    space = prepared.space
    places = [place for place, row in enumerate(space.rows) if row.what == LEARNED]
    rows = [
        {"most": space.most[place], "of": [[kind, value] for row, kind, value in space.table.entries() if row == place]}
        for place in places
    ]
    return {"tied": space.tied, "rows": rows}


def _space_as_learned(problem: Problem, draw: Draw) -> Space:
    learned = draw.result.get("learned", {"tied": True, "rows": []})
    space = space_of(problem, tied=learned["tied"])
    for row in learned["rows"]:
        coefficients = np.zeros(space.kinds)
        for kind, value in row["of"]:
            coefficients[kind] = value
        space = space.with_row(coefficients, row["most"])
    return space
