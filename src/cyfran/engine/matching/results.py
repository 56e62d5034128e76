"""What matching answers with: whom to invite to what, how good that is, what is missing, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from cyfran.engine.matching.problem import Whole

_NOISE = 1e-9


@dataclass(frozen=True)
class Shortfall:
    """An opportunity that has fewer of a stratum than it seeks, and why.

    Of the `matching` people of that stratum `chosen` are chosen and `at_limits` of the others have no invitation left or too
    few hours. `because` is `all_chosen` (nobody else of the stratum matches), `all_at_limits`, `places_taken` (the
    opportunity is full) or `not_worth_it` (a score so low that it outweighs the penalty).
    """

    opportunity: int
    stratum: int
    missing: int
    because: str
    matching: int
    chosen: int
    at_limits: int


@dataclass(frozen=True, eq=False)
class Chosen:
    """The chosen pairs in the order of the input, and why each.

    `codes`: `sought` (of a stratum of which the opportunity has no more than it seeks), `room_left` (nobody was turned away for
    lack of places) or `among_the_best`. `rank` counts from 1 among the `of` pairs of the opportunity, by score, equals alike.
    """

    pairs: Whole
    codes: tuple[str, ...]
    rank: Whole
    of: Whole


@dataclass(frozen=True, eq=False)
class Invitations:
    """An answer to a problem: `objective` is its value, and nothing there is can be worth more than `bound`.

    `not_asked` holds by code the carers with no invitation: `no_match` (they are in no pair), `no_invitations_left` and
    `too_few_hours` (their own limits allow none of their pairs), `places_taken`, or `not_worth_it` (a score of 0 or less).
    """

    chosen: Chosen
    objective: float
    bound: float
    shortfalls: tuple[Shortfall, ...]
    not_asked: Mapping[str, Whole]

    @property
    def optimal(self) -> bool:
        """Tell whether it is proved that nothing is worth more."""
        return self.bound - self.objective <= _NOISE * max(1.0, abs(self.bound))
