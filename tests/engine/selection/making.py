"""Problems for the tests of selection: small ones by hand, ours from files, and any that hypothesis can think of."""

import csv
import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS, Candidate, Problem, Rules, Target
from cyfran.engine.selection.programme import Programme
from cyfran.engine.selection.reader import Columns, read_people, read_targets
from cyfran.engine.selection.space import Table

POOLS = Path(__file__).parent / "pools"
EXPECTED = json.loads((POOLS / "expected.json").read_text(encoding="utf-8"))


def person(name, *, households=(), apart=(), together="", hours_asked=0.0, cover_hours=0.0, **values):
    """One person; a text value with semicolons holds several values."""
    return Candidate(
        id=name,
        values={feature: frozenset(value.split(";")) for feature, value in values.items()},
        hours_asked=hours_asked,
        cover_hours=cover_hours,
        households=frozenset(households),
        apart=frozenset(apart),
        together=together,
    )


def target(feature, value, least, most, **flex):
    return Target(feature=feature, value=value, least=least, most=most, **flex)


def problem(pool, targets, size, **given):
    return Problem(pool=tuple(pool), targets=tuple(targets), size=size, **given)


def alike(number, **values):
    """People a1, a2, … of whom nothing tells one from another."""
    return [person(f"a{index}", **values) for index in range(1, number + 1)]


def two_triangles(size, others=()):
    """Six people, each with a value in common with the two others of their three, which one seat at most may have.

    Of each three one can be chosen, though halves of all three would fit: three seats for fractions, two for people.
    """
    sides = [(three, side) for three in range(2) for side in range(3)]
    pool = [
        person(f"t{three}{out}", **{f"side{each}{side}": ("off", "on")[each == three and side != out] for each, side in sides})
        for three, out in sides
    ]
    pool += [person(other, **{f"side{three}{side}": "off" for three, side in sides}) for other in others]
    targets = [target(f"side{three}{side}", "on", 0, 1) for three, side in sides]
    return problem(pool, [*targets, *(target(f"side{three}{side}", "off", 0, 9) for three, side in sides)], size)


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def from_files(name, *, targets="categories.csv", seated="", **columns):
    """One of our pools, as the field's files are read."""
    read = read_targets(table(POOLS / name / targets))
    has_seats = read_people(table(POOLS / name / seated), read, Columns(**columns)).candidates if seated else ()
    return Problem(
        pool=read_people(table(POOLS / name / "respondents.csv"), read, Columns(**columns)).candidates,
        targets=read,
        size=json.loads((POOLS / name / "panel.json").read_text())["panel_size"] + len(has_seats),
        seated=has_seats,
    )


def keeps_every_rule(asked, ids):
    """Say from the words of the rules alone, with nothing of the engine, whether these people may be the panel."""
    chosen = [person for person in asked.pool if person.id in ids]
    group = [*chosen, *asked.seated]
    return (
        len(set(ids)) == len(ids) == len(chosen)
        and len(group) == asked.size
        and all(t.least <= sum(t.value in each.values[t.feature] for each in group) <= t.most for t in asked.targets)
        and all(asked.rules.weight(each) is not None for each in chosen)
        and _at_most_one([(each.together or each.id, each.households) for each in chosen], asked.seated, "households")
        and _at_most_one([(each.id, each.apart) for each in chosen], asked.seated, "apart")
        and not {each.together for each in chosen} - {""} & {each.together for each in asked.pool if each.id not in ids}
        and (asked.rules.cover_hours is None or sum(each.cover_hours for each in group) <= asked.rules.cover_hours + 1e-9)
    )


def _at_most_one(chosen, seated, tie):
    times = Counter(label for _, label in {(unit, label) for unit, labels in chosen for label in labels})
    taken = {label for each in seated for label in getattr(each, tie)}
    return max(times.values(), default=0) <= 1 and not taken & set(times)


def every_panel(asked):
    """All panels there are, by trying every one."""
    ids = sorted(each.id for each in asked.pool)
    return [panel for panel in combinations(ids, asked.size - len(asked.seated)) if keeps_every_rule(asked, panel)]


def fairest_chances(asked, panels):
    """Everybody's chance under leximin of chance by weight, over all panels there are: slow and plain."""
    ids = sorted({each for panel in panels for each in panel})
    weight = {each.id: asked.rules.weight(each) for each in asked.pool}
    weights = np.array([weight[each] for each in ids])
    people, number = len(ids), len(panels)
    sits = np.array([[each in panel for panel in panels] for each in ids], dtype=float)
    entries = [(row, column, 1.0) for row, column in zip(*np.nonzero(sits), strict=True)]
    entries += [(row, number, -each) for row, each in enumerate(weights)] + [(people, column, 1.0) for column in range(number)]
    programme = Programme(Table(entries, rows=people + 1, columns=number + 1))
    low, settled, no_end = np.zeros(people), np.zeros(people, dtype=bool), np.full(people, np.inf)
    while not settled.all():
        programme.rows_between(np.append(np.maximum(0, low - 1e-10), 1.0), np.append(no_end, 1.0))
        programme.x_between(np.zeros(number + 1), np.append(np.ones(number), 100.0))
        programme.costs(np.append(np.zeros(number), 1.0))
        level = programme.solve()[number]
        programme.x_between(np.append(np.zeros(number), level - 1e-10), np.append(np.ones(number), level - 1e-10))
        for row in np.flatnonzero(~settled):
            programme.costs(np.append(sits[row], 0.0))
            if sits[row] @ programme.solve()[:number] <= level * weights[row] + 1e-7:
                settled[row], low[row] = True, level * weights[row]
        for row in np.flatnonzero(settled):
            programme.entry(int(row), number, 0.0)
    return {each.id: 0.0 for each in asked.pool} | dict(zip(ids, low.tolist(), strict=True))


@st.composite
def problems(draw):
    """Any small problem: up to 8 people, 3 features, and every rule now and then; often one that can be met."""
    features = {f"f{index}": draw(st.integers(2, 3)) for index in range(draw(st.integers(1, 3)))}
    label = st.sampled_from(["", "", "x", "y", "z"])

    def people(letter, number):
        return [
            person(
                f"{letter}{index}",
                households=filter(None, [draw(label)]),
                apart=filter(None, {draw(label), draw(label)}),
                together=draw(label) if letter == "p" else "",
                hours_asked=draw(st.sampled_from([0, 3, 9, 20])),
                cover_hours=draw(st.sampled_from([0, 1, 2.5])),
                **{
                    name: ";".join(draw(st.sets(st.sampled_from([f"v{each}" for each in range(count)]), min_size=1, max_size=2)))
                    for name, count in features.items()
                },
            )
            for index in range(number)
        ]

    pool, seated = people("p", draw(st.integers(1, 8))), people("s", draw(st.integers(0, 2)))
    wanted = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=4, unique_by=lambda each: each.id))
    slack = draw(st.integers(0, 2))
    targets = []
    for name, count in features.items():
        for value in (f"v{each}" for each in range(count)):
            have = sum(value in each.values[name] for each in (*wanted, *seated))
            targets.append(target(name, value, max(0, have - slack), have + slack))
    rules = Rules(
        load_bands=draw(st.sampled_from([(), DEFAULT_LOAD_BANDS])), cover_hours=draw(st.sampled_from([None, None, 2.0, 5.0]))
    )
    return problem(pool, targets, len(wanted) + len(seated), seated=tuple(seated), rules=rules)
