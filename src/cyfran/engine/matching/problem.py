"""Who might be asked for what, what each such pair is worth, and everybody's limits."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cyfran.engine.errors import EngineError

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MOST_COUNT, MOST_HOURS, MOST_SCORE = 1_000_000, 100_000, 1_000_000
# Hours are counted in whole millionths, so that a limit is kept to the letter.
_PARTS_OF_AN_HOUR = 1_000_000


@dataclass(frozen=True, eq=False)
class Carers:
    """An entry per carer: how many invitations and hours they have left, and which stratum (0, 1, …) they belong to."""

    max_invites: Whole
    hours_cap: Numbers
    stratum: Whole


@dataclass(frozen=True, eq=False)
class Opportunities:
    """An entry per opportunity: its hours, how many it may ask at most, and a row of how many of each stratum it seeks."""

    hours: Numbers
    target: Whole
    min_by_stratum: Whole


@dataclass(frozen=True, eq=False)
class Pairs:
    """An entry per pair that may be chosen: numbers of a carer and an opportunity, counted from 0, and what it is worth."""

    carer: Whole
    opp: Whole
    score: Numbers


@dataclass(frozen=True, eq=False)
class Problem:
    """Choose pairs within all limits; their scores less a penalty for each place of a stratum that stays empty shall be most.

    Ranges: counts 0 to 1 000 000, hours 0 to 100 000, scores within a million of 0, the penalty 0 to a million.
    Raises: EngineError, with the `key` it is about: `list_not_as_long`, `number_out_of_range`, `no_such_entry`, `pair_twice`.
    """

    carers: Carers
    opportunities: Opportunities
    pairs: Pairs
    shortfall_penalty: float

    def __post_init__(self) -> None:
        carers, opportunities, pairs = self.carers, self.opportunities, self.pairs
        _refuse_unlike("carers.max_invites", carers.max_invites, hours_cap=carers.hours_cap, stratum=carers.stratum)
        _refuse_unlike(
            "opportunities.hours", opportunities.hours, target=opportunities.target, min_by_stratum=opportunities.min_by_stratum
        )
        _refuse_unlike("pairs.carer", pairs.carer, opp=pairs.opp, score=pairs.score)
        _refuse_outside("carers.max_invites", carers.max_invites, 0, MOST_COUNT)
        _refuse_outside("carers.hours_cap", carers.hours_cap, 0, MOST_HOURS)
        _refuse_outside("opportunities.hours", opportunities.hours, 0, MOST_HOURS)
        _refuse_outside("opportunities.target", opportunities.target, 0, MOST_COUNT)
        _refuse_outside("opportunities.min_by_stratum", opportunities.min_by_stratum, 0, MOST_COUNT)
        _refuse_outside("pairs.score", pairs.score, -MOST_SCORE, MOST_SCORE)
        _refuse_outside("shortfall_penalty", np.array(self.shortfall_penalty), 0, MOST_SCORE)
        _refuse_unknown("pairs.carer", pairs.carer, len(carers.stratum))
        _refuse_unknown("pairs.opp", pairs.opp, len(opportunities.hours))
        _refuse_unknown("carers.stratum", carers.stratum, self.strata if len(opportunities.hours) else MOST_COUNT)
        _refuse_pair_twice(pairs)

    @property
    def strata(self) -> int:
        """Return how many strata there are."""
        return int(self.opportunities.min_by_stratum.shape[1])

    @property
    def place(self) -> Whole:
        """Number for each pair what it counts for: the opportunity and the stratum of the carer together."""
        return self.pairs.opp * self.strata + self.carers.stratum[self.pairs.carer]

    @property
    def sought(self) -> Whole:
        """Return how many are sought, by opportunity and stratum together, as `place` numbers them."""
        return self.opportunities.min_by_stratum.ravel()

    @property
    def hours_left(self) -> Whole:
        """Return everybody's hours in whole millionths."""
        return in_parts(self.carers.hours_cap)

    @property
    def hours_of_pair(self) -> Whole:
        """Return the hours of each pair in whole millionths."""
        return in_parts(self.opportunities.hours)[self.pairs.opp]


def in_parts(hours: Numbers) -> Whole:
    """Turn hours into whole millionths of an hour."""
    return np.rint(hours * _PARTS_OF_AN_HOUR).astype(np.int64)


def _refuse_unlike(key: str, first: Whole | Numbers, **others: Whole | Numbers) -> None:
    """Refuse lists of different lengths where each has an entry for the same thing."""
    group = key.partition(".")[0]
    for name, other in others.items():
        if len(other) != len(first):
            raise EngineError("list_not_as_long", key=f"{group}.{name}", have=len(other), other=key, need=len(first))


def _refuse_outside(key: str, values: Whole | Numbers, least: int, most: int) -> None:
    wrong = np.argwhere(~((values >= least) & (values <= most)))
    if len(wrong):
        raise EngineError("number_out_of_range", key=_at(key, *wrong[0].tolist()), least=least, most=most)


def _refuse_unknown(key: str, numbers: Whole, have: int) -> None:
    wrong = np.flatnonzero((numbers < 0) | (numbers >= have))
    if len(wrong):
        raise EngineError("no_such_entry", key=_at(key, int(wrong[0])), found=int(numbers[wrong[0]]), have=have)


def _refuse_pair_twice(pairs: Pairs) -> None:
    """Refuse a pair that is there twice; the first such in the order of the input is named."""
    order = np.lexsort((pairs.opp, pairs.carer))
    again = order[1:][(np.diff(pairs.carer[order]) == 0) & (np.diff(pairs.opp[order]) == 0)]
    if len(again):
        raise EngineError("pair_twice", key=_at("pairs", int(again.min())))


def _at(key: str, *place: int) -> str:
    return key + "".join(f"[{number}]" for number in place)
