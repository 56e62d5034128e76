"""When no panel meets the targets: the smallest change that would let one, and whom to recruit instead.

Both answers come from one small whole-number programme each: the first may move the ends of targets as far as their flex
allows, the second may add people who do not exist yet.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from cyfran.engine.selection.problem import Problem, Target
from cyfran.engine.selection.programme import Programme, stacked
from cyfran.engine.selection.results import Change, Impossible, Recruits, Repair
from cyfran.engine.selection.space import TARGET, Space, space_of

# Among repairs of equally many steps, one that lets more people in comes before one that promises fewer their place, and
# the first targets before later ones; all far too little to outweigh a step.
_FEWER_PROMISED = 1e-4
_LATER = 1e-7


def repair_of(problem: Problem) -> Repair:
    """Find the smallest change of targets, and the fewest recruits, that let a panel be found.

    Raises: EngineError `solver_gave_up`.
    """
    space = space_of(problem)
    return Repair(_fewest_steps(problem, space), _fewest_recruits(problem, space), tuple(_impossible(problem, space)))


def _target_rows(problem: Problem, space: Space) -> list[tuple[int, Target]]:
    """Pair the rows of a space with the targets they hold."""
    ordered = problem.targets_in_order
    return [(row, ordered[about.index]) for row, about in enumerate(space.rows) if about.what == TARGET]


def _fewest_steps(problem: Problem, space: Space) -> tuple[Change, ...]:
    rows = _target_rows(problem, space)
    kinds, number = space.kinds, len(rows)
    # Two more columns per target: steps that lower its least, which lift the row, and steps that raise its most.
    extra = [(row, kinds + index, 1.0) for index, (row, _) in enumerate(rows)]
    extra += [(row, kinds + number + index, -1.0) for index, (row, _) in enumerate(rows)]
    programme = Programme(stacked(space.table, extra, rows=0, columns=2 * number), whole=True)
    later = 1.0 + _LATER * np.arange(number)
    programme.costs(-np.concatenate([np.zeros(kinds), later + _FEWER_PROMISED, later]))
    fewer = [float(target.least - target.least_flex) for _, target in rows]
    more = [float(min(problem.size, target.most_flex) - target.most) for _, target in rows]
    programme.x_between(np.zeros(kinds + 2 * number), np.concatenate([space.copies, fewer, np.maximum(0.0, more)]))
    programme.rows_between(space.least, space.most)
    found = programme.solve()
    if found is None:
        return ()
    steps = np.round(found[kinds:]).astype(int).tolist()
    changes = []
    for (_, target), lower, higher in zip(rows, steps[:number], steps[number:], strict=True):
        if lower:
            changes.append(Change(target.feature, target.value, "min", target.least, target.least - lower))
        if higher:
            changes.append(Change(target.feature, target.value, "max", target.most, target.most + higher))
    return tuple(changes)


def _fewest_recruits(problem: Problem, space: Space) -> tuple[Recruits, ...]:
    rows = _target_rows(problem, space)
    kinds, total, features = space.kinds, space.kinds + len(rows), problem.features
    # One more column per target, the recruits of its value, and one for all recruits, who have one value per feature.
    extra = [(row, kinds + index, 1.0) for index, (row, _) in enumerate(rows)] + [(0, total, 1.0)]
    for place, feature in enumerate(features):
        extra += [
            (len(space.rows) + place, kinds + index, 1.0) for index, (_, target) in enumerate(rows) if target.feature == feature
        ]
        extra.append((len(space.rows) + place, total, -1.0))
    programme = Programme(stacked(space.table, extra, rows=len(features), columns=len(rows) + 1), whole=True)
    programme.costs(np.append(np.zeros(total), -1.0))
    programme.x_between(np.zeros(total + 1), np.append(space.copies, np.full(len(rows) + 1, float(problem.size))))
    programme.rows_between(np.append(space.least, np.zeros(len(features))), np.append(space.most, np.zeros(len(features))))
    found = programme.solve()
    if found is None:
        return ()
    counts = np.round(found[kinds:total]).astype(int).tolist()
    columns = [
        [target.value for (_, target), count in zip(rows, counts, strict=True) if target.feature == feature for _ in range(count)]
        for feature in features
    ]
    return tuple(
        Recruits(number, dict(zip(features, profile, strict=True)))
        for profile, number in sorted(Counter(zip(*columns, strict=True)).items())
    )


def _impossible(problem: Problem, space: Space) -> Sequence[Impossible]:
    """List what a glance shows cannot be met, whoever is chosen."""
    size, found = problem.size, []
    can = [person for person in problem.pool if person.id not in space.barred] + list(problem.seated)
    if len(can) < size:
        found.append(Impossible("pool_too_small", "", "", len(can), size))
    for target in problem.targets_in_order:
        have = sum(target.value in person.values[target.feature] for person in can)
        if have < target.least:
            found.append(Impossible("too_few_of_value", target.feature, target.value, have, target.least))
    for feature in problem.features:
        targets = [target for target in problem.targets if target.feature == feature]
        if any(len(person.values[feature]) > 1 for person in can):
            continue
        if sum(target.least for target in targets) > size:
            found.append(Impossible("minimums_exceed_size", feature, "", sum(target.least for target in targets), size))
        if sum(target.most for target in targets) < size:
            found.append(Impossible("maximums_below_size", feature, "", sum(target.most for target in targets), size))
    return found
