"""Write invented carers, opportunities and the pairs that match, the same for the same seed everywhere.

    .venv/bin/python -m tests.benchmarks.invitations FILE CARERS OPPORTUNITIES SEED

Carers live in areas of 25 opportunities each and match those of their own area and the next, some far more sought than
others; about one in six has no invitation left this month. A score is 200, more for who was never or not lately asked, more
for what they said they wish, and a little by nearness. Places are asked for by two thirds of the invitations there are, and
a quarter to a third of them for the rarer four of six strata. Only uniform numbers of PCG64 are used. Licence: CC0.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

MAX_INVITES = ((0, 0.16), (1, 0.39), (2, 0.29), (3, 0.16))
HOURS_CAPS = ((2.0, 0.20), (4.0, 0.31), (6.0, 0.25), (10.0, 0.14), (16.0, 0.10))
STRATA = ((0, 0.08), (1, 0.05), (2, 0.12), (3, 0.10), (4, 0.20), (5, 0.45))
HOURS = ((1.5, 0.29), (2.0, 0.29), (3.0, 0.20), (4.0, 0.12), (6.0, 0.10))
# What carers' scores begin with: asked lately, not lately, never.
NEWNESS = ((200.0, 0.15), (270.0, 0.20), (330.0, 0.65))
PENALTY = 400
_SOUGHT = 4
_OPPORTUNITIES_OF_AN_AREA = 25
_PLACES_PER_INVITATION = 0.62
_PAIRS_PER_CARER = 12.0


def write_invitations(file: Path, *, carers: int, opportunities: int, seed: int) -> Path:
    """Write one problem as the engine's reader takes it, and return the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(invitations(carers=carers, opportunities=opportunities, seed=seed)), encoding="utf-8")
    return file


def invitations(*, carers: int, opportunities: int, seed: int) -> dict[str, Any]:
    """Make one problem: lists of whole numbers and hours."""
    random = np.random.Generator(np.random.PCG64(seed))
    max_invites, caps, stratum = (_picked(random, each, carers) for each in (MAX_INVITES, HOURS_CAPS, STRATA))
    hours = _picked(random, HOURS, opportunities)
    target = _targets(random, opportunities, _PLACES_PER_INVITATION * float(max_invites.sum()))
    areas = max(2, opportunities // _OPPORTUNITIES_OF_AN_AREA)
    lives, held = np.sort(_whole(random, carers, areas)), np.arange(opportunities) % areas
    likely = _likely(random, opportunities, areas)
    base = _picked(random, NEWNESS, carers)
    people, places, scores = [], [], []
    for place in range(opportunities):
        near = np.flatnonzero(((lives - held[place]) % areas <= 1) & (max_invites > 0) & (caps >= hours[place]))
        match = near[random.random(len(near)) < likely[place]]
        people.append(match)
        places.append(np.full(len(match), place))
        scores.append(base[match] + _liking(random, len(match)))
    carer, opportunity = np.concatenate(people), np.concatenate(places)
    order = np.lexsort((opportunity, carer))
    return {
        "name": f"invitations_{carers}x{opportunities}_{seed}",
        "carers": {
            "max_invites": max_invites.astype(int).tolist(),
            "hours_cap": caps.tolist(),
            "stratum": stratum.astype(int).tolist(),
        },
        "opportunities": {
            "hours": hours.tolist(),
            "target": target.tolist(),
            "min_by_stratum": _least(random, target).tolist(),
        },
        "pairs": {
            "carer": carer[order].tolist(),
            "opp": opportunity[order].tolist(),
            "score": np.concatenate(scores)[order].astype(int).tolist(),
        },
        "shortfall_penalty": PENALTY,
    }


def _picked(random: np.random.Generator, shares: Sequence[tuple[float, float]], number: int) -> np.ndarray:
    ends = np.cumsum([share for _, share in shares])
    return np.array([value for value, _ in shares])[np.searchsorted(ends[:-1], random.random(number), side="right")]


def _whole(random: np.random.Generator, number: int, below: int) -> np.ndarray:
    return (random.random(number) * below).astype(int)


def _targets(random: np.random.Generator, number: int, places: float) -> np.ndarray:
    """Share the places out unevenly, a few opportunities wanting many; none wants fewer than six."""
    weight = 0.2 + random.random(number) ** 2
    return np.maximum(6, np.rint(weight / weight.sum() * places)).astype(int)


def _likely(random: np.random.Generator, number: int, areas: int) -> np.ndarray:
    """Say how likely somebody near matches: some opportunities suit hardly anybody, some nearly everybody."""
    weight = random.random(number) ** 2
    near = number * min(2, areas) / areas
    return np.minimum(0.95, weight / weight.mean() * _PAIRS_PER_CARER / near)


def _least(random: np.random.Generator, target: np.ndarray) -> np.ndarray:
    """Ask for a tenth or so of the places for each of the rarer strata, half of the time."""
    wanted = random.random((len(target), len(STRATA))) < np.where(np.arange(len(STRATA)) < _SOUGHT, 0.6, 0.0)
    return np.where(wanted, np.maximum(1, np.rint(target[:, None] * (0.08 + 0.06 * random.random((len(target), 1))))), 0).astype(
        int
    )


def _liking(random: np.random.Generator, number: int) -> np.ndarray:
    """Return tens for what was wished, now and then a great deal, and for one in four single points for nearness."""
    wished = 10.0 * _whole(random, number, 7) + np.where(random.random(number) < 0.06, 120.0, 0.0)
    return wished + np.where(random.random(number) < 0.25, _whole(random, number, 70), 0)


if __name__ == "__main__":
    file, *numbers = sys.argv[1:]
    many, kinds, seed = map(int, numbers)
    print(write_invitations(Path(file), carers=many, opportunities=kinds, seed=seed))
