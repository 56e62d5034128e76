"""Write invented pools of carers and targets for them, the same for the same seed on every Python.

    .venv/bin/python -m tests.benchmarks.pools FOLDER POOL PANEL FEATURES SEED

A hidden kind of carer (young, parent, partner, filial) drives every feature, so that features go together. People answer
an invitation more or less readily, so that the pool is unlike the population whose shares the targets follow. Only
`random.Random(seed).random()` is used. Licence: CC0.
"""

import csv
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

Item = TypeVar("Item")

KINDS = (("young", 0.12), ("parent", 0.23), ("partner", 0.30), ("filial", 0.35))
# Feature, then value by value its weight for each kind.
FEATURES = (
    (
        "age",
        {
            "16-24": (0.70, 0.03, 0.01, 0.02),
            "25-44": (0.28, 0.52, 0.10, 0.20),
            "45-64": (0.02, 0.43, 0.34, 0.66),
            "65+": (0, 0.02, 0.55, 0.12),
        },
    ),
    ("gender", {"female": (0.55, 0.80, 0.54, 0.64), "male": (0.41, 0.19, 0.45, 0.35), "other": (0.04, 0.01, 0.01, 0.01)}),
    ("hours", {"1-19": (0.62, 0.20, 0.24, 0.52), "20-49": (0.25, 0.28, 0.22, 0.28), "50+": (0.13, 0.52, 0.54, 0.20)}),
    (
        "area",
        {
            "A": (0.24, 0.20, 0.16, 0.18),
            "B": (0.20, 0.22, 0.20, 0.20),
            "C": (0.18, 0.18, 0.20, 0.18),
            "D": (0.20, 0.20, 0.20, 0.22),
            "E": (0.18, 0.20, 0.24, 0.22),
        },
    ),
    ("language", {"cymraeg": (0.28, 0.22, 0.14, 0.18), "english": (0.66, 0.70, 0.82, 0.78), "other": (0.06, 0.08, 0.04, 0.04)}),
    (
        "ethnicity",
        {
            "white": (0.82, 0.84, 0.93, 0.92),
            "black": (0.06, 0.05, 0.02, 0.02),
            "asian": (0.08, 0.07, 0.03, 0.04),
            "mixed_other": (0.04, 0.04, 0.02, 0.02),
        },
    ),
    (
        "condition",
        {
            "dementia": (0.06, 0.01, 0.36, 0.40),
            "mental_health": (0.38, 0.14, 0.12, 0.12),
            "learning_disability": (0.08, 0.52, 0.03, 0.05),
            "physical": (0.30, 0.18, 0.38, 0.32),
            "other": (0.18, 0.15, 0.11, 0.11),
        },
    ),
)
# How readily people of a value answer, as a logarithm: who comes forward is not who cares.
READINESS = {
    "16-24": -1.2, "25-44": -0.3, "65+": 0.5, "male": -0.5, "other": 0.1, "50+": -0.4, "E": -0.5, "A": 0.3, "cymraeg": 0.2,
    "black": -0.6, "asian": -0.7, "mental_health": -0.3,
}  # fmt: skip
SHARING_A_HOME = 0.06


def write_pool(folder: Path, *, pool: int, panel: int, features: int, seed: int) -> Path:
    """Write respondents.csv, categories.csv and panel.json, and return the folder."""
    random = Random(seed)
    people: list[list[str]] = []
    while len(people) < pool:
        person = _person(random, features)
        readiness = sum(READINESS.get(value, 0) for value in person)
        if random.random() < 1 / (1 + math.exp(-(readiness - 0.5))):
            people.append(person)
    names = [name for name, _ in FEATURES[:features]]
    extra = ["address", "postcode", "hours_asked_12m", "co_carer_of"]
    _write(folder / "respondents.csv", ["id", *names, *extra], _respondents(random, people))
    have = Counter((name, value) for person in people for name, value in zip(names, person, strict=True))
    _write(folder / "categories.csv", ["feature", "value", "min", "max"], _targets(features, panel, have))
    (folder / "panel.json").write_text(json.dumps({"panel_size": panel}), encoding="utf-8")
    return folder


def _pick(random: Random, items: Sequence[tuple[Item, float]]) -> Item:
    point = random.random() * sum(weight for _, weight in items)
    for item, weight in items:
        point -= weight
        if point < 0:
            return item
    return items[-1][0]


def _person(random: Random, features: int) -> list[str]:
    kind = _pick(random, [(number, weight) for number, (_, weight) in enumerate(KINDS)])
    return [_pick(random, [(value, weights[kind]) for value, weights in values.items()]) for _, values in FEATURES[:features]]


def _respondents(random: Random, people: Sequence[Sequence[str]]) -> Iterable[list[object]]:
    homes, before = 0, ""
    for number, person in enumerate(people):
        # Some live with, and share the caring with, the person before.
        with_whom = before if before and random.random() < SHARING_A_HOME else ""
        homes += not with_whom
        # A few are asked for far more than the others.
        hours = int(-6 * math.log(1 - random.random()) * (1.8 if random.random() < 0.15 else 0.5))
        yield [f"c{number:05d}", *person, f"{homes} Stryd Fawr", f"NP{homes % 40 + 1} {homes % 9}AA", hours, with_whom]
        before = "" if with_whom else f"c{number:05d}"


def _targets(features: int, panel: int, have: Counter[tuple[str, str]]) -> Iterable[list[object]]:
    for name, values in FEATURES[:features]:
        totals = [sum(weights[kind] for weights in values.values()) for kind in range(len(KINDS))]
        for value, weights in values.items():
            ideal = panel * sum(share * weights[kind] / totals[kind] for kind, (_, share) in enumerate(KINDS))
            least = max(0, math.floor(ideal + 1e-9))
            yield [name, value, min(least, have[name, value]), math.ceil(ideal - 1e-9)]


def _write(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    where, *numbers = sys.argv[1:]
    pool, panel, features, seed = map(int, numbers)
    print(write_pool(Path(where), pool=pool, panel=panel, features=features, seed=seed))
