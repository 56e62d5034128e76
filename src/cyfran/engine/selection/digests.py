"""Digests that say which input a draw was made from, and numbers that a seed and a digest settle between them."""

import json
from collections.abc import Sequence
from hashlib import sha256

from cyfran.engine.selection.problem import Candidate, Fairness, Problem
from cyfran.engine.selection.results import NamedPanel

ENGINE_VERSION = 1


def inputs_digest(problem: Problem, fairness: Fairness, *, salt: str = "") -> str:
    """Return the SHA-256, in hexadecimal, of all that a lottery depends on: people, targets, size, rules and fairness.

    The order of people and targets plays no part, nor do capitals, nor what no target and no rule looks at. A secret `salt` keeps
    people's values from being guessed by trying which of them give a digest, or a lottery, that is published.
    """
    rules = problem.rules
    told = {
        "fairness": fairness.value,
        "size": problem.size,
        "targets": sorted(
            [target.feature.casefold(), target.value.casefold(), target.least, target.most, target.least_flex, target.most_flex]
            for target in problem.targets
        ),
        "pool": sorted(_told(person, problem) for person in problem.pool),
        "seated": sorted(_told(person, problem) for person in problem.seated),
        "load_bands": [list(band) for band in rules.load_bands],
        "cover_hours": rules.cover_hours,
    }
    return _digest({**told, "salt": salt} if salt else told)


def lottery_digest(panels: Sequence[NamedPanel]) -> str:
    """Return the SHA-256, in hexadecimal, of a lottery: each panel's share and people, in order."""
    return _digest([[panel.share, *panel.people] for panel in panels])


def number_of(seed: str, digest: str) -> int:
    """Return the whole number, from 0 to 2**256 - 1, that a seed settles for one digest."""
    return int.from_bytes(sha256(f"{digest}:{seed}".encode()).digest())


def panel_number(seed: str, digest: str, panels: int) -> int:
    """Return the number, from 1, of the panel that a seed settles among so many equal ones; the digest is their lottery's."""
    return 1 + number_of(seed, digest) % panels


def point_of(seed: str, digest: str) -> float:
    """Return that number as a point from 0 up to but not including 1."""
    # A float holds 53 bits; more would round up to 1.
    return (number_of(seed, digest) >> 203) / 2**53


def _told(person: Candidate, problem: Problem) -> list[object]:
    return [
        person.id,
        [sorted(map(str.casefold, person.values[feature])) for feature in sorted(problem.features, key=str.casefold)],
        person.hours_asked if problem.rules.load_bands else 0,
        person.cover_hours if problem.rules.cover_hours is not None else 0,
        sorted(person.households),
        sorted(person.apart),
        person.together,
    ]


def _digest(told: object) -> str:
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
