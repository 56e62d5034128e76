"""A draw as the engine of selection takes it, and the engine's answers as the records keep them."""

import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from secrets import token_hex
from typing import Any

import numpy as np

from cyfran.domain.opportunities.choices import Outcome
from cyfran.domain.opportunities.models import Draw, DrawnPerson, DrawTarget
from cyfran.engine.selection.digests import ENGINE_VERSION, lottery_digest, number_of
from cyfran.engine.selection.draw import Prepared, prepare
from cyfran.engine.selection.explain import Explanation, explain
from cyfran.engine.selection.ideals import Fairness, ideal_of
from cyfran.engine.selection.panels import PanelFinder
from cyfran.engine.selection.problem import Candidate, LoadBand, Problem, Rules, Target
from cyfran.engine.selection.public import PublicLottery
from cyfran.engine.selection.repair import Impossible, Repair, repair_of
from cyfran.engine.selection.reserves import first_who_fits, reserves_for
from cyfran.engine.selection.seats import NamedPanel
from cyfran.engine.selection.space import LEARNED, Space, space_of

NOTHING_TO_MEND = Repair((), (), ())
_NO_CHANCE = 1e-9
# Nobody past her limit is in the pool; whoever lifted it is treated like others asked for much.
_LOAD_BANDS = (LoadBand(2, 1.0), LoadBand(6, 0.5), LoadBand(10_000, 0.25))


@dataclass(frozen=True)
class Check:
    """Whether some group meets the targets; if none does, what would help. `left_out` are people whom no group has room for."""

    pool: int
    can_be_met: bool
    repair: Repair = NOTHING_TO_MEND
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Made:
    """A lottery that was made: what it went by, its digest, all its panels, and everybody's chance in them."""

    inputs_sha256: str
    lottery_sha256: str
    engine_version: int
    lottery: bytes
    chances: dict[str, float]
    result: dict[str, Any]


@dataclass(frozen=True)
class Drawn:
    """What a number settles: the panel of that number, from 1, and who stands in, in order."""

    number: int
    panel: tuple[str, ...]
    reserves: tuple[str, ...]


def problem_of(
    draw: Draw, people: Iterable[DrawnPerson], targets: Sequence[DrawTarget], *, seated: Sequence[DrawnPerson] = ()
) -> Problem:
    """Put a draw as the engine takes it. Values that no target names may be had by anybody."""
    everybody = list(people)
    pool = tuple(_candidate(person, draw) for person in everybody if person.was_in_pool)
    keeping = [person for person in everybody if person.outcome == Outcome.SEATED]
    staying = tuple(_candidate(person, draw) for person in (*keeping, *seated))
    named = {(target.feature, target.value) for target in targets}
    features = {target.feature for target in targets}
    others = {(name, value) for one in (*pool, *staying) for name in features for value in one.values[name]} - named
    return Problem(
        pool=pool,
        targets=(
            *(Target(**_ends(target), feature=target.feature, value=target.value) for target in targets),
            *(Target(feature=name, value=value, least=0, most=draw.size) for name, value in sorted(others)),
        ),
        size=draw.size,
        seated=staying,
        rules=Rules(load_bands=_LOAD_BANDS if draw.counts_load else ()),
    )


def check(draw: Draw, people: Sequence[DrawnPerson], targets: Sequence[DrawTarget]) -> Check:
    """Say at once whether the targets can be met, and if not, the smallest change and whom to recruit."""
    pool = sum(person.was_in_pool for person in people)
    if draw.size <= sum(person.outcome == Outcome.SEATED for person in people):
        return Check(pool, can_be_met=False, repair=Repair((), (), (Impossible("no_seat_free", "", "", pool, draw.size),)))
    if not pool:
        return Check(0, can_be_met=False, repair=Repair((), (), (Impossible("pool_too_small", "", "", 0, draw.size),)))
    problem = problem_of(draw, people, targets)
    space = space_of(problem)
    if PanelFinder(space).any_panel() is not None:
        return Check(pool, can_be_met=True, left_out=_left_out(problem, space))
    return Check(pool, can_be_met=False, repair=repair_of(problem))


def make(draw: Draw, *, progress: Callable[[float], None]) -> Made:
    """Make the lottery of a draw from its stored people and targets. Raises EngineError where none can be made."""
    problem, salt = _stored_problem(draw), token_hex(16)
    prepared = prepare(problem, fairness=_fairness(draw), salt=salt, progress=progress)
    public = prepared.public_lottery()
    shares = public.chances()
    chances = {person: shares.get(person, 0.0) for person in prepared.chances}
    possible = [chance for chance in chances.values() if chance]
    return Made(
        inputs_sha256=prepared.inputs_sha256,
        lottery_sha256=lottery_digest(public.panels),
        engine_version=ENGINE_VERSION,
        lottery=_packed(public.panels),
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
    public = PublicLottery(panels_of(draw))
    number = public.drawn(seed, draw.lottery_sha256)
    panel = public.panels[number - 1].people
    problem = _stored_problem(draw)
    reserves = reserves_for(problem, space_of(problem), panel, draw.reserves, seed=f"{draw.inputs_sha256}:{seed}")
    return Drawn(number, panel, reserves.people)


def stand_in_for(staying: Sequence[DrawnPerson], available: Sequence[DrawnPerson], draw: Draw) -> DrawnPerson | None:
    """Return who takes a place that is free, so that the group meets its targets: the first who fits.

    Reserves come first, in their order; then whoever was asked for less, and among those a lot. It is settled for each
    person by itself, by the draw's number and her id: nobody can change the order by who else is asked, or when.
    """
    if not available:
        return None
    problem = problem_of(draw, [*available, *draw.people.filter(outcome=Outcome.SEATED)], _targets(draw), seated=staying)
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
    problem = _stored_problem(one.draw)
    return explain(problem, one.public_id, fairness=_fairness(one.draw), space=_space_as_learned(problem, one.draw))


def panels_of(draw: Draw) -> tuple[NamedPanel, ...]:
    """Read back the numbered panels of a draw, all of them equally likely."""
    told = json.loads(zlib.decompress(draw.lottery))
    people, panels = told["people"], told["panels"]
    return tuple(NamedPanel(1 / len(panels), tuple(people[place] for place in panel)) for panel in panels)


def record_of(draw: Draw) -> dict[str, Any]:
    """Return what a draw says of itself, as `cyfran draw --verify` reads it. Its ids are of this draw alone."""
    pool = [person for person in draw.people.order_by("public_id") if person.was_in_pool]
    panels = panels_of(draw)
    return {
        "panel": list(panels[draw.number - 1].people) if draw.number else [],
        "number": draw.number,
        "seed": draw.seed,
        "public_chances": {person.public_id: person.chance for person in pool},
        "public_panels": len(panels),
        "public_lottery_sha256": draw.lottery_sha256,
        "inputs_sha256": draw.inputs_sha256,
        "engine_version": draw.engine_version,
        "fairness": draw.fairness.lower(),
        "size": draw.size,
        "targets": [
            {"feature": one.feature.lower(), "value": one.value.lower(), "min": one.least, "max": one.most}
            for one in _targets(draw)
        ],
        "min_chance": draw.result["ideal_least"],
        "bound": draw.result["bound"],
        "gap": draw.result["gap"],
        "gini": draw.result["gini"],
    }


def _left_out(problem: Problem, space: Space) -> frozenset[str]:
    """Return whom no group has room for, as far as it shows at once: not even a group of fractions of people would."""
    ideal = ideal_of(space, Fairness.MAXIMIN, time_is_up=lambda: True)
    if ideal is None:
        return frozenset()
    by_kind = zip(ideal.numbers.tolist(), space.units(), strict=True)
    can_be_chosen = {person for number, units in by_kind if number > _NO_CHANCE for unit in units for person in unit}
    return frozenset(person.id for person in problem.pool) - can_be_chosen


def _candidate(person: DrawnPerson, draw: Draw) -> Candidate:
    shares = person.household and draw.one_of_household
    return Candidate(
        id=person.public_id,
        values={feature: frozenset(values) for feature, values in person.values.items()},
        hours_asked=person.minutes_asked / 60,
        households=frozenset([str(person.household)]) if shares else frozenset(),
    )


def _ends(target: DrawTarget) -> dict[str, int]:
    return {name: getattr(target, name) for name in ("least", "most", "least_flex", "most_flex")}


def _targets(draw: Draw) -> list[DrawTarget]:
    return list(draw.targets.all())


def _stored_problem(draw: Draw) -> Problem:
    return problem_of(draw, draw.people.order_by("pk"), _targets(draw))


def _fairness(draw: Draw) -> Fairness:
    return Fairness(draw.fairness.lower())


def _learned(prepared: Prepared) -> dict[str, Any]:
    """Return what was learned of the panels while the lottery was made, so that it need not be found out again."""
    space = prepared.space
    places = [place for place, row in enumerate(space.rows) if row.what == LEARNED]
    rows = [
        {"most": space.most[place], "of": [[kind, value] for row, kind, value in space.table.entries() if row == place]}
        for place in places
    ]
    return {"tied": prepared.ties is None, "rows": rows}


def _space_as_learned(problem: Problem, draw: Draw) -> Space:
    learned = draw.result.get("learned", {"tied": True, "rows": []})
    space = space_of(problem, tied=learned["tied"])
    for row in learned["rows"]:
        coefficients = np.zeros(space.kinds)
        for kind, value in row["of"]:
            coefficients[kind] = value
        space = space.with_row(coefficients, row["most"])
    return space


def _packed(panels: Sequence[NamedPanel]) -> bytes:
    people = sorted({person for panel in panels for person in panel.people})
    place = {person: number for number, person in enumerate(people)}
    told = {"people": people, "panels": [[place[person] for person in panel.people] for panel in panels]}
    return zlib.compress(json.dumps(told, separators=(",", ":")).encode())
