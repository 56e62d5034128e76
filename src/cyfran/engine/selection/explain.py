"""Say why somebody has the chance they have, and what would change it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cyfran.engine.errors import EngineError
from cyfran.engine.selection.ideals import Ideal, ideal_of
from cyfran.engine.selection.parting import ties_of
from cyfran.engine.selection.problem import Fairness, Problem, Target
from cyfran.engine.selection.results import Explanation, Reason, WhatIf
from cyfran.engine.selection.space import COVER, ONE_OF, TARGET, Space, space_of

_FELT = 1e-7
_MOST_REASONS = 3


def explain(problem: Problem, person: str, *, fairness: Fairness = Fairness.LEXIMIN, space: Space | None = None) -> Explanation:
    """Explain the chance of one person of the pool; with the `space` of a prepared draw, which knows more, exactly as stated.

    What would change it is worked out without the rows that space learned, which may not hold for other targets.
    Raises: EngineError `not_in_pool`, `targets_cannot_be_met`, `solver_gave_up`.
    """
    space = space or space_of(problem)
    if person in space.barred:
        return Explanation(person, 0.0, (Reason(space.barred[person]),), ())
    kind = _kind_of(space, person)
    ideal = ideal_of(space, fairness)
    if ideal is None:
        raise EngineError("targets_cannot_be_met")
    chance = float(ideal.numbers[kind] / space.copies[kind])
    targets = problem.targets_in_order
    reasons = _reasons(space, ideal, kind, targets, tie=_tie(problem, space, person))
    changes = [change for reason in reasons for change in _what_if(problem, person, reason, fairness, tied=space.tied)]
    told = sorted((change for change in changes if abs(change.chance - chance) > _FELT), key=lambda change: -change.chance)
    if chance <= _FELT and not reasons:
        reasons = (Reason("no_panel"),)
    return Explanation(person, chance, reasons, tuple(told))


def _kind_of(space: Space, person: str) -> int:
    for kind, units in enumerate(space.units()):
        if any(person in unit for unit in units):
            return kind
    raise EngineError("not_in_pool", id=person)


def _tie(problem: Problem, space: Space, person: str) -> str:
    """Name the rule that ties somebody to others: clusters of one make-up may be tied by either."""
    ties = next(ties for unit, ties in ties_of(problem, space).items() if person in unit)
    return "one_of_household" if any(rule == "household" for rule, _ in ties) else "kept_apart"


def _reasons(space: Space, ideal: Ideal, kind: int, targets: Sequence[Target], *, tie: str) -> tuple[Reason, ...]:
    """Read the reasons from the prices of the step that settled a kind's chance."""
    prices = next(step.prices for step in ideal.steps if kind in step.kinds)
    own = {row for row, column, _ in space.table.entries() if column == kind}
    found = []
    for row in np.argsort(-np.abs(prices), kind="stable").tolist():
        about, price = space.rows[row], prices[row]
        if abs(price) <= _FELT:
            break
        target = targets[about.index] if about.what == TARGET else None
        if target and price > 0 and row in own:
            found.append(Reason("most_reached", target.feature, target.value))
        elif target and price < 0 and row not in own:
            found.append(Reason("others_needed", target.feature, target.value))
        elif price > 0 and row in own and about.what in (COVER, ONE_OF):
            found.append(Reason("cover_budget" if about.what == COVER else tie))
    return tuple(found[:_MOST_REASONS])


def _what_if(problem: Problem, person: str, reason: Reason, fairness: Fairness, *, tied: bool) -> list[WhatIf]:
    """Work out the chance with the reason's target eased by one, in a space that knows of ties if the stated chance does."""
    for target in problem.targets:
        if (target.feature, target.value) != (reason.feature, reason.value):
            continue
        if reason.code == "most_reached":
            eased = replace(target, most=target.most + 1, most_flex=max(target.most_flex, target.most + 1))
            bound, to = "max", eased.most
        elif target.least > 0:
            eased = replace(target, least=target.least - 1, least_flex=min(target.least_flex, target.least - 1))
            bound, to = "min", eased.least
        else:
            return []
        changed = replace(problem, targets=tuple(eased if each == target else each for each in problem.targets))
        space = space_of(changed, tied=tied)
        ideal = ideal_of(space, fairness)
        if ideal is None:
            return []
        kind = _kind_of(space, person)
        return [WhatIf(target.feature, target.value, bound, to, float(ideal.numbers[kind] / space.copies[kind]))]
    return []
