"""The same by name: carers, opportunities and strata as they are called, for whoever has records rather than numbers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cyfran.engine.errors import EngineError
from cyfran.engine.matching.choose import choose
from cyfran.engine.matching.problem import Carers, Opportunities, Pairs, Problem


@dataclass(frozen=True, kw_only=True)
class Carer:
    """Somebody who may be asked: how many invitations and hours they have left, and their stratum."""

    id: str
    max_invites: int
    hours_cap: float
    stratum: str


@dataclass(frozen=True, kw_only=True)
class Opportunity:
    """What people may be asked to: its hours, how many it asks at most, and how many it seeks of some strata."""

    id: str
    hours: float
    target: int
    sought: Mapping[str, int]


@dataclass(frozen=True)
class Match:
    """A carer and an opportunity that suit each other, by their ids, and what that is worth."""

    carer: str
    opportunity: str
    score: float


@dataclass(frozen=True)
class Invitation:
    """A match that was chosen, and why: the codes of `results.Chosen`, and the place of its score among `of`."""

    carer: str
    opportunity: str
    because: str
    rank: int
    of: int


@dataclass(frozen=True)
class Missing:
    """How many of a stratum an opportunity still seeks, and why: the codes and counts of `results.Shortfall`."""

    opportunity: str
    stratum: str
    missing: int
    because: str
    matching: int
    chosen: int
    at_limits: int


@dataclass(frozen=True)
class NamedInvitations:
    """Who is invited to what, in the order of the matches; what is missing; why others have no invitation; how good it is."""

    invitations: tuple[Invitation, ...]
    missing: tuple[Missing, ...]
    not_asked: Mapping[str, str]
    objective: float
    bound: float


def choose_by_name(
    carers: Sequence[Carer],
    opportunities: Sequence[Opportunity],
    matches: Sequence[Match],
    *,
    shortfall_penalty: float,
    progress: Callable[[float], None] = lambda share: None,
) -> NamedInvitations:
    """Choose among the matches as `choose` does.

    Raises: EngineError `id_twice` (with the `name`), `not_in_pool` (with the `id` of a match that is nobody's and
    nothing's), and what a problem refuses, with keys that count from 0 in the order given.
    """
    strata = sorted({carer.stratum for carer in carers} | {name for each in opportunities for name in each.sought})
    answer = choose(_problem(carers, opportunities, matches, strata, shortfall_penalty), progress=progress)
    chosen = answer.chosen
    told = zip(chosen.pairs.tolist(), chosen.codes, chosen.rank.tolist(), chosen.of.tolist(), strict=True)
    return NamedInvitations(
        tuple(Invitation(matches[pair].carer, matches[pair].opportunity, *why) for pair, *why in told),
        tuple(
            Missing(
                *(opportunities[each.opportunity].id, strata[each.stratum], each.missing, each.because),
                *(each.matching, each.chosen, each.at_limits),
            )
            for each in answer.shortfalls
        ),
        {carers[carer].id: code for code, numbers in answer.not_asked.items() for carer in numbers.tolist()},
        answer.objective,
        answer.bound,
    )


def _problem(
    carers: Sequence[Carer], opportunities: Sequence[Opportunity], matches: Sequence[Match], strata: Sequence[str], penalty: float
) -> Problem:
    """Put names into numbers, in the order they are given."""
    carer, opportunity = _numbers(each.id for each in carers), _numbers(each.id for each in opportunities)
    stratum = _numbers(strata)
    sought = [[each.sought.get(name, 0) for name in strata] for each in opportunities]
    return Problem(
        Carers(
            np.array([each.max_invites for each in carers], np.int64),
            np.array([each.hours_cap for each in carers], np.float64),
            np.array([stratum[each.stratum] for each in carers], np.int64),
        ),
        Opportunities(
            np.array([each.hours for each in opportunities], np.float64),
            np.array([each.target for each in opportunities], np.int64),
            np.array(sought, np.int64).reshape(len(opportunities), len(strata)),
        ),
        Pairs(
            np.array([_number(carer, each.carer) for each in matches], np.int64),
            np.array([_number(opportunity, each.opportunity) for each in matches], np.int64),
            np.array([each.score for each in matches], np.float64),
        ),
        penalty,
    )


def _numbers(names: Iterable[str]) -> dict[str, int]:
    """Number names from 0, in their order."""
    numbers: dict[str, int] = {}
    for name in names:
        if name in numbers:
            raise EngineError("id_twice", name=name)
        numbers[name] = len(numbers)
    return numbers


def _number(numbers: Mapping[str, int], name: str) -> int:
    if name not in numbers:
        raise EngineError("not_in_pool", id=name)
    return numbers[name]
